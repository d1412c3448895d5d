/**
 * `webUtils.getPathForFile` answers at once, and only main can learn a path. So the preload is given a token instead of
 * the path, and main replaces each token in what the preload sends: the page never holds either.
 */
export interface PathTokens {
  readonly tokenFor: (file: File) => string
  /** The file of a token, for `DOM.getFileInfo`. */
  readonly fileOf: (token: string) => File | undefined
}

export function pathTokens(secret: string): PathTokens {
  const files = new Map<string, File>()
  return {
    tokenFor(file) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expected to receive a File')
      const token = `${secret}-file-${files.size}-`
      files.set(token, file)
      return token
    },
    fileOf: (token) => files.get(token),
  }
}
