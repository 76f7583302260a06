import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linesFromEnd } from '../../../electron/main/storage/lines-from-end.ts'
import { TurnLog } from '../../../electron/main/storage/turn-log.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-turn-log-'))
  file = join(folder, 'turns.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const linesOf = async (text: string, blockBytes: number): Promise<readonly string[]> => {
  writeFileSync(file, text)
  const lines: string[] = []
  for await (const line of linesFromEnd(file, blockBytes)) lines.push(line)
  return lines
}
const idsOf = async (log: TurnLog, limit: number) => {
  const read = await log.newest(limit)
  return read.ok ? read.value.map(({ exchangeId }) => exchangeId) : read.error.code
}

describe('the lines from the end', () => {
  it.each([1, 2, 3, 7, 64, 1000])('are the same in blocks of %d bytes', async (blockBytes) => {
    const text = 'erste Zeile\n\n第二行，很长很长很长很长很长\nthird 🐦\nlast, with no end'
    expect(await linesOf(text, blockBytes)).toEqual(text.split('\n').toReversed())
    expect(await linesOf(`${text}\n`, blockBytes)).toEqual(`${text}\n`.split('\n').toReversed())
  })

  it('of a file that is empty or not there are none', async () => {
    expect(await linesOf('', 8)).toEqual([''])
    const none: string[] = []
    for await (const line of linesFromEnd(join(folder, 'elsewhere'))) none.push(line)
    expect(none).toEqual([])
  })
})

describe('the records of the log', () => {
  it('are found by their exchange, in the old log too', async () => {
    const log = new TurnLog(file, 1500)
    for (let index = 0; index < 5; index += 1) log.append(turnLogRecord({ exchangeId: `${index}` }))
    const all = await idsOf(log, 200)
    const oldest = all[0] ?? ''
    expect(all.length).toBeGreaterThan(3)
    expect(await log.find(oldest)).toEqual({
      ok: true,
      value: turnLogRecord({ exchangeId: oldest }),
    })
    expect(await log.find('4')).toMatchObject({ value: { exchangeId: '4' } })
  })

  it('are looked up by the whole id, wherever else it stands', async () => {
    const log = new TurnLog(file)
    log.append(turnLogRecord({ exchangeId: '1' }))
    log.append(turnLogRecord({ exchangeId: '2', conversationId: '1', personText: 'not "1"' }))
    log.append(turnLogRecord({ exchangeId: '11' }))
    expect(await log.find('1')).toMatchObject({ value: { exchangeId: '1' } })
    expect(await log.find('3')).toEqual({ ok: true, value: null })
  })

  it('come oldest first, no more than asked for, across both files', async () => {
    const log = new TurnLog(file, 1500)
    for (let index = 0; index < 5; index += 1) log.append(turnLogRecord({ exchangeId: `${index}` }))
    expect(await idsOf(log, 3)).toEqual(['2', '3', '4'])
  })

  it('are none before the first turn', async () => {
    expect(await idsOf(new TurnLog(file), 20)).toEqual([])
    expect(await new TurnLog(file).find('1')).toEqual({ ok: true, value: null })
  })

  it('pass over torn lines and what others wrote, and know the first version', async () => {
    const { timeline: _, discardedSpeculations: __, ...first } = turnLogRecord({ version: 1 })
    writeFileSync(
      file,
      [
        JSON.stringify({ ...first, exchangeId: 'v1' }),
        JSON.stringify(turnLogRecord({ exchangeId: 'torn' })).slice(0, 90),
        JSON.stringify({ version: 3, exchangeId: 'newer' }),
        'null',
        '{}',
        'a note of somebody',
        JSON.stringify(turnLogRecord({ exchangeId: 'v2' })),
        '{"version":2,"exch',
      ].join('\n'),
    )
    const log = new TurnLog(file)
    expect(await idsOf(log, 20)).toEqual(['v1', 'v2'])
    expect(await log.find('v1')).toMatchObject({
      value: { version: 1, timeline: [], discardedSpeculations: 0 },
    })
  })

  it('are each given once where the log made way for a new one while it was read', async () => {
    const log = new TurnLog(file)
    log.append(turnLogRecord({ exchangeId: 'a' }))
    log.append(turnLogRecord({ exchangeId: 'b' }))
    appendFileSync(`${file}.old`, `${JSON.stringify(turnLogRecord({ exchangeId: 'b' }))}\n`)
    expect(await idsOf(log, 20)).toEqual(['a', 'b'])
  })

  it('that cannot be read are a failure and not an empty log', async () => {
    mkdirSync(file)
    const log = new TurnLog(file)
    expect(await log.find('1')).toMatchObject({ error: { code: 'storage.unavailable' } })
    expect(await idsOf(log, 2)).toBe('storage.unavailable')
  })
})
