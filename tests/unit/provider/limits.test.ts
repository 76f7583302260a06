import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../../electron/engines/provider/connection.ts'
import { beginCall, limitsOf, type CallKind } from '../../../electron/engines/provider/limits.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const LIMITS = { firstMs: 12_000, nextMs: 8000, latestMs: 20_000, wordsMs: 10_000 }
const open = new AbortController().signal
const begin = (outer = open) =>
  beginCall(
    connect(loopbackModel('llm', 'http://127.0.0.1:9/v1', { options: { limits: LIMITS } })),
    'text',
    outer,
  )

describe('how long an answer may stand still', () => {
  /** What main's clients wait for before they end the worker: a first token; a transcript, a clause. */
  const MAIN: Readonly<Record<CallKind, number>> = {
    text: 30_000,
    sound: 15_000,
    transcript: 15_000,
  }

  it.each(['text', 'sound', 'transcript'] as const)('leaves the next engine time: %s', (kind) => {
    for (const onThisMachine of [true, false]) {
      const { firstMs, nextMs, latestMs } = limitsOf({ onThisMachine, limits: undefined }, kind)
      expect(firstMs).toBeLessThanOrEqual(latestMs)
      expect(nextMs).toBeLessThanOrEqual(firstMs)
      expect(latestMs).toBeLessThan(MAIN[kind])
    }
  })

  it.each([true, false])(
    'leaves it time between two words, too (on this machine: %s)',
    (onThisMachine) => {
      const { nextMs, wordsMs } = limitsOf({ onThisMachine, limits: undefined }, 'text')
      expect(nextMs).toBeLessThan(15_000)
      expect(wordsMs).toBeLessThan(15_000)
    },
  )
})

describe('a call', () => {
  it('is given up when nothing comes at first', () => {
    const call = begin()
    vi.advanceTimersByTime(11_999)
    expect([call.signal.aborted, call.stalled()]).toEqual([false, null])
    vi.advanceTimersByTime(1)
    expect(call.signal.aborted).toBe(true)
    expect(call.stalled()?.error).toMatchObject({
      code: 'provider.stalled',
      detail: 'nothing came for 12 s',
      params: { provider: 'Loopback' },
    })
    call.end()
  })

  it('is given up when nothing more comes', () => {
    const call = begin()
    call.progress()
    call.spoken()
    for (let piece = 0; piece < 10; piece += 1) {
      vi.advanceTimersByTime(7999)
      call.progress()
      call.spoken()
    }
    expect(call.stalled()).toBeNull()
    vi.advanceTimersByTime(8000)
    expect(call.stalled()).not.toBeNull()
    call.end()
  })

  it('is given up where a model thinks and thinks, and says no word', () => {
    const call = begin()
    for (let thought = 0; thought < 19; thought += 1) {
      vi.advanceTimersByTime(1000)
      call.progress()
    }
    expect(call.stalled()).toBeNull()
    vi.advanceTimersByTime(1000)
    expect(call.stalled()?.error.detail).toBe('not answered in 20 s')
    call.end()
  })

  it('is given up where a model thinks and thinks between two words', () => {
    const call = begin()
    call.progress()
    call.spoken()
    for (let thought = 0; thought < 9; thought += 1) {
      vi.advanceTimersByTime(1000)
      call.progress()
    }
    expect(call.stalled()).toBeNull()
    vi.advanceTimersByTime(1000)
    expect(call.stalled()?.error.detail).toBe('no word came for 10 s')
    call.end()
  })

  it('waits but for a moment behind the end of a reply', () => {
    const call = begin()
    call.progress()
    call.whole()
    vi.advanceTimersByTime(500)
    expect(call.signal.aborted).toBe(true)
    call.end()
  })

  it('is stopped by its caller, also one who had gone before, and that is no stall', () => {
    const abort = new AbortController()
    const call = begin(abort.signal)
    abort.abort()
    expect([call.signal.aborted, call.stalled()]).toEqual([true, null])
    expect(begin(AbortSignal.abort()).signal.aborted).toBe(true)
    call.end()
  })

  it('leaves no clock behind when it is over', () => {
    const call = begin()
    call.progress()
    call.end()
    expect(vi.getTimerCount()).toBe(0)
    expect(call.stalled()).toBeNull()
  })
})
