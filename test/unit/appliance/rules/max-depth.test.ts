import { maxDepth, maxDepthRule } from '../../../../electron/appliance/rules/max-depth.ts'
import { ca, type Issued } from '../../../builder/authority.ts'
import { hostBut, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

/** As many certificates as that, from the leaf to the root. */
function deep(length: number): readonly Issued[] {
  const cas: Issued[] = [root]
  for (let i = 0; i < length - 2; i++) cas.unshift(ca(`CA ${i}`, { by: cas[0] ?? root }))
  return [hostBut({ by: cas[0] ?? root }), ...cas]
}
const tooDeep = (depth: number) => [{ case: 'too-deep', certificate: null, values: { depth, maxDepth } }] as const

describeFileRule(maxDepthRule, {
  'holds for three': [{}, []],
  'holds for ten': [{ pile: deep(10) }, []],
  'is broken by eleven': [{ pile: deep(11) }, tooDeep(11)],
  'is broken by eleven without the root': [{ pile: deep(12).slice(0, 11) }, tooDeep(11)],
  'holds for ten and others beside them': [{ pile: [...deep(10), ca('Other'), ca('Another')] }, []],
  'does not apply to CAs alone': [{ pile: deep(12).slice(1) }, []],
  'does not apply to a single certificate': [{ pile: deep(11), upload: 'certificate' }, []],
})
