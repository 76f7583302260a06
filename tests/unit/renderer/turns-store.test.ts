import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import { createTurnsStore, RECENT_RECORDS } from '../../../renderer/transcript/turns-store.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'
import { settle, turnsBridge } from './turns-bridge.ts'

const record = (exchangeId: string, completionTokens = 1) =>
  turnLogRecord({ exchangeId, completionTokens })
const idsOf = (records: readonly { readonly exchangeId: string }[]) =>
  records.map(({ exchangeId }) => exchangeId)

describe('the turns that the window knows', () => {
  it('begin with the latest of the log and go on with those that are logged', async () => {
    const main = turnsBridge([record('a'), record('b')])
    const store = createTurnsStore(main.bridge)
    await settle()
    main.emit(record('c'))
    expect(idsOf(store.get().recent)).toEqual(['a', 'b', 'c'])
  })

  it('keep what was logged while the latest were asked for, once', async () => {
    const main = turnsBridge([record('a'), record('b')])
    const store = createTurnsStore(main.bridge)
    main.emit(record('b', 99))
    await settle()
    expect(store.get().recent.map(({ completionTokens }) => completionTokens)).toEqual([1, 99])
  })

  it('are bounded', async () => {
    const main = turnsBridge()
    const store = createTurnsStore(main.bridge)
    await settle()
    for (let index = 0; index < RECENT_RECORDS + 5; index += 1) main.emit(record(`${index}`))
    expect(store.get().recent).toHaveLength(RECENT_RECORDS)
    expect(store.get().recent.at(-1)?.exchangeId).toBe(`${RECENT_RECORDS + 4}`)
  })
})

describe('an exchange that is opened', () => {
  it('is looked up only when it is opened', async () => {
    const main = turnsBridge([record('a')])
    createTurnsStore(main.bridge)
    await settle()
    expect(main.asked.map(({ route }) => route)).toEqual(['turns.recent'])
  })

  it('is not asked for where it is among the latest', async () => {
    const main = turnsBridge([record('a')])
    const store = createTurnsStore(main.bridge)
    await settle()
    store.open('a')
    expect(store.get().records.get('a')).toMatchObject({ state: 'here' })
    expect(main.asked).toHaveLength(1)
  })

  it('is looked up anew with all the rest, and shows nothing that was asked for before that', async () => {
    const main = turnsBridge([record('a')])
    const store = createTurnsStore(main.bridge)
    store.open('b')
    store.reload()
    await settle()
    expect(store.get().records.get('b')).toEqual({ state: 'missing' })
    expect(idsOf(store.get().recent)).toEqual(['a'])
    main.emit(record('b'))
    store.reload()
    expect(store.get().records.get('b')).toEqual({ state: 'loading' })
    await settle()
    expect(store.get().records.get('b')).toEqual({ state: 'missing' })
  })

  it('has nothing of the log back that was asked for before turns were deleted', async () => {
    const log = [record('a'), record('b')]
    const store = createTurnsStore({
      ...turnsBridge().bridge,
      request: async () => {
        const latest = [...log]
        // What was asked first is answered last.
        if (latest.length === 2) for (let index = 0; index < 10; index += 1) await Promise.resolve()
        // Only the latest are asked for here.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        return succeed(latest) as never
      },
    })
    log.pop()
    store.reload()
    await settle()
    expect(idsOf(store.get().recent)).toEqual(['a'])
  })

  it('is missing where the log has it no more', async () => {
    const store = createTurnsStore(turnsBridge().bridge)
    store.open('a')
    expect(store.get().records.get('a')).toEqual({ state: 'loading' })
    await settle()
    expect(store.get().records.get('a')).toEqual({ state: 'missing' })
  })

  it('is there as soon as it is logged, also when the answer "missing" comes after it', async () => {
    const main = turnsBridge()
    const store = createTurnsStore(main.bridge)
    store.open('a')
    main.emit(record('a'))
    await settle()
    expect(store.get().records.get('a')).toEqual({ state: 'here', record: record('a') })
  })

  it('can be tried again where the log could not be read', async () => {
    const main = turnsBridge([record('a')])
    main.failReading(fail('storage.unavailable'))
    const store = createTurnsStore(main.bridge)
    store.open('a')
    await settle()
    expect(store.get().records.get('a')).toEqual({ state: 'failed' })
    main.failReading(succeed(null))
    store.open('a')
    await settle()
    expect(store.get().records.get('a')).toMatchObject({ state: 'here' })
  })
})

describe('a verdict', () => {
  it('is answered with what it changed, or why it could not', async () => {
    const main = turnsBridge()
    const store = createTurnsStore(main.bridge)
    store.judge('a', 'cut-off')
    await settle()
    expect(store.get().answers.get('a')).toMatchObject({
      verdict: 'cut-off',
      change: { setting: 'patience', to: 'patient' },
    })
    main.willChange(fail('disk.full'))
    store.judge('a', 'too-slow')
    await settle()
    expect(store.get().answers.get('a')).toMatchObject({
      verdict: 'too-slow',
      error: { code: 'disk.full' },
    })
  })

  it('pressed twice in a hurry counts once', async () => {
    const main = turnsBridge()
    const store = createTurnsStore(main.bridge)
    store.judge('a', 'cut-off')
    store.judge('a', 'cut-off')
    await settle()
    const verdicts = () => main.asked.filter(({ route }) => route === 'turns.feedback').length
    expect(verdicts()).toBe(1)
    store.judge('a', 'cut-off')
    expect(verdicts()).toBe(2)
  })
})
