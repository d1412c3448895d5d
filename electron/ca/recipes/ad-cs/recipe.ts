import type { Recipe, RecipePlan } from '../recipe.ts'

/** By certreq and certutil, which are the same in both shells. */
const request = (id: string, kind: 'powershell' | 'cmd'): RecipePlan => ({
  id,
  steps: [
    { id: 'save' },
    {
      id: 'submit',
      copied: {
        kind,
        write: ({ template, csrFile, certificateFile, chainFile }, { word, file }) =>
          `certreq -submit -attrib ${word(`CertificateTemplate:${template}`)} ${file(csrFile)} ${file(certificateFile)} ${file(chainFile)}`,
      },
    },
    { id: 'approve', copied: { kind, write: () => 'certutil -resubmit 123' } },
    {
      id: 'retrieve',
      copied: {
        kind,
        write: ({ certificateFile, chainFile }, { file }) =>
          `certreq -retrieve 123 ${file(certificateFile)} ${file(chainFile)}`,
      },
    },
  ],
})

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
        {
          id: 'publish',
          copied: { kind: 'powershell', write: ({ template }, { word }) => `Add-CATemplate -Name ${word(template)}` },
        },
      ],
    },
    request('certreq', 'powershell'),
    request('cmd', 'cmd'),
    { id: 'web', steps: [{ id: 'open' }, { id: 'advanced' }, { id: 'paste' }, { id: 'download' }] },
    { id: 'ask', steps: [{ id: 'save' }, { id: 'send', copied: { kind: 'letter' } }] },
  ],
  sources: [
    'https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certreq_1',
    'https://github.com/MicrosoftDocs/windowsserverdocs/blob/main/WindowsServerDocs/administration/windows-commands/certutil.md',
    'https://github.com/MicrosoftDocs/windows-powershell-docs/blob/main/docset/winserver2012-ps/adcsadministration/add-catemplate.md',
    'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/cc725621(v=ws.10)',
    'https://github.com/ly4k/Certipy/wiki/06-%E2%80%90-Privilege-Escalation',
  ],
  readOn: '2026-11-24',
}
