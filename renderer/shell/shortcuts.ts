/** The keys of the window and of its menu, as each platform writes them. */
export function shortcuts(isMac: boolean) {
  const control = (key: string) => (isMac ? `⌘${key}` : `Ctrl+${key}`)
  const shifted = (key: string) => (isMac ? `⇧⌘${key}` : `Ctrl+Shift+${key}`)
  return [
    { name: 'steps', keys: [`${control('1')} … ${control('6')}`] },
    { name: 'neighbours', keys: [control('PgUp'), control('PgDn')] },
    { name: 'back', keys: [isMac ? '⌥←' : 'Alt+←'] },
    { name: 'undo', keys: [control('Z')] },
    { name: 'redo', keys: isMac ? [shifted('Z')] : [control('Y'), shifted('Z')] },
    { name: 'new', keys: [control('N')] },
    { name: 'open', keys: [control('O')] },
    { name: 'home', keys: [shifted('H')] },
    { name: 'check', keys: [shifted('C')] },
    { name: 'explain', keys: [shifted('E')] },
    { name: 'paste', keys: [control('V')] },
    { name: 'settings', keys: [control(',')] },
    { name: 'larger', keys: [control('+'), control('−'), control('0')] },
    { name: 'shortcuts', keys: isMac ? ['?', control('/')] : ['?', 'F1'] },
  ] as const
}
