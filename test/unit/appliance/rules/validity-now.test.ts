import { validityNow } from '../../../../electron/appliance/rules/validity-now.ts'
import { now } from '../../../builder/authority.ts'
import { goodBut, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const second = 1000
const from = Date.UTC(2024, 0, 1)
const until = Date.UTC(2034, 0, 1)
const broken = <Case extends string>(
  name: Case,
  certificate: number,
  subject: string,
  { notBefore = from, notAfter = until, at = now }: { notBefore?: number; notAfter?: number; at?: number },
) =>
  ({
    case: name,
    certificate,
    values: { subject, notBefore: new Date(notBefore), notAfter: new Date(notAfter), at: new Date(at) },
  }) as const

describeFileRule(validityNow, {
  'holds inside the period': [{}, []],
  'holds in the first second': [{ at: from }, []],
  'holds in the last second': [{ at: until }, []],
  'is broken a millisecond before the first second': [
    { at: from - 1 },
    [
      broken('not-yet-valid', 0, 'CN=host.lab', { at: from - 1 }),
      broken('not-yet-valid', 1, 'CN=Inter', { at: from - 1 }),
      broken('not-yet-valid', 2, 'CN=Root', { at: from - 1 }),
    ],
  ],
  'is broken a millisecond after the last second': [
    { at: until + 1, pile: goodBut({ rootBut: { notAfter: until + second }, interBut: { notAfter: until + second } }) },
    [broken('expired', 0, 'CN=host.lab', { at: until + 1 })],
  ],
  'is broken by an expired root': [
    { pile: goodBut({ rootBut: { notAfter: now - second } }) },
    [broken('expired', 2, 'CN=Root', { notAfter: now - second })],
  ],
  'is broken by an intermediate that is not valid yet': [
    { pile: goodBut({ interBut: { notBefore: now + second } }) },
    [broken('not-yet-valid', 1, 'CN=Inter', { notBefore: now + second })],
  ],
  'is broken by an expired single certificate': [
    { pile: [hostBut({ notAfter: now - second })], upload: 'certificate' },
    [broken('expired', 0, 'CN=host.lab', { notAfter: now - second })],
  ],
  'does not apply to CAs alone': [{ pile: [inter, root], at: until + 1 }, []],
})
