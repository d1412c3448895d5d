let said = $state('')

/** What the one polite live region of the window says. */
export const announced = (): string => said

/** Says something to those who don't see it. The same words twice are said twice. */
export function announce(text: string): void {
  said = text === said ? `${text}\u00A0` : text
}
