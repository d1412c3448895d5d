/** What another implementation says of a path: it can be built and validated, or not. */
export type Judgement = 'ok' | 'refused'

/** A file with a chain, given to a judge. */
export interface Exhibit {
  readonly id: string
  readonly bytes: Buffer
  /** The key of the appliance's own certificate: the CSR's. */
  readonly csr: Buffer | undefined
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Judge {
  readonly name: 'openssl' | 'java'
  /** Validates each chain with the roots of its own file as the only anchors. */
  judgePaths(exhibits: readonly Exhibit[]): ReadonlyMap<string, Judgement>
  /** How many certificates it reads in each file as PEM text; 0 where it refuses the file. */
  countCertificates(exhibits: readonly Exhibit[]): ReadonlyMap<string, number>
}
