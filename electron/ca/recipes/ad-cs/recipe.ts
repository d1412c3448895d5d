import type { Recipe } from '../recipe.ts'

/** Microsoft Active Directory Certificate Services. */
export const recipe: Recipe = {
  id: 'ad-cs',
  rank: 10,
  grant: 'no-client-authentication',
  hasWarning: true,
  hasLetter: true,
  ways: [
    {
      id: 'template',
      steps: [
        { id: 'open', copied: { kind: 'powershell', write: () => 'certtmpl.msc' } },
        { id: 'duplicate' },
        { id: 'policies' },
        { id: 'subject' },
        { id: 'approval' },
        { id: 'security' },
        { id: 'publish', copied: { kind: 'powershell', write: () => 'certsrv.msc' } },
      ],
    },
    {
      id: 'certreq',
      steps: [
        { id: 'save' },
        {
          id: 'submit',
          copied: {
            kind: 'powershell',
            write: ({ template, csrFile, certificateFile, chainFile }, { word, file }) =>
              `certreq -submit -attrib ${word(`CertificateTemplate:${template}`)} ${file(csrFile)} ${file(certificateFile)} ${file(chainFile)}`,
          },
        },
        { id: 'approve', copied: { kind: 'powershell', write: () => 'certsrv.msc' } },
        {
          id: 'retrieve',
          copied: {
            kind: 'powershell',
            write: ({ certificateFile, chainFile }, { file }) =>
              `certreq -retrieve 123 ${file(certificateFile)} ${file(chainFile)}`,
          },
        },
      ],
    },
    { id: 'web', steps: [{ id: 'open' }, { id: 'advanced' }, { id: 'paste' }, { id: 'download' }] },
    { id: 'ask', steps: [{ id: 'save' }, { id: 'send', copied: { kind: 'letter' } }] },
  ],
  sources: ['https://learn.microsoft.com/windows-server/administration/windows-commands/certreq_1'],
  readOn: '2026-11-24',
}
