import type { CaReport, IssuedReport } from './ca-report.ts'
import { chainText } from './check-text.ts'
import type { Context } from './context.ts'
import { table, wrap } from './layout.ts'
import { shellWord } from './shell-word.ts'

/** Before a CA ends so soon, both sides should have got new chains: it can issue nothing that holds longer. */
const renewalDays = 397
/** So many digits tell certificates apart, and leave room for the rest of the line. */
const serialDigits = 16

/** What a CA issued, and how long all of it holds. */
export function ledgerText(report: CaReport, context: Context): string {
  const { messages, output } = context
  const { name, dir, issued, canSign } = report
  const parts = [
    output.paint(wrap(messages.text('terminal.ca.list.title', { name, dir }), output.columns), 'bold'),
    chainText(report.chain, 'certificate', context),
    ...warningsOf(report, context),
    wrap(messages.text('terminal.ca.list.count', { count: issued.length }), output.columns),
  ]
  if (!canSign) parts.push(wrap(messages.text('terminal.ca.list.keyAway'), output.columns))
  if (issued.length > 0) parts.push(issuedTable(issued, context))
  if (report.crl) {
    const { number, nextUpdate } = report.crl
    parts.push(wrap(messages.text('terminal.ca.list.crl', { number, until: nextUpdate.slice(0, 10) }), output.columns))
  }
  return parts.join('\n\n')
}

function warningsOf({ chain, dir }: CaReport, { messages, output }: Context): readonly string[] {
  const [soonest] = chain.toSorted((a, b) => a.daysLeft - b.daysLeft)
  if (!soonest || soonest.daysLeft >= renewalDays) return []
  const values = {
    name: soonest.commonName ?? soonest.subject,
    days: Math.max(0, soonest.daysLeft),
    dir: shellWord(dir),
  }
  return [wrap(messages.text('terminal.ca.list.renewSoon', values), output.columns)]
}

function issuedTable(issued: readonly IssuedReport[], { messages, output }: Context): string {
  const heads = [
    messages.text('terminal.ca.list.serial'),
    messages.text('terminal.chain.issuedTo'),
    messages.text('terminal.chain.until'),
    messages.text('terminal.ca.list.state'),
  ]
  const rows = issued.map((each) => [
    each.serial.slice(0, serialDigits),
    each.host,
    each.notAfter.slice(0, 10),
    stateOf(each, messages),
  ])
  return table([heads, ...rows], output.columns)
}

function stateOf({ revoked, daysLeft }: IssuedReport, messages: Context['messages']): string {
  if (revoked) {
    return messages.text('terminal.ca.list.revoked', { reason: messages.find(['ca', 'reasons', revoked.reason]) })
  }
  return daysLeft < 0
    ? messages.text('terminal.ca.list.ended')
    : messages.text('terminal.ca.list.left', { days: daysLeft })
}
