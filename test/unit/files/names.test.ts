import { describe, expect, it } from 'vitest'
import { isHidden } from '../../../electron/files/hidden.ts'
import { kindOf } from '../../../electron/files/kind.ts'
import { isApplicationLog } from '../../../electron/files/log-names.ts'
import { zip } from './zip-builder.ts'

describe('a hidden file', () => {
  it.each(['.git', 'a/.b', '.a/b', '__MACOSX/a', 'a/Thumbs.db', 'desktop.ini', '..a'])('is %s', (path) => {
    expect(isHidden(path)).toBe(true)
  })

  it.each(['a', 'a.b', './a', 'a./b', 'a/__MACOSX_/b', 'thumbs'])('is not %s', (path) => {
    expect(isHidden(path)).toBe(false)
  })
})

describe("OME's application log", () => {
  it.each([
    'tomcat/application.log',
    './tomcat/application.log',
    'bundle/logs/tomcat/application.log',
    '/tomcat//application.log',
    'tomcat/application.log.1',
    'tomcat/application.log.1.gz',
    'tomcat/application.log-20240125',
    'tomcat/application.log.gz',
    'tomcat/application-2024-01-25.log',
    'tomcat/application-2024-01-25.log.gz',
    'tomcat/application.2024-01-25.log',
    'tomcat/application_1.log',
    'application.log',
    './application.log.1',
  ])('is %s', (path) => {
    expect(isApplicationLog(path)).toBe(true)
  })

  it.each([
    'tomcat/application.log/',
    'tomcat/application.log/other',
    'apache/application.log',
    'tomcat/catalina.log',
    'tomcat/applications.log',
    'tomcat/application.logs',
    'tomcat/application.txt',
    'tomcat/my-application.log',
    'tomcat/sub/application.log',
    'tomcat',
    '',
  ])('is not %s', (path) => {
    expect(isApplicationLog(path)).toBe(false)
  })
})

describe('the kind of a file', () => {
  const tarHead = Buffer.alloc(512)
  tarHead.write('ustar', 257)

  it.each([
    ['zip', zip({ name: 'a' })],
    ['zip', zip()],
    ['gzip', Buffer.from('1f8b0800', 'hex')],
    ['tar', tarHead],
    ['other-archive', Buffer.from('fd377a585a00', 'hex')],
    ['other-archive', Buffer.from('28b52ffd', 'hex')],
    ['other-archive', Buffer.from('377abcaf271c', 'hex')],
    ['other-archive', Buffer.from('Rar!\x1a\x07')],
    ['other-archive', Buffer.from('BZh9')],
    ['plain', Buffer.from('PK')],
    ['plain', Buffer.from('PK\x01\x02')],
    ['plain', Buffer.from('1f8b', 'hex')],
    ['plain', tarHead.subarray(0, 261)],
    ['plain', Buffer.from('-----BEGIN CERTIFICATE-----')],
    ['plain', Buffer.alloc(0)],
  ] as const)('is %s by its first bytes (%#)', (kind, bytes) => {
    expect(kindOf(bytes)).toBe(kind)
  })
})
