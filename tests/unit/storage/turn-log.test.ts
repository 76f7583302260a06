import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgetRecords } from '../../../electron/main/storage/forget-records.ts'
import { TurnLog } from '../../../electron/main/storage/turn-log.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-turn-log-'))
  file = join(folder, 'turns.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lines = (from = file) => readFileSync(from, 'utf8').split('\n')
const forget = (log: TurnLog, ...ids: readonly string[]): void => {
  const step = log.forgetting(new Set(ids))
  for (;;) {
    const done = step()
    if (!done.ok) throw new Error(done.error.detail)
    if (done.value) return
  }
}
const exchangesIn = (from = file) =>
  lines(from)
    .filter((line) => line !== '')
    .map((line): unknown => Reflect.get(Object(JSON.parse(line)), 'exchangeId'))

test('each record is one line, ended, and read back as it was', () => {
  const log = new TurnLog(file)
  const record = turnLogRecord({ turnEndReason: 'said\nover two lines "quoted"' })
  log.append(record)
  log.append(turnLogRecord({ exchangeId: '02' }))
  expect(lines()).toHaveLength(3)
  expect(JSON.parse(lines()[0] ?? '')).toEqual(record)
  expect(lines()[2]).toBe('')
})

test('a line that a crash tore costs itself and not the next one', () => {
  new TurnLog(file).append(turnLogRecord({ exchangeId: 'whole' }))
  new TurnLog(file).append(turnLogRecord({ exchangeId: 'torn' }))
  truncateSync(file, readFileSync(file).length - 40)
  const log = new TurnLog(file)
  log.append(turnLogRecord({ exchangeId: 'next' }))
  log.append(turnLogRecord({ exchangeId: 'last' }))
  const [whole, torn, ...rest] = lines()
  expect(whole).toContain('"whole"')
  expect(() => JSON.parse(torn ?? '')).toThrow()
  expect(rest.map((line) => line.slice(0, 40))).toEqual([
    expect.stringContaining('"next"'),
    expect.stringContaining('"last"'),
    '',
  ])
})

test('a full log makes way for a new one, and one old log is kept', () => {
  const log = new TurnLog(file, 1000)
  for (let index = 0; index < 7; index += 1) log.append(turnLogRecord({ exchangeId: `${index}` }))
  const kept = [...exchangesIn(`${file}.old`), ...exchangesIn()]
  expect(kept.at(-1)).toBe('6')
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => `${7 - kept.length + at}`))
  expect(readFileSync(`${file}.old`).length).toBeLessThan(2000)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a record that is no record (%d) is told as a bug and leaves no line',
  (replyHeardMs) => {
    const log = new TurnLog(file)
    expect(log.append(turnLogRecord({ replyHeardMs }))).toMatchObject({
      ok: false,
      error: {
        code: 'internal.unexpected',
        detail: expect.stringContaining('replyHeardMs') as string,
      },
    })
    expect(existsSync(file)).toBe(false)
  },
)

test('a full disk is a value, and the log goes on after it', ({ skip }) => {
  skip(!existsSync('/dev/full'), 'only a system with /dev/full has a disk that is always full')
  const log = new TurnLog(file)
  log.append(turnLogRecord({ exchangeId: 'before' }))
  const kept = readFileSync(file)
  unlinkSync(file)
  symlinkSync('/dev/full', file)
  expect(log.append(turnLogRecord())).toMatchObject({ ok: false, error: { code: 'disk.full' } })
  unlinkSync(file)
  // What a write that ran out of room leaves: the beginning of a line.
  appendFileSync(file, Buffer.concat([kept, Buffer.from('{"version":1,')]))
  expect(log.append(turnLogRecord({ exchangeId: 'after' })).ok).toBe(true)
  expect(lines().at(-2)).toContain('"after"')
  expect(lines()[1]).toBe('{"version":1,')
})

