const logFolder = 'tomcat'
const rotatedOrNot = /^application(?:[._-].*)?\.log(?:[._-].*)?$/

/**
 * Whether a file in an archive is OME's application log, which holds the cause of a refused upload (Dell KB 000221202:
 * `./tomcat/application.log` in the console log bundle), or an older part of it (`application.log.1`,
 * `application-2024-01-25.log.gz`). At the top of an archive it may stand alone: somebody packed just this file.
 */
export function isApplicationLog(path: string): boolean {
  if (path.endsWith('/')) return false // a folder
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const name = parts.at(-1) ?? ''
  const folder = parts.at(-2) ?? logFolder
  return folder === logFolder && rotatedOrNot.test(name)
}
