import type { Shell } from '../quoting.ts'
import type { CommandValues, Copied, RecipePlan } from '../recipe.ts'

/** OpenBao came out of Vault, and its commands differ in the program's name only. */
export const waysOf = (program: 'vault' | 'bao'): readonly RecipePlan[] => [
  {
    id: 'role',
    steps: [
      { id: 'look', copied: inShell('sh', () => `${program} read -field=max_lease_ttl sys/mounts/pki/tune`) },
      { id: 'tune', copied: inShell('sh', (values) => `${program} secrets tune -max-lease-ttl=${life(values)} pki`) },
      { id: 'write', copied: roleBy(program) },
    ],
  },
  { id: 'sh', steps: [{ id: 'save' }, { id: 'sign', copied: signBy(program, 'sh') }] },
  { id: 'powershell', steps: [{ id: 'save' }, { id: 'sign', copied: signBy(program, 'powershell') }] },
]

type Write = Extract<Copied, { readonly kind: Shell }>['write']

const inShell = (kind: Shell, write: Write): Copied => ({ kind, write })

const life = ({ days }: CommandValues): string => `${days * 24}h`

/** The names that the certificate will have: the common name too where it is none of a host, or the role refuses it. */
const namesOf = ({ host, dnsNames }: CommandValues): string => [...new Set([host, ...dnsNames])].join(',')

const roleBy = (program: string): Copied =>
  inShell('sh', (values, { word }) =>
    [
      `${program} write ${word(`pki/roles/${values.template}`)}`,
      word(`allowed_domains=${namesOf(values)}`),
      'allow_bare_domains=true server_flag=true client_flag=true',
      'key_usage=DigitalSignature,KeyEncipherment',
      `max_ttl=${life(values)}`,
    ].join(' '),
  )

const signBy = (program: string, shell: 'sh' | 'powershell'): Copied =>
  inShell(shell, (values, { word, file }) =>
    [
      `${program} write -format=json ${word(`pki/sign/${values.template}`)}`,
      word(`csr=@./${values.csrFile}`),
      word(`common_name=${values.host}`),
      `ttl=${life(values)}`,
      // Windows PowerShell's own > writes UTF-16.
      shell === 'sh' ? '>' : '| Out-File -Encoding ascii',
      file(`${values.stem}.json`),
    ].join(' '),
  )
