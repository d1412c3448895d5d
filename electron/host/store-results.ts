import { caFailureReport, type CaResult } from '../ca/private/failure.ts'
import { CallFailed } from '../contract/dispatch.ts'
import type { Messages } from '../messages/messages.ts'
import { storeFailureReport, type StoreResult } from '../projects/failure.ts'
import { vaultFailureReport, type VaultResult } from '../vault/vault-failure.ts'

/** What the store gave, or a failure for the window. @throws CallFailed */
export function orFailed<T>(result: StoreResult<T>, messages: Messages): T {
  if (!result.ok) throw new CallFailed(storeFailureReport(result.failure, messages))
  return result.value
}

/** The same of the vault. @throws CallFailed */
export function orRefused<T>(result: VaultResult<T>, messages: Messages): T {
  if (!result.ok) throw new CallFailed(vaultFailureReport(result.failure, messages))
  return result.value
}

/** The same of a private CA. @throws CallFailed */
export function orUnsigned<T>(result: CaResult<T>, messages: Messages): T {
  if (!result.ok) throw new CallFailed(caFailureReport(result.failure, messages))
  return result.value
}
