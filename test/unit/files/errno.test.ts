import { describe, expect, it } from 'vitest'
import { archiveFailure, errnoOf, readFailure, writeFailure } from '../../../electron/files/errno.ts'

const raised = (code: string): Error => Object.assign(new Error(code), { code, errno: -1, syscall: 'open' })

describe("the system's errors", () => {
  it.each([
    ['ENOENT', 'not-found', 'folder-missing'],
    ['ENOTDIR', 'not-found', 'folder-missing'],
    ['ENAMETOOLONG', 'not-found', 'write-failed'],
    ['EISDIR', 'is-folder', 'is-folder'],
    ['EACCES', 'no-permission', 'no-permission-to-write'],
    ['EPERM', 'no-permission', 'no-permission-to-write'],
    ['EROFS', 'read-failed', 'no-permission-to-write'],
    ['ENOSPC', 'read-failed', 'disk-full'],
    ['EDQUOT', 'read-failed', 'disk-full'],
    ['EFBIG', 'read-failed', 'disk-full'],
    ['EEXIST', 'read-failed', 'exists'],
    ['ELOOP', 'link-loop', 'link-loop'],
    ['ENXIO', 'not-a-file', 'write-failed'],
    ['EBUSY', 'busy', 'busy'],
    ['EIO', 'read-failed', 'write-failed'],
    ['UNKNOWN', 'read-failed', 'write-failed'],
  ])('%s is %s when reading, %s when writing', (errno, reading, writing) => {
    expect(readFailure(raised(errno), 'f')).toEqual({ code: reading, file: 'f', errno })
    expect(writeFailure(raised(errno), 'f')).toEqual({ code: writing, file: 'f', errno })
  })

  it.each([
    new Error('x'),
    new TypeError('x'),
    Object.assign(new Error('x'), { code: 'Z_DATA_ERROR', errno: -3 }),
    'x',
    null,
  ])('%#: are no others: those are bugs, and thrown', (error) => {
    expect(errnoOf(error)).toBeUndefined()
    expect(() => readFailure(error, 'f')).toThrow()
    expect(() => writeFailure(error, 'f')).toThrow()
  })

  it('in an archive may be the archive’s own', () => {
    expect(archiveFailure(raised('EIO'), 'f', 'zip-damaged')).toEqual({ code: 'read-failed', file: 'f', errno: 'EIO' })
    expect(archiveFailure(new Error('bad'), 'f', 'zip-damaged')).toEqual({ code: 'zip-damaged', file: 'f' })
    expect(archiveFailure(new RangeError('bad'), 'f', 'archive-damaged')).toEqual({
      code: 'archive-damaged',
      file: 'f',
    })
    expect(() => archiveFailure(new TypeError('bug'), 'f', 'zip-damaged')).toThrow('bug')
    expect(() => archiveFailure(new ReferenceError('bug'), 'f', 'zip-damaged')).toThrow('bug')
    expect(() => archiveFailure('bug', 'f', 'zip-damaged')).toThrow('bug')
  })
})
