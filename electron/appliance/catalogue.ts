import type { FileRule } from './rule.ts'
import { caConstraints } from './rules/ca-constraints.ts'
import { chainComplete } from './rules/chain-complete.ts'
import { chainOrder } from './rules/chain-order.ts'
import { commonName } from './rules/common-name.ts'
import { csrKeyMatch } from './rules/csr-key-match.ts'
import { csrNoWildcard } from './rules/csr-no-wildcard.ts'
import { distinctLeaves } from './rules/distinct-leaves.ts'
import { ekuServer } from './rules/eku-server.ts'
import { ekuServerClient } from './rules/eku-server-client.ts'
import { encodingBase64 } from './rules/encoding-base64.ts'
import { hostName } from './rules/host-name.ts'
import { issuedToBy } from './rules/issued-to-by.ts'
import { keyEncipherment } from './rules/key-encipherment.ts'
import { maxDepthRule } from './rules/max-depth.ts'
import { noExtra } from './rules/no-extra.ts'
import { noWildcard } from './rules/no-wildcard.ts'
import { rsaKey } from './rules/rsa-key.ts'
import { sameIssuers } from './rules/same-issuers.ts'
import { sameKeys } from './rules/same-keys.ts'
import { signature } from './rules/signature.ts'
import { strongCrypto } from './rules/strong-crypto.ts'
import { validityNow } from './rules/validity-now.ts'
import { validitySoon } from './rules/validity-soon.ts'

/**
 * The rules about a file, in the order of checking, which is the order of KB 000221202. Where a file breaks several, the
 * first one that predicts an answer tells what OME would say; that OME checks in this order is inferred.
 */
export const fileRules = [
  encodingBase64,
  csrKeyMatch,
  chainComplete,
  chainOrder,
  issuedToBy,
  signature,
  caConstraints,
  commonName,
  noWildcard,
  ekuServerClient,
  ekuServer,
  keyEncipherment,
  noExtra,
  strongCrypto,
  rsaKey,
  validityNow,
  maxDepthRule,
  hostName,
  validitySoon,
] as const satisfies readonly FileRule[]

export const csrRules = [csrNoWildcard] as const

export const pairRules = [sameIssuers, sameKeys, distinctLeaves] as const
