/** Members that the language and its tools ask any object for. */
const asked = new Set<PropertyKey>(['then', 'toJSON', 'constructor', 'prototype', 'nodeType', 'asymmetricMatch'])

function isKnown(target: object, key: PropertyKey): boolean {
  return key in target || typeof key === 'symbol' || asked.has(key)
}

function notOffered(what: string): Error {
  return new Error(`${what} is not in the stand-in for Electron.`)
}

function unknown(name: string, key: PropertyKey): Error {
  return notOffered(`${name}.${String(key)}`)
}

/** What the stand-in has of an Electron object. Whatever it does not have throws, with the name of the call. */
export function offer<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver): unknown {
      if (isKnown(target, key)) return Reflect.get(target, key, receiver)
      throw unknown(name, key)
    },
  })
}

/** An Electron object of which the stand-in has nothing at all. It can be imported, not used. */
export function refuse(name: string): object {
  return new Proxy(Object, {
    get: (target, key): unknown => {
      if (isKnown(target, key)) return Reflect.get(target, key)
      throw unknown(name, key)
    },
    construct: () => {
      throw notOffered(name)
    },
  })
}

/**
 * The same for all objects of a class: what none of its prototypes has throws, to read and to set. The guard stands at
 * the end of the chain, so that private members and identity are as without it.
 */
export function guard(type: { readonly prototype: object }, name: string): void {
  const parent = Object.getPrototypeOf(type.prototype) as object
  const end = new Proxy(parent, {
    get(target, key, receiver): unknown {
      if (isKnown(target, key)) return Reflect.get(target, key, receiver)
      throw unknown(name, key)
    },
    set(target, key, value, receiver): boolean {
      if (isKnown(target, key)) return Reflect.set(target, key, value, receiver)
      throw unknown(name, key)
    },
  })
  Object.setPrototypeOf(type.prototype, end)
}
