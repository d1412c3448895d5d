import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain, type ExplainInput } from '../../../electron/engine/explain-logs.ts'
import { invalidChainLog, invalidCsrKeyLog } from '../appliance/explain/samples.ts'
import { folderWith } from '../files/folder.ts'
import { zip } from '../files/zip-builder.ts'
import { jobContext } from './context.ts'

const explained = async (input: Partial<ExplainInput>) =>
  structuredClone(await explain({ paths: [], texts: [], ...input }, jobContext()))

describe('explaining', () => {
  it('a paste gives each error in words, how often and when', async () => {
    const { logs, failures } = await explained({ texts: [{ name: 'Pasted', text: invalidCsrKeyLog.repeat(2) }] })
    expect(failures).toEqual([])
    expect(logs).toMatchObject([
      {
        file: 'Pasted',
        unlisted: 0,
        explanations: [
          { code: 'CGEN1008', args: ['Invalid CSR key.'], line: 3, count: 1, time: '2024-01-25 11:10:34.735' },
          { code: 'CGEN1008', line: 9, count: 1 },
        ],
      },
    ])
  })

  it('speaks to the window, not to the terminal', async () => {
    const { logs } = await explained({ texts: [{ name: 'Pasted', text: invalidCsrKeyLog }] })
    expect(JSON.stringify(logs)).not.toContain('ome-chain')
  })

  it('has no time where the text has none', async () => {
    const { logs } = await explained({ texts: [{ name: 'Pasted', text: 'CGEN6002' }] })
    expect(logs[0]?.explanations).toMatchObject([{ code: 'CGEN6002', time: null, count: 1 }])
  })

  it('a bundle names each log from the bundle on', async () => {
    const bundle = zip(
      { name: 'tomcat/application.log', content: invalidChainLog },
      { name: 'tomcat/application.log.1', content: invalidCsrKeyLog },
    )
    const folder = folderWith({ 'logs/bundle.zip': bundle, 'plain.log': invalidChainLog })
    const { logs } = await explained({ paths: [join(folder, 'logs/bundle.zip'), join(folder, 'plain.log')] })
    expect(logs.map(({ file, explanations }) => [file, explanations.length])).toEqual([
      ['bundle.zip/tomcat/application.log', 1],
      ['bundle.zip/tomcat/application.log.1', 1],
      ['plain.log', 1],
    ])
  })

  it('tells what can’t be read beside the rest, by its short name', async () => {
    const folder = folderWith({ 'plain.log': invalidChainLog })
    const { logs, failures } = await explained({ paths: [join(folder, 'gone.log'), join(folder, 'plain.log')] })
    expect(logs).toMatchObject([{ file: 'plain.log' }])
    expect(failures).toMatchObject([{ code: 'not-found', file: 'gone.log' }])
    expect(JSON.stringify(failures)).not.toContain(folder)
  })
})
