import * as nodeModule from 'node:module'

type Resolve = (specifier: string, context: object, next: (specifier: string, context: object) => unknown) => unknown
type RegisterHooks = (hooks: { readonly resolve: Resolve }) => void

const names = ['electron', 'electron/main', 'electron/common']

/** The same for a thread of its own, which Node before 22.15 wants: it reads a module, not a function. */
function hookModule(url: string): string {
  const source = `export const resolve = (specifier, context, next) =>
    ${JSON.stringify(names)}.includes(specifier) ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(specifier, context)`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

/** From here on `import 'electron'` means the module at `url`. */
export function resolveElectronTo(url: string): void {
  if (!('registerHooks' in nodeModule)) {
    nodeModule.register(hookModule(url))
    return
  }
  const registerHooks = nodeModule.registerHooks as RegisterHooks
  registerHooks({
    resolve: (specifier, context, next) =>
      names.includes(specifier) ? { url, shortCircuit: true } : next(specifier, context),
  })
}
