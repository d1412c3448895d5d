import { describe, expect, it } from 'vitest'
import { Folder, inOneLine, runProcess } from './harness.ts'

const files = [
  'application.log',
  'from-the-ca',
  'from-the-ca/ca-certificates.p7b',
  'from-the-ca/oment-310.cer',
  'from-the-ca/oment-400.p7b',
  'oment-310-chain.pem',
  'oment-310-without-root.pem',
  'oment-310.csr',
  'oment-400-chain.pem',
  'oment-400.json',
]

describe('the demonstration', () => {
  it('shows the whole way, and leaves what it names in the folder it names', async () => {
    const folder = Folder.with()
    const { exitCode, stdout, stderr } = await runProcess([], { in: folder, script: 'demo' })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(folder.names).toEqual(['ome-chain-demo', ...files.map((name) => `ome-chain-demo/${name}`)])
    expect(inOneLine(stdout)).toContain(`The files are in ${folder.at('ome-chain-demo')}.`)
    for (const name of stdout.match(/ome-chain-demo\/[\w./-]*[\w-]/g) ?? []) expect(folder.names).toContain(name)
    const headlines = stdout.match(/^[A-Z][A-Z ]+(?=: )|^The file does not hold the complete chain$/gm)
    expect(headlines).toEqual([
      ...['WRITTEN', 'WRITTEN', 'READY', 'COMPATIBLE', 'The file does not hold the complete chain', 'NOT READY'],
    ])
  })

  it('brings no private key to the disk', async () => {
    const folder = Folder.with()
    await runProcess([], { in: folder, script: 'demo' })
    for (const name of files.filter((each) => each !== 'from-the-ca')) {
      const content = folder.read(`ome-chain-demo/${name}`)
      expect(content).not.toContain('PRIVATE KEY')
      // The PKCS#8 and PKCS#1 that hold an RSA key: version 0, then the algorithm or the modulus.
      expect(content).not.toContain(Buffer.from('020100300d06092a864886f70d0101010500', 'hex').toString('latin1'))
    }
  })

  it('can be seen again, in the user’s language, and its commands run by hand', async () => {
    const folder = Folder.with()
    await runProcess([], { in: folder, script: 'demo' })
    const first = folder.read('ome-chain-demo/oment-310-chain.pem')
    const again = await runProcess([], { in: folder, script: 'demo', env: { LC_ALL: 'fr_FR.UTF-8' } })
    expect(again).toMatchObject({ exitCode: 0, stderr: '' })
    expect(again.stdout).toMatch(/^PRÊT\s: /m)
    expect(folder.read('ome-chain-demo/oment-310-chain.pem')).not.toBe(first)
    const [typed = ''] = /(?<=\$ ome-chain )check .*/.exec(again.stdout) ?? []
    const ran = await runProcess(typed.split(' '), { in: folder })
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('says so where it can’t write', async () => {
    const folder = Folder.with({ 'ome-chain-demo': 'a file' })
    const ran = await runProcess([], { in: folder, script: 'demo' })
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain(folder.at('ome-chain-demo'))
    expect(ran.stderr).not.toMatch(/^\s+at /m)
    expect(folder.names).toEqual(['ome-chain-demo'])
  })
})
