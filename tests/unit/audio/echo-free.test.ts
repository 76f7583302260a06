import { describe, expect, it } from 'vitest'
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import { EchoFree } from '../../../renderer/audio/capture/echo-free.ts'
import type { SourceFrame } from '../../../renderer/audio/capture/frame-source.ts'
import type { OpenMicrophone } from '../../../renderer/audio/capture/open-microphone.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** Plain sound is 1, sound without echo 0.5 and silence 0. */
const PLAIN = 1
const CANCELLED = 0.5
const STREAM = {} as MediaStream

/** A room in which a reply is audible for a while, and a microphone that is opened twice. */
class Room {
  readonly time = new VirtualTime()
  readonly delivered: { level: number; startedAtMs: number; echoLikeness: number | null }[] = []
  readonly opened: string[] = []
  live = 0
  replyFromMs = Infinity
  replyUntilMs = -Infinity
  /** Milliseconds that the second stream needs more than the first one. */
  lag = 0
  refuses = false
  /** What the comparison says: whether the microphone hears the reply, and the likeness of a frame. */
  readonly comparison = {
    hears: null as boolean | null,
    forgotten: 0,
    ofPlain: 0.3,
    ofCancelled: 0.7,
    hearPlain: () => this.comparison.ofPlain,
    hearCancelled: () => this.comparison.ofCancelled,
    forget: () => {
      this.comparison.forgotten++
    },
  }
  #frame: ((frame: SourceFrame) => void) | null = null
  #second: OpenMicrophone | null = null
  #startedAtMs = 0
  #plainFrames = 0

