/** The bytes of one file under the name by which the user knows it. */
export interface Input {
  readonly name: string
  readonly bytes: Buffer
}
