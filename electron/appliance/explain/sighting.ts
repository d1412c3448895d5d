import type { ExplainedCode } from './explained.ts'
import { objectAround } from './json-object.ts'
import { messageArgsIn } from './message-args.ts'
import type { Needle } from './needles.ts'
import { endOfParagraph, lineStart, timestampOf } from './record.ts'
import type { Span } from './span.ts'
import { mappingAround } from './yaml-mapping.ts'

/** A needle in a text. */
export interface Hit {
  readonly at: number
  readonly needle: Needle
}

/** Hits in the order of the text. */
export type Hits = readonly [Hit, ...Hit[]]

/** One error as it stands in a text. */
export interface Sighting {
  readonly code: ExplainedCode
  /** Undefined where the text does not show any, as opposed to an empty list. */
  readonly args: readonly string[] | undefined
  /** Where the code stands, or the message. */
  readonly at: number
  /** Where its text ends: hits before this are of the same error. */
  readonly end: number
  readonly timestamp: string | undefined
  /** Whether it was data (JSON, YAML) rather than a sentence. */
  readonly isData: boolean
}

/** The data of another error of OME's, one that we don't explain, though it quotes words that we look for. */
export interface Foreign {
  readonly code: undefined
  readonly end: number
}

/** How far apart code, message and cause of one error stand in a text that is no data. */
const longestSentence = 600

/**
 * The error to which the first hit belongs. In data that is the innermost object or mapping around it, whatever the
 * order of its members; elsewhere the hits that follow closely and speak of the same. `floor` is where the error before
 * it ended. The text holds one byte a character.
 */
export function sightingAt(text: string, hits: Hits, floor: number): Sighting | Foreign {
  const data = dataAround(text, hits, floor)
  return data ? inData(text, data) : inSentences(text, hits, floor)
}

interface Data extends Span {
  readonly hits: Hits
}

function dataAround(text: string, hits: Hits, floor: number): Data | undefined {
  const [first] = hits
  const object = objectAround(text, first.at, floor)
  const span = object ?? mappingAround(text, first.at, floor)
  if (!span) return undefined
  const end = object?.isClosed === false ? beforeSecondCode(text, hits, span.end) : span.end
  return { start: span.start, end, hits: [first, ...hits.slice(1).filter(({ at }) => at < end)] }
}

/** Where the end of an object is missing, it ends at the next error's code, or where that one's own object begins. */
function beforeSecondCode(text: string, hits: Hits, end: number): number {
  const [first, second] = hits.filter(({ needle }) => needle.kind === 'code')
  if (!first || !second || second.at >= end) return end
  const brace = text.slice(first.at, second.at).lastIndexOf('{')
  return brace < 0 ? second.at : first.at + brace
}

function inData(text: string, { start, end, hits }: Data): Sighting | Foreign {
  const content = text.slice(start, end)
  const hit = namingHit(content, start, hits)
  if (!hit) return { code: undefined, end }
  const args = argsIn(content, hit.needle.code, hits)
  return { code: hit.needle.code, args, at: hit.at, end, timestamp: timestampOf(text, hit.at), isData: true }
}

/**
 * The hit that says which error it is. That the two appliances don't trust each other is the most that can be said,
 * whatever code goes with it; else the MessageId decides, since a message may quote another code. Undefined where that
 * is an error that we don't know.
 */
function namingHit(content: string, start: number, hits: Hits): Hit | undefined {
  const mutual = hits.find(({ needle }) => needle.code === 'MUTUAL-AUTHENTICATION')
  if (mutual) return mutual
  const id = /MessageId\W{1,20}(?=\w)/.exec(content)
  if (id) return hits.find(({ at }) => at === start + id.index + id[0].length)
  return hits.find(({ needle }) => needle.kind === 'code') ?? hits[0]
}

function inSentences(text: string, hits: Hits, floor: number): Sighting {
  const [first, ...others] = hits
  const taken: [Hit, ...Hit[]] = [first]
  for (const [index, hit] of others.entries()) {
    const last = taken.at(-1) ?? first
    if (!continues(text, first, last, hit)) break
    const data = dataAround(text, [hit, ...others.slice(index + 1)], endOf(last))
    if (data) return joined(taken, inData(text, data)) ?? sentence(text, taken, hit, floor)
    if (isAnother(text, taken, hit)) break
    taken.push(hit)
  }
  return sentence(text, taken, others[taken.length - 1], floor)
}

const endOf = ({ at, needle }: Hit): number => at + needle.text.length

/** Whether a hit can belong to a sentence: it speaks of the same error, close by, in the same paragraph or record. */
const continues = (text: string, first: Hit, last: Hit, hit: Hit): boolean =>
  hit.needle.code === first.needle.code &&
  hit.at - first.at <= longestSentence &&
  endOfParagraph(text, endOf(last), hit.at) === hit.at

/** A second code or message is a second error, save where a line names its code or cause twice. */
function isAnother(text: string, taken: Hits, hit: Hit): boolean {
  const same = taken.findLast(({ needle }) => needle.kind === hit.needle.kind)
  if (!same) return false
  return same.needle !== hit.needle || hit.needle.kind === 'message' || text.slice(same.at, hit.at).includes('\n')
}

/** A log line that names the code in words and then prints the data; undefined where those are of another error. */
function joined(taken: Hits, data: Sighting | Foreign): Sighting | undefined {
  if (data.code !== taken[0].needle.code) return undefined
  const code = taken.find(({ needle }) => needle.kind === 'code')
  return { ...data, at: code?.at ?? data.at }
}

function sentence(text: string, taken: Hits, next: Hit | undefined, floor: number): Sighting {
  const [first] = taken
  const { code } = first.needle
  const end = endOf(taken.at(-1) ?? first)
  const at = (taken.find(({ needle }) => needle.kind === 'code') ?? first).at
  const around = text.slice(startOfSentence(text, first.at, floor), endOfSentence(text, first.at, end, next))
  return { code, args: argsIn(around, code, taken), at, end, timestamp: timestampOf(text, at, 1), isData: false }
}

/** Its line, as far as that is not about another error or other data. */
function startOfSentence(text: string, at: number, floor: number): number {
  const start = Math.max(floor, lineStart(text, at))
  return start + text.slice(start, at).lastIndexOf('}') + 1
}

function endOfSentence(text: string, at: number, end: number, next: Hit | undefined): number {
  const limit = Math.min(at + longestSentence, next?.at ?? text.length)
  const paragraph = endOfParagraph(text, end, limit)
  const object = text.slice(end, paragraph).indexOf('{')
  return object < 0 ? paragraph : end + object
}

/** What the MessageArgs say; where they say nothing, what the words around do. */
function argsIn(text: string, code: ExplainedCode, hits: Hits): readonly string[] | undefined {
  const args = messageArgsIn(text)
  if (args && args.length > 0) return args
  const cause = hits.find(({ needle }) => needle.code === code && needle.argument !== undefined)?.needle.argument
  const said = cause ?? (code === 'CGEN6002' ? propertyIn(text) : undefined)
  return said === undefined ? args : [said]
}

/** The property that a CGEN6002 complains about. In other languages the one that matters here has the same name. */
function propertyIn(text: string): string | undefined {
  const named =
    /\binput\s+value\s+for\s+(\S+(?:\s+\S+){0,3}?)\s+is\s+missing/i.exec(text) ??
    /\bvaleur\s+d\S*entr\S*e\s+pour\s+(\S+)\s+est\s/i.exec(text) ??
    /\b(DistinguishedName)\b/.exec(text)
  return named?.[1]
}
