import { validitySoon } from '../../../../electron/appliance/rules/validity-soon.ts'
import { day, now } from '../../../builder/authority.ts'
import { goodBut, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const soon = (certificate: number, subject: string, notAfter: number, days: number) =>
  ({ case: 'ends-soon', certificate, values: { subject, notAfter: new Date(notAfter), days } }) as const
const second = 1000
const month = now + 30 * day

describeFileRule(validitySoon, {
  'holds for years to come': [{}, []],
  'holds with a second more than 30 days left': [{ pile: goodBut({ leafBut: { notAfter: month + second } }) }, []],
  'warns with 30 days left to the second': [
    { pile: goodBut({ leafBut: { notAfter: month } }) },
    [soon(0, 'CN=host.lab', month, 30)],
  ],
  'counts whole days': [
    { pile: goodBut({ interBut: { notAfter: month - second } }) },
    [soon(1, 'CN=Inter', month - second, 29)],
  ],
  'warns in the last second': [{ pile: goodBut({ rootBut: { notAfter: now } }) }, [soon(2, 'CN=Root', now, 0)]],
  'leaves what has expired to validity-now': [{ pile: goodBut({ rootBut: { notAfter: now - second } }) }, []],
  'leaves what is not valid yet to validity-now': [
    { pile: goodBut({ rootBut: { notBefore: now + second, notAfter: now + day } }) },
    [],
  ],
  'warns of each': [
    { pile: goodBut({ leafBut: { notAfter: now + day }, rootBut: { notAfter: now + 2 * day } }) },
    [soon(0, 'CN=host.lab', now + day, 1), soon(2, 'CN=Root', now + 2 * day, 2)],
  ],
  'warns of a single certificate': [
    { pile: [hostBut({ notAfter: now + day })], upload: 'certificate' },
    [soon(0, 'CN=host.lab', now + day, 1)],
  ],
  'does not apply to CAs alone': [{ pile: [inter, root], at: Date.UTC(2034, 0, 1) }, []],
})
