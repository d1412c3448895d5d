import type { CommandValues, Recipe } from '../recipe.ts'

const service = ({ host }: CommandValues): string => `HTTP/${host}`

const otherNames = ({ host, dnsNames }: CommandValues): readonly string[] =>
  dnsNames.filter((name) => name.toLowerCase() !== host.toLowerCase())

/** FreeIPA (Red Hat Identity Management) with its Dogtag CA. */
export const recipe: Recipe = {
  id: 'freeipa',
  rank: 35,
  grant: 'ready',
  ways: [
    {
      id: 'request',
      steps: [
        { id: 'login', copied: { kind: 'sh', write: () => 'kinit admin' } },
        { id: 'host', copied: { kind: 'sh', write: ({ host }, { word }) => `ipa host-add --force ${word(host)}` } },
        {
          id: 'service',
          copied: {
            kind: 'sh',
            write: (values, { word }) =>
              [
                `ipa service-add --force ${word(service(values))}`,
                ...otherNames(values).map(
                  (name) => `ipa service-add-principal ${word(service(values))} ${word(`HTTP/${name}`)}`,
                ),
              ].join('\n'),
          },
        },
        {
          id: 'request',
          copied: {
            kind: 'sh',
            write: (values, { word, file }) =>
              [
                `ipa cert-request --principal=${word(service(values))} --profile-id=caIPAserviceCert`,
                `--chain --certificate-out=${file(values.certificateFile)} ${file(values.csrFile)}`,
              ].join(' '),
          },
        },
        {
          id: 'again',
          copied: {
            kind: 'sh',
            write: ({ certificateFile }, { file }) =>
              `ipa cert-show 123 --chain --certificate-out=${file(certificateFile)}`,
          },
        },
      ],
    },
  ],
  sources: [
    'https://github.com/freeipa/freeipa/blob/master/install/share/profiles/caIPAserviceCert.cfg',
    'https://github.com/freeipa/freeipa/blob/master/ipaclient/plugins/cert.py',
    'https://freeipa.readthedocs.io/en/latest/api/cert_request.html',
    'https://frasertweedale.github.io/blog-redhat/posts/2019-02-18-freeipa-san-ip.html',
  ],
  readOn: '2026-11-24',
}
