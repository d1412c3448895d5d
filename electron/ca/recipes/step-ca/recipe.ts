import type { Shell } from '../quoting.ts'
import type { Copied, Recipe } from '../recipe.ts'

const signIn = (kind: Shell): Copied => ({
  kind,
  write: ({ csrFile, certificateFile, days }, { file }) =>
    `step ca sign --not-after=${days * 24}h ${file(csrFile)} ${file(certificateFile)}`,
})

const rootIn = (kind: Shell): Copied => ({
  kind,
  write: ({ stem }, { file }) => `step ca root ${file(`${stem}-root.cer`)}`,
})

/** Smallstep's step-ca. */
export const recipe: Recipe = {
  id: 'step-ca',
  rank: 40,
  grant: 'ready',
  ways: [
    {
      id: 'life',
      steps: [
        { id: 'list', copied: { kind: 'sh', write: () => 'step ca provisioner list' } },
        {
          id: 'update',
          copied: {
            kind: 'sh',
            write: ({ days }) => `step ca provisioner update PROVISIONER --x509-max-dur=${days * 24}h`,
          },
        },
        { id: 'restart' },
      ],
    },
    { id: 'sh', steps: [{ id: 'save' }, { id: 'sign', copied: signIn('sh') }, { id: 'root', copied: rootIn('sh') }] },
    {
      id: 'powershell',
      steps: [
        { id: 'save' },
        { id: 'sign', copied: signIn('powershell') },
        { id: 'root', copied: rootIn('powershell') },
      ],
    },
  ],
  sources: [
    'https://smallstep.com/docs/step-ca/templates/',
    'https://smallstep.com/docs/step-cli/reference/ca/provisioner/',
    'https://github.com/smallstep/cli/blob/master/command/ca/sign.go',
    'https://github.com/smallstep/cli/blob/master/command/ca/root.go',
    'https://github.com/smallstep/cli/blob/master/command/ca/provisioner/update.go',
  ],
  readOn: '2026-11-24',
}
