import Conf from 'conf'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { TranscriptDesk } from '../../../electron/main/transcripts/transcript-desk.ts'
import { createRetention } from '../../../electron/main/trust/retention.ts'
import { rightAt } from '../../support/ages.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

test('conversations are forgotten a while after the start, each hour, and when the setting changes', () => {
  const time = new VirtualTime()
  let days: number | null = null
  let isSure = true
  const asked: number[] = []
  const damaged: number[] = []
  const retention = createRetention({
    days: () => days,
    ages: () => ({ ...rightAt(100 * DAY + time.nowMs), isSure }),
    clock: time.clock,
    forgetOver: ({ beforeMs }) => void asked.push(Math.round((100 * DAY - beforeMs) / DAY)),
    dropDamaged: ({ beforeMs }) => void damaged.push(Math.round((100 * DAY - beforeMs) / DAY)),
  })
  time.advance(3 * HOUR)
  expect(asked).toEqual([])
  // Damaged files of a transcript that is kept for ever are not.
  expect(damaged).toEqual([30, 30, 30])
  days = 7
  retention.look()
  expect(asked).toEqual([7])
  expect(damaged.at(-1)).toBe(7)
  time.advance(2 * HOUR)
  expect(asked).toEqual([7, 7, 7])
  // Nothing is by a clock that may be ahead, until it is sure.
  isSure = false
  const dropped = damaged.length
  time.advance(2 * HOUR)
  expect(asked).toEqual([7, 7, 7])
  expect(damaged).toHaveLength(dropped)
  isSure = true
  time.advance(HOUR)
  expect(asked).toEqual([7, 7, 7, 7])
  retention.dispose()
  expect(time.waiting).toBe(0)
})

test('what is old goes, but for what is pinned, what goes on, and while something can be restored', () => {
  const store = new MemoryTranscriptStore()
  for (const [id, atMs] of [
    ['old', 1],
    ['pinned', 2],
    ['present', 3],
    ['new', 50],
  ] as const) {
    store.upsertTurn(turn({ id, conversationId: id, startedAtMs: atMs }))
  }
  store.pin('pinned', true)
  let ring: () => void = () => undefined
  const desk = new TranscriptDesk({
    store,
    currentConversation: () => 'present',
    startConversation: () => undefined,
    startNewConversation: () => undefined,
    showConversation: () => undefined,
    onChange: () => undefined,
    forgetExchanges: () => () => true,
    forgetFiles: () => undefined,
    lookAtClock: () => undefined,
    setTimer: (_delayMs, callback) => {
      ring = callback
      return () => undefined
    },
  })
  const shown = () => {
    const list = store.conversations({ limit: 9 })
    return list.ok ? list.value.map(({ id }) => id).toSorted() : []
  }
  const list = vi.spyOn(store, 'conversations')
  desk.remove(['new'])
  desk.forgetOver({ beforeMs: 10, wrong: [] })
  expect(shown()).toEqual(['old', 'pinned', 'present'])
  expect(desk.restore(['new'])).toEqual(succeed(null))
  desk.forgetOver({ beforeMs: 10, wrong: [] })
  expect(shown()).toEqual(['new', 'pinned', 'present'])
  // It asks for what is old, and not for all that there is.
  expect(list.mock.calls.filter(([{ limit }]) => limit > 9)).toEqual([])
  ring()
  desk.dispose()
  expect(store.knownTurns(['old', 'pinned', 'present', 'new'])).toEqual(
    succeed(new Set(['pinned', 'present', 'new'])),
  )
})

test('what was said before a dead battery’s clock was set stays, and what is old goes by the right one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warbler-retention-'))
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true, force: true })
  })
  const at = Date.UTC(2026, 10, 26)
  const runAt = (atMs: number) => {
    vi.setSystemTime(atMs)
    return openStorage(folder, (options) => new Conf(options), atMs)
  }
  const say = (storage: ReturnType<typeof runAt>, id: string, startedAtMs: number) =>
    storage.transcripts.upsertTurn(turn({ id, conversationId: id, startedAtMs }))
  const before = runAt(at - DAY)
  say(before, 'old', at - 20 * DAY)
  before.close()
  const back = runAt(0)
  vi.setSystemTime(HOUR / 2)
  back.clock.now()
  say(back, 'said-in-1970', HOUR / 2)
  back.close()
  const storage = runAt(at)
  const forgotten: string[] = []
  const time = new VirtualTime()
  createRetention({
    days: () => 7,
    ages: () => storage.clock.ages(),
    clock: time.clock,
    forgetOver: (over) => {
      const ids = storage.transcripts.conversationsOver(over)
      if (ids.ok) forgotten.push(...ids.value)
    },
    dropDamaged: () => undefined,
  }).look()
  expect(forgotten).toEqual(['old'])
  storage.close()
})