  readonly echoFree = new EchoFree<{ samples: Float32Array; startedAtMs: number }>({
    clock: this.time.clock,
    open: async (deviceId) => {
      if (this.refuses) throw new Error('refused')
      this.opened.push(deviceId ?? 'default')
      this.live++
      this.#second = {
        label: '',
        identity: '',
        latencyMs: 0,
        stream: STREAM,
        onEnded: null,
        onMuteChange: null,
        stop: () => {
          this.live--
        },
      }
      return this.#second
    },
    start: async (_stream, onFrame) => {
      this.#frame = onFrame
      this.#startedAtMs = this.time.clock.nowMs()
      return () => {
        this.#frame = null
      }
    },
    replyAudible: (atMs) => atMs >= this.replyFromMs && atMs < this.replyUntilMs,
    meter: this.comparison,
    deliver: ({ samples, startedAtMs }, echoLikeness) =>
      this.delivered.push({ level: samples[0] ?? Number.NaN, startedAtMs, echoLikeness }),
  })

  /** The device goes away under the second stream. */
  unplugSecond(): void {
    this.#second?.onEnded?.()
  }

  async runFrames(count: number): Promise<void> {
    let sent = 0
    for (let i = 0; i < count; i++) {
      await this.time.advanceAsync(FRAME_MS)
      const nowMs = this.time.clock.nowMs()
      const total = Math.floor((nowMs - this.#startedAtMs - this.lag) / FRAME_MS)
      if (this.#frame !== null) {
        for (sent = Math.max(sent, this.#sent); sent < total; sent++) {
          this.#sent = sent + 1
          this.#frame({
            samples: new Float32Array(FRAME_SAMPLES).fill(CANCELLED),
            endSample: (sent + 1) * FRAME_SAMPLES,
          })
        }
      } else {
        this.#sent = 0
      }
      this.#plainFrames++
      this.echoFree.push({
        samples: new Float32Array(FRAME_SAMPLES).fill(PLAIN),
        startedAtMs: nowMs - FRAME_MS,
      })
    }
  }
  #sent = 0

  get pushed(): number {
    return this.#plainFrames
  }

  reply(fromInMs: number, forMs: number): void {
    const nowMs = this.time.clock.nowMs()
    this.replyFromMs = nowMs + fromInMs
    this.replyUntilMs = this.replyFromMs + forMs
    this.echoFree.expectReply()
  }

  levelsBetween(fromMs: number, untilMs: number): ReadonlySet<number> {
    const within = this.delivered.filter(
      ({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < untilMs,
    )
    return new Set(within.map(({ level }) => level))
  }
}

describe('a microphone without our own voice', () => {
  it('passes on what is heard as it is while no reply is audible', async () => {
    const room = new Room()
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(20)
    expect(room.delivered.map(({ level }) => level)).toEqual(Array(20).fill(PLAIN))
    expect(room.opened).toEqual([])
  })

  it.each([0, 20, 70])('takes the reply out of it, %i ms late', async (lag) => {
    const room = new Room()
    room.lag = lag
    room.echoFree.follow('desk', 'desk')
    await room.runFrames(10)
    room.reply(400, 1000)
    const { replyFromMs, replyUntilMs } = room
    await room.runFrames(80)
    expect(room.opened).toEqual(['desk'])
    expect(room.levelsBetween(replyFromMs, replyUntilMs)).toEqual(new Set([CANCELLED]))
    expect(room.levelsBetween(0, replyFromMs - 100)).toEqual(new Set([PLAIN]))
    expect(room.levelsBetween(replyUntilMs + 100, Infinity)).toEqual(new Set([PLAIN]))
  })

  it('loses no frame and repeats none', async () => {
    const room = new Room()
    room.lag = 45
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(5)
    room.reply(50, 640)
    await room.runFrames(60)
    const times = room.delivered.map(({ startedAtMs }) => startedAtMs)
    expect(times).toEqual(Array.from({ length: room.pushed }, (_, i) => i * FRAME_MS))
  })

  it('hears silence, not itself, where the second stream cannot be had', async () => {
    const room = new Room()
    room.refuses = true
    room.echoFree.follow(null, 'built-in')
    room.reply(0, 640)
    const { replyFromMs, replyUntilMs } = room
    await room.runFrames(60)
    expect(room.levelsBetween(replyFromMs, replyUntilMs)).toEqual(new Set([0]))
    expect(room.delivered).toHaveLength(60)
    room.refuses = false
    room.reply(100, 640)
    await room.runFrames(60)
    expect(room.levelsBetween(room.replyFromMs, room.replyUntilMs)).toEqual(new Set([CANCELLED]))
  })

  it('closes the second stream with the first, and when no reply came for long', async () => {
    const room = new Room()
    room.echoFree.follow(null, 'built-in')
    room.reply(0, 640)
    await room.runFrames(30)
    expect(room.live).toBe(1)
    await room.time.advanceAsync(30_000)
    expect(room.live).toBe(1)
    await room.time.advanceAsync(31_000)
    expect(room.live).toBe(0)
    room.reply(0, 640)
    await room.runFrames(3)
    expect(room.live).toBe(1)
    room.echoFree.leave()
    expect(room.live).toBe(0)
    room.reply(0, 640)
    await room.runFrames(3)
    expect(room.live).toBe(0)
  })

  it('stays open through a reply that takes longer than that', async () => {
    const room = new Room()
    room.echoFree.follow(null, 'built-in')
    room.reply(0, 90_000)
    await room.time.advanceAsync(61_000)
    expect(room.live).toBe(1)
    await room.time.advanceAsync(60_000)
    expect(room.live).toBe(0)
  })

  it('moves with the first stream to another device, and back after it was taken away', async () => {
    const room = new Room()
    room.echoFree.follow('desk', 'desk')
    room.reply(0, 5000)
    await room.runFrames(10)
    room.echoFree.follow('headset', 'headset')
    await room.runFrames(10)
    expect([room.opened, room.live]).toEqual([['desk', 'headset'], 1])
    room.unplugSecond()
    expect(room.live).toBe(0)
    room.echoFree.expectReply()
    await room.runFrames(3)
    expect([room.opened, room.live]).toEqual([['desk', 'headset', 'headset'], 1])
  })

  it('hears the person as they are where the microphone does not hear the reply', async () => {
    const room = new Room()
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(5)
    room.reply(0, 3000)
    const { replyFromMs } = room
    await room.runFrames(20)
    room.comparison.hears = false
    await room.runFrames(20)
    expect(room.levelsBetween(replyFromMs, replyFromMs + 400)).toEqual(new Set([CANCELLED]))
    expect(room.levelsBetween(replyFromMs + 700, replyFromMs + 1200)).toEqual(new Set([PLAIN]))
    await room.runFrames(100)
    // It is known now: the next reply is heard as it is from its beginning.
    room.reply(0, 3000)
    await room.runFrames(60)
    expect(room.levelsBetween(room.replyFromMs, room.replyFromMs + 1500)).toEqual(new Set([PLAIN]))
  })

  it('tells of each frame how much the reply explains of what is delivered', async () => {
    const room = new Room()
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(5)
    room.reply(0, 640)
    await room.runFrames(60)
    const likenessOf = (level: number) =>
      new Set(
        room.delivered
          .filter((frame) => frame.level === level)
          .map(({ echoLikeness }) => echoLikeness),
      )
    expect(likenessOf(PLAIN)).toEqual(new Set([0.3]))
    expect(likenessOf(CANCELLED)).toEqual(new Set([0.7]))
  })

  it('takes the person from the plain stream where neither stream is the reply', async () => {
    const room = new Room()
    const { comparison } = room
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(5)
    room.reply(0, 10_000)
    const levelsWhen = async (hears: boolean | null, ofPlain: number, ofCancelled: number) => {
      await room.runFrames(10)
      Object.assign(comparison, { hears, ofPlain, ofCancelled })
      await room.runFrames(10)
      const fromMs = room.time.clock.nowMs()
      await room.runFrames(10)
      return room.levelsBetween(fromMs, room.time.clock.nowMs())
    }
    expect(await levelsWhen(true, 0.1, 0.1)).toEqual(new Set([PLAIN]))
    expect(await levelsWhen(true, 0.1, 0.9)).toEqual(new Set([CANCELLED]))
    expect(await levelsWhen(true, 0.9, 0.1)).toEqual(new Set([CANCELLED]))
    expect(await levelsWhen(null, 0, 0)).toEqual(new Set([CANCELLED]))
  })

  it('compares anew with another microphone, and not with the same one opened again', () => {
    const room = new Room()
    room.echoFree.follow('desk', 'desk')
    const { forgotten } = room.comparison
    room.echoFree.leave()
    room.echoFree.follow('desk', 'desk')
    expect(room.comparison.forgotten).toBe(forgotten)
    room.echoFree.follow('headset', 'headset')
    expect(room.comparison.forgotten).toBe(forgotten + 1)
  })

  it('opens the second stream also where the first one opens during a reply', async () => {
    const room = new Room()
    room.reply(0, 3000)
    await room.time.advanceAsync(500)
    expect(room.opened).toEqual([])
    room.echoFree.follow(null, 'built-in')
    await room.runFrames(3)
    expect(room.live).toBe(1)
  })
})
