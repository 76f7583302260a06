import { describe, expect, it } from 'vitest'
import { readBlocks } from '../../../renderer/audio/capture/block-reader.ts'
import { Rest } from '../../../renderer/audio/capture/rest.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** As long as a frame is: each block completes one. */
const BLOCK_MS = 32

/** A queue of sound that a window reads, and the window's rest. */
class Queue {
  readonly time = new VirtualTime(10_000)
  allowed = true
  /** What the window needs to read a block, beyond waiting for it. */
  slowMs = 0
  completesFrames = true
  readonly taken: { block: number; lateMs: number }[] = []
  rests = 0
  readonly rest = new Rest({ clock: this.time.clock, isAllowed: () => this.allowed })
  readonly #startMs = this.time.nowMs
  #ended = false

  start(): void {
    void readBlocks({
      clock: this.time.clock,
      read: () => this.#read(),
      rest: () => {
        const resting = this.rest.begin()
        if (resting !== null) this.rests++
        return resting
      },
    })
  }

  end(): void {
    this.#ended = true
  }

  get newestLateMs(): number {
    return this.taken.at(-1)?.lateMs ?? Infinity
  }

  /** How much sound lies in the queue. */
  get waitingMs(): number {
    return this.time.nowMs - this.#startMs - this.taken.length * BLOCK_MS
  }

  async #read() {
    const block = this.taken.length + 1
    const thereAtMs = this.#startMs + block * BLOCK_MS
    const waitMs = Math.max(thereAtMs - this.time.nowMs, 0) + this.slowMs
    if (waitMs > 0) await new Promise<void>((resolve) => this.time.setTimer(waitMs, resolve))
    if (this.#ended) return null
    this.taken.push({ block, lateMs: this.time.nowMs - thereAtMs })
    return { durationMs: BLOCK_MS, completedFrame: this.completesFrames }
  }
}

describe('sound that may wait', () => {
  it('is fetched many blocks at a time, all of them and in order', async () => {
    const queue = new Queue()
    queue.start()
    await queue.time.advanceAsync(10_000)
    expect(queue.taken.map(({ block }) => block)).toEqual(queue.taken.map((_, i) => i + 1))
    expect(queue.waitingMs).toBeLessThan(300)
    expect(queue.rests).toBeGreaterThan(30)
    expect(queue.rests).toBeLessThan(45)
  })

  it('is fetched block by block while somebody is listened to', async () => {
    const queue = new Queue()
    queue.allowed = false
    queue.start()
    await queue.time.advanceAsync(3000)
    expect(Math.max(...queue.taken.map(({ lateMs }) => lateMs))).toBe(0)
    expect(queue.rests).toBe(0)
  })

  it('is there at once when a rest is ended, with all that waited', async () => {
    const queue = new Queue()
    queue.start()
    await queue.time.advanceAsync(3100)
    while (queue.waitingMs < 150) await queue.time.advanceAsync(10)
    queue.allowed = false
    queue.rest.end()
    await queue.time.advanceAsync(0)
    expect(queue.waitingMs).toBeLessThan(BLOCK_MS)
  })

  it('does not wait while something sounds', async () => {
    const queue = new Queue()
    queue.start()
    await queue.time.advanceAsync(1000)
    queue.rest.stayAwakeFor(1500)
    await queue.time.advanceAsync(0)
    const before = { taken: queue.taken.length, rests: queue.rests }
    await queue.time.advanceAsync(1400)
    expect(Math.max(...queue.taken.slice(before.taken).map(({ lateMs }) => lateMs))).toBe(0)
    expect(queue.rests).toBe(before.rests)
    await queue.time.advanceAsync(1000)
    expect(queue.rests).toBeGreaterThan(before.rests)
  })

  it('keeps the latest of the moments until which it must not wait', () => {
    const { time, rest } = new Queue()
    rest.stayAwakeFor(1000)
    rest.stayAwakeFor(10)
    time.advance(500)
    expect(rest.begin()).toBeNull()
    time.advance(500)
    expect(rest.begin()).not.toBeNull()
  })

  it('rests behind a whole frame only', async () => {
    const queue = new Queue()
    queue.completesFrames = false
    queue.start()
    await queue.time.advanceAsync(1000)
    expect(queue.rests).toBe(0)
  })

  it('does not grow where a busy window takes long for every block', async () => {
    const queue = new Queue()
    queue.start()
    await queue.time.advanceAsync(5000)
    queue.slowMs = 12
    await queue.time.advanceAsync(60_000)
    expect(queue.waitingMs).toBeLessThan(1000)
    queue.slowMs = 0
    await queue.time.advanceAsync(1000)
    expect(queue.newestLateMs).toBe(0)
  })

  it('ends with its stream, and leaves no timer behind', async () => {
    const queue = new Queue()
    queue.start()
    await queue.time.advanceAsync(1000)
    queue.end()
    await queue.time.advanceAsync(1000)
    const taken = queue.taken.length
    await queue.time.advanceAsync(1000)
    expect(queue.taken.length).toBe(taken)
    expect(queue.time.waiting).toBe(0)
  })
})
