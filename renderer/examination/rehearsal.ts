import type { Project } from '../../electron/contract/shown.ts'

/** Whether the key behind the newest CSR was made on this computer, so that no appliance takes its certificate. */
export const isRehearsed = ({ csrs, csrOrigin }: Project): boolean =>
  (csrs.at(-1)?.origin ?? csrOrigin) === 'workstation'
