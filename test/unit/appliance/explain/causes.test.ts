import { describe, expect, it } from 'vitest'
import { causeOf } from '../../../../electron/appliance/explain/causes.ts'
import type { ExplainedCode } from '../../../../electron/appliance/explain/explained.ts'

const chain = ['chain-complete', 'chain-order', 'issued-to-by', 'signature', 'ca-constraints']
const namesFirst = ['common-name', 'no-wildcard', 'csr-key-match', ...chain, 'eku-server-client', 'key-encipherment']
const inOrder = ['csr-key-match', ...chain, 'common-name', 'no-wildcard', 'eku-server-client', 'key-encipherment']

type Row = readonly [code: ExplainedCode, args: readonly string[] | undefined, cause: string, rules: readonly string[]]

const table: readonly Row[] = [
  ['CGEN1008', ['Invalid CSR key.'], 'csr-key', ['csr-key-match']],
  ['CGEN1008', ['invalid  csr KEY'], 'csr-key', ['csr-key-match']],
  ['CGEN1008', ['Invalid certificate chain provided.'], 'chain-invalid', chain],
  [
    'CGEN1008',
    ['No Client/Server authentication EKU present in leaf certificate.'],
    'key-purpose',
    ['eku-server-client'],
  ],
  ['CGEN1008', ['User Certificate is not a web server certificate.'], 'key-usage', ['key-encipherment']],
  ['CGEN1008', ['something else', 'Invalid CSR key.'], 'csr-key', ['csr-key-match']],
  ['CGEN1008', [], 'no-cause', namesFirst],
  ['CGEN1008', ['Invalid CSR'], 'other-cause', namesFirst],
  ['CGEN1008', undefined, 'console-only', inOrder],
  ['CSEC9002', undefined, 'certificate-file', ['key-encipherment', 'encoding-base64']],
  ['CSEC9002', [], 'certificate-file', ['key-encipherment', 'encoding-base64']],
  ['CGEN6002', ['DistinguishedName'], 'distinguished-name', ['csr-no-wildcard']],
  ['CGEN6002', ['Email', 'distinguishedname'], 'distinguished-name', ['csr-no-wildcard']],
  ['CGEN6002', ['SystemTime'], 'other-value', []],
  ['CGEN6002', [], 'unnamed-value', []],
  ['CGEN6002', undefined, 'unnamed-value', []],
  [
    'MUTUAL-AUTHENTICATION',
    undefined,
    'mutual-authentication',
    ['same-issuers', 'validity-now', 'max-depth', 'same-keys'],
  ],
]

describe('the cause of an answer', () => {
  it.each(table)('of %s with %j is %s', (code, args, cause, rules) => {
    const found = causeOf(code, args)
    expect({ ...found }).toEqual({ cause, rules })
  })
})
