import { describe, expect, it } from 'vitest'
import { requestable, requestTexts } from '../../../electron/appliance/ca-text.ts'
import { fileRules, pairRules } from '../../../electron/appliance/catalogue.ts'
import { check } from '../../../electron/appliance/check.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { day, now } from '../../builder/authority.ts'
import { extendedKeyUsage, keyUsage, purposes } from '../../builder/extensions.ts'
import {
  type FileSpec,
  good,
  goodBut,
  host,
  hostBut,
  hostCsr,
  inputOf,
  inter,
  otherHost,
  root,
} from '../../builder/files.ts'
import { keysAt, languages, placeholdersOf, textAt } from '../../builder/texts.ts'

const messages = await loadMessages('en')
const textsOf = (spec: FileSpec) => requestTexts(check(inputOf(spec)).findings, spec.csr, messages)
const cases = Object.entries(requestable).flatMap(([rule, names]) => names.map((name) => [rule, name] as const))
const key = hostCsr.publicKey.sha256.slice(0, 16)

describe('the text for the CA', () => {
  it('is there for cases of rules that exist', () => {
    const rules: readonly { readonly id: string; readonly cases: object }[] = [...fileRules, ...pairRules]
    for (const [rule, name] of cases) {
      expect(Object.keys(rules.find(({ id }) => id === rule)?.cases ?? {})).toContain(name)
    }
  })

  it.each(languages)('is complete in %s, with nothing that a finding does not bring', (language) => {
    expect(keysAt(language, 'caText')).toEqual(Object.keys(requestable))
    for (const [rule, name] of cases) {
      const text = String(textAt(language, 'caText', rule, name))
      const usual = ['title', 'detail', 'remedy'].flatMap((part) =>
        placeholdersOf(String(textAt(language, 'rules', rule, name, part)), language),
      )
      const brought = new Set([
        ...usual,
        'request',
        'isCa',
        'names',
        'signature',
        'bits',
        'key',
        'usages',
        'notBefore',
        'at',
        'source',
        'target',
        'requested',
      ])
      expect(placeholdersOf(text, language).filter((placeholder) => !brought.has(placeholder))).toEqual([])
    }
    for (const rule of Object.keys(requestable)) expect(keysAt(language, 'caText', rule)).toEqual(requestable[rule])
  })

  it('is none for a good chain, nor for what needs no CA', () => {
    expect(textsOf({ csr: hostCsr })).toEqual({})
    expect(textsOf({ pile: [inter, host, root] })).toEqual({})
  })

  it.each<[string, string, FileSpec]>([
    [
      'eku-server-client',
      `The certificate for “CN=host.lab” lacks client authentication in its extended key usage (serverAuth). It secures mutual TLS, in which the host is server as well as client. Sign the same request (its key’s SHA-256 digest begins with ${key}) again with a template or profile whose extended key usage has both: server authentication (1.3.6.1.5.5.7.3.1) and client authentication (1.3.6.1.5.5.7.3.2).`,
      {
        pile: [hostBut({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } }), inter, root],
        csr: hostCsr,
      },
    ],
    [
      'key-encipherment',
      'The certificate for “CN=host.lab” lacks key encipherment in its key usage (digitalSignature). Sign the same request again with a template or profile whose key usage has digital signature and key encipherment.',
      { pile: [hostBut({ extensions: { keyUsage: keyUsage('digitalSignature') } }), inter, root] },
    ],
    [
      'chain-complete',
      `The chain of the certificate “CN=Inter” is needed up to its self-signed root. The certificate of “CN=Root” (key identifier ${Buffer.from(root.key.id).toString('hex')}) and those above it, the root included, are missing; send them as Base64 text.`,
      { pile: [host, inter] },
    ],
    [
      'csr-key-match',
      `The certificate for “CN=other.lab” was issued for another key (SHA-256 digest ${otherHost.certificate.publicKey.sha256.slice(0, 16)}…) than that of the request (digest ${key}…). Issue one for exactly the request that is attached.`,
      { pile: [otherHost, inter, root], csr: hostCsr },
    ],
    [
      'validity-now',
      'The certificate “CN=host.lab” expired on 2025-05-31 00:00 UTC. Sign the same request again.',
      { pile: [hostBut({ notAfter: now - day }), inter, root] },
    ],
    [
      'no-wildcard',
      'The certificate “CN=*.lab” has a wildcard (*) in its name, which the appliance does not support. Sign the request for the one host name that it asks for.',
      { pile: [hostBut({}, '*.lab'), inter, root] },
    ],
    [
      'common-name',
      'The certificate “O=Lab” has no common name (CN). Sign the same request again and keep the common name that it asks for.',
      { pile: [hostBut({}, ['O=Lab']), inter, root] },
    ],
  ])('of %s is ready to send', (rule, text, spec) => {
    expect(textsOf(spec)[rule]).toBe(text)
  })

  it('speaks of a CA’s own certificate as such', () => {
    expect(textsOf({ pile: goodBut({ interBut: { notAfter: now - day } }) })['validity-now']).toBe(
      'The certificate “CN=Inter” expired on 2025-05-31 00:00 UTC. Send the renewed certificate of this CA, with the same name and key if there is one.',
    )
  })

  it('has a paragraph for each certificate that is concerned', () => {
    const late = textsOf({ pile: good, at: now + 20 * 365 * day })['validity-now']
    expect(late?.split('\n\n')).toHaveLength(3)
  })
})
