import { CallFailed, type Handlers } from '../../contract/dispatch.ts'
import type { KeyOwner, VaultKey, VaultView } from '../../contract/vault-views.ts'
import type { Messages } from '../../messages/messages.ts'
import type { KeyEntry, Vault } from '../../vault/vault.ts'
import { vaultFailureReport } from '../../vault/vault-failure.ts'
import type { Question } from '../desk.ts'
import { fileNameOf } from '../file-name.ts'
import { ownersOf } from '../key-owners.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { orRefused } from '../store-results.ts'

type Own = Extract<keyof Handlers, `vault.${string}`>

export function vaultHandlers(services: Services): Pick<Handlers, Own> {
  const { desk, messages, saved, vault } = services
  const stateOf = async (keys: Vault) => orRefused(await keys.state(), messages())
  return {
    'vault.state': async () => stateOf(await vault()),

    'vault.unlock': async ({ passphrase }) => {
      const keys = await vault()
      orRefused(await keys.unlock(passphrase), messages())
      return stateOf(keys)
    },

    'vault.lock': async () => {
      const keys = await vault()
      await keys.lock()
      return stateOf(keys)
    },

    'vault.change': async ({ former, next }) => {
      const keys = await vault()
      orRefused(await keys.changePassphrase(former, next), messages())
      return stateOf(keys)
    },

    'vault.forget': async () => {
      const keys = await vault()
      const lost = (await keysIn(keys, services)).filter(({ sealedBy }) => sealedBy === 'passphrase')
      if (!(await desk.confirm(aboutForgetting(lost, messages())))) return null
      const folder = orRefused(await keys.forget(), messages())
      return folder === null ? null : { folder, shown: saved.put(keys.pathOf(folder)) }
    },

    'vault.keys': () => viewOf(services),

    'vault.export': async ({ owner, password }) => {
      const keys = await vault()
      const pem = orRefused(await keys.exportKey(owner, password), messages())
      const [first] = (await keysIn(keys, services)).find((key) => key.owner === owner)?.owners ?? []
      return saveFile('key', fileNameOf(`${first?.name ?? ''} private-key`.trim(), '.pem'), pem, services)
    },

    'vault.delete': async ({ owner }) => {
      const keys = await vault()
      const key = (await keysIn(keys, services)).find((each) => each.owner === owner)
      if (key && !(await desk.confirm(aboutDeleting(key, messages())))) return null
      orRefused(await keys.delete(owner), messages())
      return viewOf(services)
    },
  }
}

async function viewOf(services: Services): Promise<VaultView> {
  if (!services.hasVault()) return { protection: null, store: null, passphrase: 'none', keys: [] }
  const keys = await services.vault()
  const hasStore = keys.hasKeyStore
  return {
    protection: hasStore ? 'os' : 'passphrase',
    store: hasStore ? services.keyStore() : null,
    passphrase: await passphraseOf(keys, services.messages()),
    keys: await keysIn(keys, services),
  }
}

/** @throws CallFailed */
async function passphraseOf(keys: Vault, messages: Messages): Promise<VaultView['passphrase']> {
  const state = await keys.passphraseState()
  if (state.ok) return state.value
  if (state.failure.code === 'vault-damaged') return 'damaged'
  throw new CallFailed(vaultFailureReport(state.failure, messages))
}

/** @throws CallFailed */
async function keysIn(keys: Vault, { seenCas, store, messages }: Services): Promise<readonly VaultKey[]> {
  const entries = orRefused(await keys.list(), messages())
  const { projects } = await store.list()
  const { cas } = await seenCas.list()
  const owners = ownersOf(
    projects.map(({ project }) => project),
    cas.flatMap(({ name, chain }) => chain.map(({ publicKey }) => ({ name, owner: publicKey.sha256 }))),
  )
  return entries.map((entry: KeyEntry) => ({
    ...entry,
    owners: owners(entry.owner),
    trouble: entry.trouble && vaultFailureReport(entry.trouble, messages()),
  }))
}

const aboutDeleting = ({ owners }: VaultKey, messages: Messages): Question => ({
  message: messages.text('host.dialogs.keys.delete.question'),
  detail: messages.text('host.dialogs.keys.delete.detail', { who: listed(owners, messages) }),
  action: messages.text('host.dialogs.keys.delete.action'),
})

const aboutForgetting = (lost: readonly VaultKey[], messages: Messages): Question => ({
  message: messages.text('host.dialogs.keys.forget.question'),
  detail: messages.text('host.dialogs.keys.forget.detail', {
    keys: lost.length,
    who: listed(
      lost.flatMap(({ owners }) => owners),
      messages,
    ),
  }),
  action: messages.text('host.dialogs.keys.forget.action'),
})

/** A line each. */
function listed(owners: readonly KeyOwner[], messages: Messages): string {
  if (owners.length === 0) return messages.text('host.dialogs.keys.nobody')
  const lines = owners.map(({ kind, name }) => messages.text(`host.dialogs.keys.${kind}`, { name }))
  return [...new Set(lines)].join('\n')
}
