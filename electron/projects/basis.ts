import { createHash } from 'node:crypto'
import { clockOffset, isNow, momentOf } from './moment.ts'
import { newestCsr, type Project } from './project.ts'

/** What a verdict depends on, and so what can make it void, in the order of the steps. */
export type BasisPart = 'csr' | 'chain' | 'moment' | 'clock' | 'host'

/** Hex digits of each part's digest within a basis: 64 together. What is uploaded has to stand up to malice. */
const digits: Readonly<Record<BasisPart, number>> = { csr: 12, chain: 28, moment: 8, clock: 8, host: 8 }
const parts = Object.keys(digits) as readonly BasisPart[]

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length)

/**
 * What a verdict on this project depends on: 64 hex digits, the beginnings of the SHA-256 of each part one after
 * another, so that of two it can be told what differs.
 *
 * @param upload SHA-256 of the text that would be uploaded
 * @param now milliseconds since 1970; counts as the day (UTC) where it is now that is judged at
 */
export const basisOf = (project: Project, upload: string, now: number): string =>
  basisWith(digest(upload, digits.chain), project, now)

/** The same for a chain of which an earlier basis is known, as the rest is now. */
export const basisNow = (project: Project, basis: string, now: number): string =>
  basisWith(basis.slice(digits.csr, digits.csr + digits.chain), project, now)

function basisWith(chain: string, project: Project, now: number): string {
  const { csr, moment, clock, host } = digits
  return [
    digest(newestCsr(project)?.sha256 ?? '', csr),
    chain,
    digest(momentText(project, now), moment),
    digest(String(Math.round((clockOffset(project) ?? 0) / 60_000)), clock),
    digest(project.hostName.trim().toLowerCase(), host),
  ].join('')
}

function momentText(project: Project, now: number): string {
  const at = new Date(momentOf(project, now)).toISOString()
  return isNow(project) ? at.slice(0, at.indexOf('T')) : at
}

/** What changed between two bases, in the order of the steps. */
export function changesBetween(before: string, after: string): readonly BasisPart[] {
  let start = 0
  return parts.filter((part) => {
    const end = start + digits[part]
    const differs = before.slice(start, end) !== after.slice(start, end)
    start = end
    return differs
  })
}

const half = 32

/** What a pre-check depends on: the bases of both sides, half of the digits for each. */
export const preCheckBasis = (own: string, counterpart: string): string => digest(own, half) + digest(counterpart, half)

/** Which side of a pre-check changed. */
export const sidesChanged = (
  before: string,
  after: string,
): { readonly own: boolean; readonly counterpart: boolean } => ({
  own: before.slice(0, half) !== after.slice(0, half),
  counterpart: before.slice(half) !== after.slice(half),
})
