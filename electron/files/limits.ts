const MiB = 1024 * 1024

/** Beyond these an input is refused: no certificate file comes near, and a crafted one costs little. */
export const limits = {
  /** One file, on the disk or unpacked. */
  fileBytes: 10 * MiB,
  /** One .zip: the archive itself, and all that is unpacked from it, counted as it is unpacked. */
  zipBytes: 64 * MiB,
  /** Files in one call, folders in one call, entries in one .zip. */
  files: 2000,
  /** How long an open pipe may give nothing. */
  pipeSilenceMs: 60_000,
} as const
