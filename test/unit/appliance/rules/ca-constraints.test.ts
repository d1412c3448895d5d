import { caConstraints } from '../../../../electron/appliance/rules/ca-constraints.ts'
import { type Issued } from '../../../builder/authority.ts'
import { nothing, oid, sequence } from '../../../builder/der.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extension,
  keyUsage,
  nameConstraints,
  subjectAltName,
} from '../../../builder/extensions.ts'
import { goodBut, host, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const hex = ({ key: { id } }: Issued) => Buffer.from(id).toString('hex')
const broken = <Case extends string>(name: Case, certificate: number, values: Record<string, string | number>) =>
  [{ case: name, certificate, values }] as const
const ofLeaf = { subject: 'CN=host.lab' }
const ofInter = { subject: 'CN=Inter' }
const ofRoot = { subject: 'CN=Root' }
const constrained = (constraints: Parameters<typeof nameConstraints>[0]) => ({
  extensions: { nameConstraints: nameConstraints(constraints) },
})

describeFileRule(caConstraints, {
  'holds for good CAs': [{}, []],
  'holds for a CA without key usage': [{ pile: goodBut({ interBut: { extensions: { keyUsage: null } } }) }, []],
  'holds for basic constraints that are not critical': [
    {
      pile: goodBut({
        interBut: { extensions: { basicConstraints: extension('2.5.29.19', sequence(Uint8Array.of(1, 1, 255))) } },
      }),
    },
    [],
  ],
  'holds without key identifiers': [
    { pile: goodBut({ interBut: { extensions: { authorityKeyIdentifier: null, subjectKeyIdentifier: null } } }) },
    [],
  ],
  'is broken by an intermediate without basic constraints': [
    { pile: goodBut({ interBut: { extensions: { basicConstraints: null } } }) },
    broken('not-a-ca', 1, { ...ofInter, reason: 'no-basic-constraints' }),
  ],
  'is broken by a root without basic constraints': [
    { pile: goodBut({ rootBut: { extensions: { basicConstraints: null } } }) },
    broken('not-a-ca', 2, { ...ofRoot, reason: 'no-basic-constraints' }),
  ],
  'is broken by an issuer that is no CA by its own word': [
    { pile: goodBut({ interBut: { extensions: { basicConstraints: basicConstraints(false) } } }) },
    broken('not-a-ca', 1, { ...ofInter, reason: 'ca-false' }),
  ],
  'is broken by an intermediate of version 1': [
    { pile: goodBut({ interBut: { version: 1 } }) },
    broken('not-a-ca', 1, { ...ofInter, reason: 'version-1' }),
  ],
  'warns of a root of version 1': [{ pile: goodBut({ rootBut: { version: 1 } }) }, broken('version-1-root', 2, ofRoot)],
  'is broken by a CA that must not sign certificates': [
    { pile: goodBut({ interBut: { extensions: { keyUsage: keyUsage('cRLSign') } } }) },
    broken('no-key-cert-sign', 1, ofInter),
  ],
  'holds at the path length': [
    { pile: goodBut({ rootBut: { extensions: { basicConstraints: basicConstraints(true, 1) } } }) },
    [],
  ],
  'is broken by one more than the path length': [
    { pile: goodBut({ rootBut: { extensions: { basicConstraints: basicConstraints(true, 0) } } }) },
    broken('path-length', 2, { ...ofRoot, allowed: 0, actual: 1 }),
  ],
  'is broken by a name that is not permitted': [
    { pile: goodBut({ rootBut: constrained({ permitted: ['dns:a.lab'] }) }) },
    broken('name-not-permitted', 0, { ...ofLeaf, name: 'host.lab', ca: 'CN=Root' }),
  ],
  'is broken by a name that is excluded': [
    {
      pile: goodBut({
        interBut: constrained({ excluded: ['email:b.lab'] }),
        leafBut: { extensions: { subjectAltName: subjectAltName('dns:host.lab', 'email:a@b.lab') } },
      }),
    },
    broken('name-excluded', 0, { ...ofLeaf, name: 'a@b.lab', ca: 'CN=Inter' }),
  ],
  'is broken by the name of a CA': [
    { pile: goodBut({ rootBut: constrained({ excluded: [{ directory: ['CN=Inter'] }] }) }) },
    broken('name-excluded', 1, { ...ofInter, name: 'CN=Inter', ca: 'CN=Root' }),
  ],
  'is broken by a critical extension that nobody knows': [
    { pile: goodBut({ leafBut: { more: [extension('1.2.3', nothing, true)] } }) },
    broken('unknown-critical-extension', 0, { ...ofLeaf, oid: '1.2.3' }),
  ],
  'is broken by an extension that can not be read': [
    { pile: goodBut({ interBut: { more: [extension('2.5.29.17', oid('1.2.3'))] } }) },
    broken('malformed-extension', 1, { ...ofInter, oid: '2.5.29.17' }),
  ],
  'warns of key identifiers that differ': [
    { pile: goodBut({ leafBut: { extensions: { authorityKeyIdentifier: authorityKeyIdentifier(root.key.id) } } }) },
    broken('key-identifier', 0, { ...ofLeaf, wanted: hex(root), found: hex(inter) }),
  ],
  'is broken once for each flaw, from the leaf up': [
    {
      pile: goodBut({
        leafBut: { more: [extension('1.2.3', nothing, true)] },
        rootBut: { extensions: { basicConstraints: basicConstraints(true, 0) } },
        interBut: { extensions: { keyUsage: keyUsage() } },
      }),
    },
    [
      ...broken('unknown-critical-extension', 0, { ...ofLeaf, oid: '1.2.3' }),
      ...broken('no-key-cert-sign', 1, ofInter),
      ...broken('path-length', 2, { ...ofRoot, allowed: 0, actual: 1 }),
    ],
  ],
  'says nothing of signatures and dates': [
    {
      pile: goodBut({
        rootBut: { signature: 'wrong' },
        leafBut: { notAfter: 0 },
        interBut: { notBefore: 4e12, notAfter: 5e12 },
      }),
    },
    [],
  ],
  'says nothing of an algorithm that nobody knows': [
    { pile: goodBut({ leafBut: { algorithm: sequence(oid('1.2.3.4')) } }) },
    [],
  ],
  'does not apply to CAs alone': [{ pile: [root, inter] }, []],
  'does not apply to a single certificate': [
    { pile: [hostBut({ more: [extension('1.2.3', nothing, true)] }), host], upload: 'certificate' },
    [],
  ],
})
