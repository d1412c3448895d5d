/** By what a certificate is called: its common name, or else all of its subject. */
export function nameOf({
  commonName,
  subject,
}: {
  readonly commonName: string | null
  readonly subject: string
}): string {
  return commonName ?? commonNameIn(subject) ?? subject
}

/** RFC 4514 text; what is escaped there is left as it is written. */
const commonNameIn = (subject: string): string | undefined => /(?:^|,)CN=((?:\\.|[^,+\\])+)/.exec(subject)?.[1]
