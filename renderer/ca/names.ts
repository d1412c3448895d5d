/** Names as they are typed: one a line, or with commas or blanks between them. */
export const namesIn = (typed: string): string[] => typed.split(/[\s,;]+/).filter((name) => name !== '')
