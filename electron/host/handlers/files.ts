import type { Handlers } from '../../contract/dispatch.ts'
import { withEnding } from '../file-name.ts'
import { onlyCertificates } from '../only-certificates.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { inputOf } from '../sources.ts'

type Own = Extract<keyof Handlers, `files.${string}`>

export function fileHandlers(services: Services): Pick<Handlers, Own> {
  const { desk, engine, now, picked } = services
  return {
    'files.choose': async ({ what }) => {
      const paths = await desk.choose(what)
      return paths && picked.put(paths)
    },

    'files.check': ({ source, password, at, csr }, call) =>
      engine.run(
        'checkFiles',
        {
          ...inputOf(source, services),
          password,
          at: at === null ? now() : Date.parse(at),
          host: null,
          csr: csr && inputOf(csr, services),
        },
        call,
      ),

    'files.saveMended': async ({ pem, name }, call) =>
      saveFile('chain', withEnding(name, '.pem'), await onlyCertificates(pem, services, call), services),

    'files.explain': ({ source }, call) => engine.run('explain', inputOf(source, services), call),
  }
}