test('a forgetting for which the disk has no room takes none of it, and can be done later', ({
  skip,
}) => {
  skip(!existsSync('/dev/full'), 'only a system with /dev/full has a disk that is always full')
  const log = new TurnLog(file)
  for (const exchangeId of ['gone', 'kept']) log.append(turnLogRecord({ exchangeId }))
  symlinkSync('/dev/full', `${file}.part`)
  const failed = log.forgetting(new Set(['gone']))()
  expect(failed).toMatchObject({ ok: false, error: { code: 'disk.full' } })
  expect(existsSync(`${file}.part`)).toBe(false)
  expect(exchangesIn()).toEqual(['gone', 'kept'])
  forget(log, 'gone')
  expect(exchangesIn()).toEqual(['kept'])
})

test('the records of exchanges that were deleted are taken out, and the others stay as they are', () => {
  const log = new TurnLog(file)
  for (const exchangeId of ['01', '0"2', '03']) log.append(turnLogRecord({ exchangeId }))
  appendFileSync(file, '{"torn')
  const before = lines()
  forget(log, '0"2', 'never')
  expect(lines()).toEqual([before[0], before[2], before[3]])
  log.append(turnLogRecord({ exchangeId: '04' }))
  expect(lines().at(-2)).toContain('"04"')
  rmSync(file)
  forget(log, '01')
})

test('what is left behind a record that goes is no torn line', () => {
  const log = new TurnLog(file)
  for (const exchangeId of ['01', '02']) log.append(turnLogRecord({ exchangeId }))
  truncateSync(file, readFileSync(file).length - 1)
  forget(log, '02')
  log.append(turnLogRecord({ exchangeId: '03' }))
  expect(exchangesIn()).toEqual(['01', '03'])
})

describe('records that are taken out a piece at a time', () => {
  const ids = Array.from({ length: 9 }, (_, number) => `exchange-${number}`)
  const begin = (rotateBytes?: number) => {
    const log = new TurnLog(file, rotateBytes)
    for (const exchangeId of ids) log.append(turnLogRecord({ exchangeId }))
    const step = forgetRecords([file, `${file}.old`], new Set(['exchange-1', 'exchange-7']), 700)
    return { log, step }
  }
  const rest = ids.filter((id) => !['exchange-1', 'exchange-7'].includes(id))
  const finish = (step: () => boolean): number => {
    let steps = 1
    while (!step()) steps += 1
    return steps
  }

  test('are taken out of every piece, also where a line is longer than one', () => {
    const { log, step } = begin()
    log.append(turnLogRecord({ exchangeId: 'long', turnEndReason: 'é'.repeat(1500) }))
    log.append(turnLogRecord({ exchangeId: 'last' }))
    const before = lines()
    expect(finish(step)).toBeGreaterThan(5)
    expect(exchangesIn()).toEqual([...rest, 'long', 'last'])
    expect(lines()).toEqual(before.filter((line) => !/exchange-[17]/.test(line)))
    expect(readdirSync(folder)).toEqual(['turns.jsonl'])
  })

  test('cost nothing that is written meanwhile', () => {
    const { log, step } = begin()
    const meanwhile: string[] = []
    for (let number = 0; !step(); number += 1) {
      if (number > 3) continue
      meanwhile.push(`meanwhile-${number}`)
      log.append(turnLogRecord({ exchangeId: `meanwhile-${number}` }))
    }
    expect(meanwhile).toHaveLength(4)
    expect(exchangesIn()).toEqual([...rest, ...meanwhile])
  })

  test('are taken out of the older log, too, where the log makes way for a new one meanwhile', () => {
    const { log, step } = begin(8000)
    expect(step()).toBe(false)
    const inode = statSync(file).ino
    for (let number = 0; statSync(file).ino === inode; number += 1) {
      log.append(turnLogRecord({ exchangeId: `meanwhile-${number}` }))
    }
    expect(exchangesIn(`${file}.old`)).toContain('exchange-7')
    const kept = [...exchangesIn(`${file}.old`), ...exchangesIn()]
    finish(step)
    expect([...exchangesIn(`${file}.old`), ...exchangesIn()]).toEqual(
      kept.filter((id) => id !== 'exchange-1' && id !== 'exchange-7'),
    )
  })

  test('leave nothing where everything is deleted meanwhile', () => {
    const { log, step } = begin()
    step()
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    log.append(turnLogRecord({ exchangeId: 'new' }))
    finish(step)
    expect(exchangesIn()).toEqual(['new'])
    expect(readdirSync(folder)).toEqual(['turns.jsonl'])
  })
})
