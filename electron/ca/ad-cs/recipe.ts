import { inFolder, quotedForPowerShell } from '../quote.ts'
import type { CommandValues, Recipe } from '../recipe.ts'

const file = (name: string): string => quotedForPowerShell(inFolder(name, '\\'))

/** Microsoft Active Directory Certificate Services. Syntax of certreq: Microsoft's reference of the Windows commands. */
export const adCs: Recipe = {
  id: 'ad-cs',
  hasWarning: true,
  ways: [
    {
      id: 'template',
      steps: [
        { id: 'open', command: () => 'certtmpl.msc' },
        { id: 'duplicate' },
        { id: 'policies' },
        { id: 'subject' },
        { id: 'approval' },
        { id: 'security' },
        { id: 'publish', command: () => 'certsrv.msc' },
      ],
    },
    {
      id: 'certreq',
      steps: [
        { id: 'save' },
        {
          id: 'submit',
          command: ({ template, csrFile, certificateFile, chainFile }: CommandValues) =>
            `certreq -submit -attrib ${quotedForPowerShell(`CertificateTemplate:${template}`)} ${file(csrFile)} ${file(certificateFile)} ${file(chainFile)}`,
        },
        { id: 'approve', command: () => 'certsrv.msc' },
        {
          id: 'retrieve',
          command: ({ certificateFile, chainFile }: CommandValues) =>
            `certreq -retrieve 123 ${file(certificateFile)} ${file(chainFile)}`,
        },
      ],
    },
    { id: 'web', steps: [{ id: 'open' }, { id: 'advanced' }, { id: 'paste' }, { id: 'download' }] },
    { id: 'ask', steps: [{ id: 'save' }, { id: 'send', command: { text: 'letter' } }] },
  ],
}
