import { fileStem } from './file-stem.ts'

/** A name for the chain of a host, without blanks: `oment-310.example.com-chain.pem`. */
export const proposedName = (host: string | null): string => `${fileStem(host ?? '').replaceAll(' ', '-')}-chain.pem`
