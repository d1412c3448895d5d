import type { CommandValues, Copied, Recipe } from '../recipe.ts'

const usages = [
  'basicConstraints = critical, CA:FALSE',
  'keyUsage = critical, digitalSignature, keyEncipherment',
  'extendedKeyUsage = serverAuth, clientAuth',
  'subjectKeyIdentifier = hash',
  'authorityKeyIdentifier = keyid, issuer',
]

/** None without names: OpenSSL refuses an empty list. */
function alternativeNames({ dnsNames, addresses }: CommandValues): readonly string[] {
  const names = [...dnsNames.map((name) => `DNS:${name}`), ...addresses.map((address) => `IP:${address}`)]
  return names.length > 0 ? [`subjectAltName = ${names.join(', ')}`] : []
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')

const extensions: Copied = {
  kind: 'file',
  name: ({ extensionFile }) => extensionFile,
  write: (values) => lines([...usages, ...alternativeNames(values)]),
}

const sectionFile = 'ome-appliance.cnf'
const section = 'ome_appliance'

/** Signs with the CA's own configuration, but for the extensions. */
const signByCa = (extensionsFrom: (values: CommandValues, file: (name: string) => string) => string): Copied => ({
  kind: 'sh',
  write: (values, { file }) =>
    [
      'openssl ca -config openssl.cnf -policy policy_anything -preserveDN -notext -md sha256',
      `-days ${values.days}`,
      extensionsFrom(values, file),
      `-in ${file(values.csrFile)} -out ${file(values.certificateFile)}`,
    ].join(' '),
})

const chain: Copied = {
  kind: 'sh',
  write: ({ certificateFile, stem }, { file }) =>
    `cat ${file(certificateFile)} ca.crt root.crt > ${file(`${stem}-chain.pem`)}`,
}

/** A CA of files, by the `openssl` command. */
export const recipe: Recipe = {
  id: 'openssl',
  rank: 20,
  grant: 'no-usages',
  hasWarning: true,
  ways: [
    {
      id: 'x509',
      steps: [
        { id: 'save' },
        { id: 'extensions', copied: extensions },
        {
          id: 'sign',
          copied: {
            kind: 'sh',
            write: ({ csrFile, certificateFile, extensionFile, days }, { file }) =>
              [
                `openssl x509 -req -in ${file(csrFile)} -CA ca.crt -CAkey ca.key -CAcreateserial -sha256 -days ${days}`,
                `-extfile ${file(extensionFile)} -out ${file(certificateFile)}`,
              ].join(' '),
          },
        },
        { id: 'chain', copied: chain },
        {
          id: 'verify',
          copied: {
            kind: 'sh',
            write: ({ certificateFile }, { file }) =>
              ['sslserver', 'sslclient']
                .map(
                  (purpose) =>
                    `openssl verify -purpose ${purpose} -CAfile root.crt -untrusted ca.crt ${file(certificateFile)}`,
                )
                .join('\n'),
          },
        },
      ],
    },
    {
      id: 'ca',
      steps: [
        { id: 'save' },
        { id: 'extensions', copied: extensions },
        { id: 'sign', copied: signByCa(({ extensionFile }, file) => `-extfile ${file(extensionFile)}`) },
        { id: 'chain', copied: chain },
      ],
    },
    {
      id: 'section',
      steps: [
        {
          id: 'section',
          copied: { kind: 'file', name: () => sectionFile, write: () => lines([`[ ${section} ]`, ...usages]) },
        },
        { id: 'append', copied: { kind: 'sh', write: () => `cat ${sectionFile} >> openssl.cnf` } },
        { id: 'copy' },
        { id: 'sign', copied: signByCa(() => `-extensions ${section}`) },
        { id: 'chain', copied: chain },
      ],
    },
  ],
  sources: [
    'https://docs.openssl.org/3.0/man1/openssl-x509/',
    'https://docs.openssl.org/3.0/man5/x509v3_config/',
    'https://manpages.ubuntu.com/manpages/kinetic/man1/openssl-ca.1ssl.html',
  ],
  readOn: '2026-11-24',
}
