import { attributeNames } from '../../electron/pki/oids.ts'
import { type Der, oid, sequence, set, string, type StringType } from './der.ts'

/** `OU=Lab` as UTF-8, or in another type of string: `['OU=Lab', 'bmp']`. */
export type AttributeSpec = string | readonly [text: string, type: StringType]

/** A word is a common name; a list is one attribute an RDN, a list within it an RDN of several. */
export type NameSpec = string | readonly (AttributeSpec | readonly (readonly [text: string, type: StringType])[])[]

const types = new Map(Object.entries(attributeNames).map(([type, name]) => [name, type]))

function attribute([text, stringType]: readonly [text: string, type: StringType]): Der {
  const split = text.indexOf('=')
  const type = types.get(text.slice(0, split))
  if (type === undefined) throw new Error(`no attribute type in ${text}`)
  return sequence(oid(type), string(text.slice(split + 1), stringType))
}

export function name(spec: NameSpec): Der {
  if (typeof spec === 'string') return name([`CN=${spec}`])
  return sequence(
    ...spec.map((rdn) => {
      if (typeof rdn === 'string') return set(attribute([rdn, 'utf8']))
      if (isOne(rdn)) return set(attribute(rdn))
      return set(...rdn.map(attribute))
    }),
  )
}

const isOne = (
  rdn: readonly [text: string, type: StringType] | readonly (readonly [text: string, type: StringType])[],
): rdn is readonly [text: string, type: StringType] => typeof rdn[0] === 'string'
