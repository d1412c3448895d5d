import type { Command } from 'commander'
import { bash } from './completion/bash.ts'
import { fish } from './completion/fish.ts'
import { powershell } from './completion/powershell.ts'
import { type CommandNode, treeOf } from './completion/tree.ts'
import { zsh } from './completion/zsh.ts'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

const writers: Readonly<Record<Shell, (root: CommandNode) => string>> = { bash, zsh, fish, powershell }

/**
 * A script that completes `ome-chain` in this shell. All that there is to offer stands in it, so that no Tab waits for
 * Node to start.
 */
export function completionScript(shell: Shell, program: Command): string {
  return writers[shell](treeOf(program))
}
