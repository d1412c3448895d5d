import type { Dictionary, Messages, MessageValues } from '../messages/messages.ts'

/** What to do on one appliance, step by step. Commands in a step stand in backticks. */
export interface Runbook {
  readonly title: string
  readonly sections: readonly { readonly title: string; readonly steps: readonly string[] }[]
}

export interface RunbookInput {
  readonly role: 'source' | 'target'
  /** What the user calls the appliance. */
  readonly name: string
  readonly hostName: string
  readonly address: string
  /** As the user wrote it; empty: not known. */
  readonly omeVersion: string
  /** Key and CSR were made on this computer: OME takes no certificate for them. */
  readonly isRehearsal: boolean
  readonly changeWindow: Date | null
  /** The chain file as it was exported last; null: not yet. */
  readonly exported: { readonly file: string; readonly sha256: string } | null
  /** The appliance's own certificate; null where there is no chain yet. */
  readonly leaf: {
    readonly issuedTo: string
    readonly issuedBy: string
    /** ISO 8601, UTC. */
    readonly notBefore: string
    readonly notAfter: string
  } | null
  /** The appliance on the other side of the migration. */
  readonly counterpart: { readonly name: string; readonly address: string } | null
}

/**
 * How to upload the chain to this very appliance, what to expect, and how to see that it took. Says only what Dell
 * documents, what Dell's own clients do and what was reported to them, and where it is not documented.
 */
export function runbookOf(input: RunbookInput, messages: Messages): Runbook {
  const values = valuesOf(input)
  const hasLeaf = input.leaf !== null
  const section = (key: SectionKey, steps: readonly (StepKey | false)[]) => ({
    title: messages.text(`runbook.sections.${key}`, values),
    steps: steps.flatMap((step) => (step ? [messages.text(`runbook.steps.${step}`, values)] : [])),
  })
  return {
    title: messages.text('runbook.title', values),
    sections: [
      section('before', [
        input.isRehearsal && 'rehearsal',
        input.changeWindow !== null && 'changeWindow',
        input.exported ? 'file' : 'noFile',
        versionStep(input.omeVersion),
        'noNewCsr',
      ]),
      section('upload', ['logIn', 'menu', 'kind', 'choose']),
      section('expect', ['restart', 'logInAgain', 'refused']),
      section('see', [hasLeaf && 'console', hasLeaf && 'browser', hasLeaf && 'rest', 'chainUnseen']),
      section('migrate', ['both', 'prepare', 'clocks', 'order', 'connection', 'mismatch']),
      section('wayRound', ['backup']),
    ],
  }
}

type SectionKey = keyof Dictionary['runbook']['sections']
type StepKey = keyof Dictionary['runbook']['steps']

function valuesOf(input: RunbookInput): MessageValues {
  const { role, name, hostName, address, omeVersion, changeWindow, exported, leaf, counterpart } = input
  return {
    role,
    name,
    address: address || hostName || name,
    version: omeVersion,
    changeWindow: changeWindow ?? '',
    file: exported?.file ?? '',
    sha256: exported?.sha256 ?? '',
    issuedTo: leaf?.issuedTo ?? '',
    issuedBy: leaf?.issuedBy ?? '',
    notBefore: leaf?.notBefore ?? '',
    notAfter: leaf?.notAfter ?? '',
    counterpart: counterpart?.name ?? '',
  }
}

/** The chain upload exists from OME 3.10 on. */
function versionStep(version: string): StepKey {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined) return 'versionUnknown'
  const knowsChains = Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 10)
  return knowsChains ? 'versionGood' : 'versionOld'
}
