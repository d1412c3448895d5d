import { isIP } from 'node:net'
import type { Messages, MessageValues } from '../messages/messages.ts'
import type { Csr } from '../pki/csr.ts'

/** One look at what came out of the CA. */
interface Trial {
  /** Key of its words under `mailPack.test.trials`. */
  readonly id: string
  readonly command: string
  /** All of it has to stand in what the command prints. */
  readonly wanted: readonly string[]
  /** That must not. */
  readonly unwanted?: string
  readonly values?: MessageValues
}

const untrusted = '-untrusted chain.pem'
/** Security level 2 refuses keys and digests of less than 112 bits, as `strong-crypto` does. */
const verify = `openssl verify -auth_level 2 -CAfile root.pem ${untrusted}`
const show = 'openssl x509 -in certificate.pem -noout'

/** Other names would need quoting that each shell does in another way: the colleague sees them in the list of names. */
const plain = /^[A-Za-z0-9._:-]+$/

/** @param until milliseconds since 1970, like `now` */
function trialsFor(csr: Csr, until: number, now: number): readonly Trial[] {
  const { commonName } = csr.subject
  const asked = (csr.extensions.subjectAltName ?? []).filter(({ kind }) => kind === 'dns' || kind === 'ip')
  const names = asked.length > 0 ? asked.map(({ value }) => value) : [commonName ?? '']
  return [
    {
      id: 'key',
      command: `${show} -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256`,
      wanted: [csr.publicKey.sha256],
    },
    {
      id: 'subject',
      command: `${show} -subject -nameopt RFC2253`,
      wanted: [`CN=${commonName !== undefined && plain.test(commonName) ? commonName : ''}`],
      values: { subject: csr.subject.text },
    },
    ...names.filter((name) => plain.test(name)).map((name) => nameTrial(name)),
    {
      id: 'purposes',
      command: `${show} -ext extendedKeyUsage`,
      wanted: ['TLS Web Server Authentication', 'TLS Web Client Authentication'],
    },
    { id: 'usage', command: `${show} -ext keyUsage`, wanted: ['Digital Signature', 'Key Encipherment'] },
    { id: 'notCa', command: `${show} -ext basicConstraints`, wanted: [], unwanted: 'CA:TRUE' },
    {
      id: 'life',
      command: `${show} -dates -checkend ${Math.max(0, Math.ceil((until - now) / 1000))}`,
      wanted: ['Certificate will not expire'],
      values: { until: new Date(until) },
    },
    { id: 'root', command: 'openssl verify -CAfile root.pem root.pem', wanted: ['root.pem: OK'] },
    ...(['sslclient', 'sslserver'] as const).map((purpose) => ({
      id: purpose,
      command: `${verify} -purpose ${purpose} certificate.pem`,
      wanted: ['certificate.pem: OK'],
    })),
  ]
}

const nameTrial = (name: string): Trial => ({
  id: 'name',
  command: `${show} -${isIP(name) === 0 ? 'checkhost' : 'checkip'} ${name}`,
  wanted: ['does match certificate'],
  values: { name },
})

const wordsOf = ({ id, values = {} }: Trial, messages: Messages): string =>
  messages.find(['mailPack', 'test', 'trials', id], values)

const answerOf = ({ wanted, unwanted }: Trial, messages: Messages): string =>
  unwanted === undefined
    ? messages.text('mailPack.test.expected', { wanted: wanted.join(' … ') })
    : messages.text('mailPack.test.refused', { unwanted })

/** To be read, and copied line by line into any shell but PowerShell, which breaks what goes from one to the next. */
export function acceptanceText(csr: Csr, until: number, now: number, messages: Messages): string {
  const trials = trialsFor(csr, until, now).map((trial, index) =>
    [
      `${index + 1}. ${wordsOf(trial, messages)}`,
      '',
      `    ${trial.command}`,
      '',
      `   ${answerOf(trial, messages)}`,
    ].join('\n'),
  )
  const intro = (['title', 'files', 'shells'] as const).map((part) => messages.text(`mailPack.test.${part}`))
  return `${[...intro, ...trials].join('\n\n')}\n`
}

/** The same for sh: it prints what each command says, and what is missing in that. Fails where something is. */
export function acceptanceScript(csr: Csr, until: number, now: number, messages: Messages): string {
  const trials = trialsFor(csr, until, now).map((trial, index) => {
    // Words of people go where the shell looks at nothing.
    const words = here(`${index + 1}. ${wordsOf(trial, messages)}`)
    const command = trial.command.replace(untrusted, '$untrusted')
    const { unwanted, wanted } = trial
    const [judge, answers] = unwanted === undefined ? ['expect', wanted] : ['refuse', [unwanted]]
    return `${words}\n${judge} "$(${command} 2>&1)" ${answers.map((answer) => `'${answer}'`).join(' ')}`
  })
  return `#!/bin/sh
# ${messages.text('mailPack.test.files')}
bad=0
untrusted=''
[ -s chain.pem ] && untrusted='${untrusted}'
missing=$(${here(messages.text('mailPack.test.missing'))}
)
expect() {
  output=$1
  shift
  printf '%s\\n' "$output"
  for wanted; do
    case $output in
      *"$wanted"*) ;;
      *)
        bad=$((bad + 1))
        printf '  !! %s %s\\n' "$missing" "$wanted"
        ;;
    esac
  done
  printf '\\n'
}
surplus=$(${here(messages.text('mailPack.test.surplus'))}
)
refuse() {
  printf '%s\\n' "$1"
  case $1 in
    *"$2"*)
      bad=$((bad + 1))
      printf '  !! %s %s\\n' "$surplus" "$2"
      ;;
  esac
  printf '\\n'
}

${trials.join('\n')}

if [ "$bad" -eq 0 ]; then
${here(messages.text('mailPack.test.good'))}
else
${here(messages.text('mailPack.test.bad'))}
fi
[ "$bad" -eq 0 ]
`
}

const here = (text: string): string => `cat <<'TEXT'\n${text}\nTEXT`
