import type { AudioEvent } from '../../electron/contracts/audio.ts'
import type { VirtualTime } from '../support/virtual-time.ts'

/** Sound that left the loudspeaker: which chunk of which generation, from when to when. */
export interface HeardSound {
  readonly generation: number
  readonly index: number
  readonly fromMs: number
  toMs: number
}

interface Reply {
  readonly chunks: Map<number, number>
  released: boolean
  ducked: boolean
  count: number | null
  /** The chunk that sounds or comes next, and how much of it was heard. */
  index: number
  playedMs: number
  started: boolean
  sounding: HeardSound | null
  cancelTimer: (() => void) | null
}

const PROGRESS_MS = 100

/** The audio window's playback on virtual time: chunks in order, still while ducked, gone when stopped. */
export class ScriptedPlayback {
  readonly heard: HeardSound[] = []
  readonly #time: VirtualTime
  readonly #report: (event: AudioEvent) => void
  /** So much of a chunk is played, and then nothing more is said. */
  readonly #stopsAtMs: () => number
  readonly #replies = new Map<number, Reply>()
  readonly #ended = new Set<number>()

  constructor(
    time: VirtualTime,
    report: (event: AudioEvent) => void,
    stopsAtMs: () => number = () => Infinity,
  ) {
    this.#time = time
    this.#report = report
    this.#stopsAtMs = stopsAtMs
  }

  add(generation: number, index: number, chunkMs: number): void {
    this.#reply(generation).chunks.set(index, chunkMs)
    this.#advance(generation)
  }

  skip(generation: number, index: number): void {
    const { chunks } = this.#reply(generation)
    if (!chunks.has(index)) chunks.set(index, 0)
    this.#advance(generation)
  }

  play(generation: number): void {
    this.#reply(generation).released = true
    this.#advance(generation)
  }

  close(generation: number, count: number): void {
    this.#reply(generation).count = count
    this.#advance(generation)
  }

  duck(generation: number, ducked: boolean): void {
    const reply = this.#reply(generation)
    reply.ducked = ducked
    if (ducked) this.#fallSilent(reply)
    else this.#advance(generation)
  }

  stop(generation: number): void {
    this.#fallSilent(this.#reply(generation))
    this.#ended.add(generation)
  }

  #reply(generation: number): Reply {
    const known = this.#replies.get(generation)
    if (known !== undefined) return known
    const fresh: Reply = {
      chunks: new Map(),
      released: false,
      ducked: false,
      count: null,
      index: 0,
      playedMs: 0,
      started: false,
      sounding: null,
      cancelTimer: null,
    }
    this.#replies.set(generation, fresh)
    return fresh
  }

  #fallSilent(reply: Reply): void {
    reply.cancelTimer?.()
    reply.cancelTimer = null
    if (reply.sounding === null) return
    // It was told last how far it had come then.
    reply.playedMs += this.#time.nowMs - reply.sounding.toMs
    reply.sounding.toMs = this.#time.nowMs
    reply.sounding = null
  }

  #advance(generation: number): void {
    const reply = this.#reply(generation)
    if (this.#stopsAtMs() === 0 || this.#ended.has(generation)) return
    if (!reply.released || reply.ducked || reply.sounding !== null) return
    if (reply.count === reply.index && reply.index > 0) {
      this.#ended.add(generation)
      this.#report({ type: 'playback-end', generation, atMs: this.#time.nowMs })
      return
    }
    const chunkMs = reply.chunks.get(reply.index)
    if (chunkMs === undefined) return
    if (chunkMs === 0) {
      reply.index += 1
      this.#advance(generation)
      return
    }
    const fromMs = this.#time.nowMs
    reply.sounding = { generation, index: reply.index, fromMs, toMs: fromMs }
    this.heard.push(reply.sounding)
    if (!reply.started) {
      reply.started = true
      this.#report({ type: 'playback-start', generation, atMs: fromMs })
    }
    this.#tell(generation, reply, chunkMs)
  }

  #tell(generation: number, reply: Reply, chunkMs: number): void {
    const { index, playedMs } = reply
    if (playedMs > this.#stopsAtMs()) return
    const atMs = this.#time.nowMs
    if (reply.sounding !== null) reply.sounding.toMs = atMs
    this.#report({ type: 'playback-progress', generation, index, playedMs, chunkMs, atMs })
    // What was reported may have led to a stop or to standing still.
    if (this.#ended.has(generation) || reply.sounding === null) return
    if (playedMs >= chunkMs) {
      reply.sounding = null
      reply.index += 1
      reply.playedMs = 0
      this.#advance(generation)
      return
    }
    const next = Math.min(PROGRESS_MS, chunkMs - playedMs)
    reply.cancelTimer = this.#time.setTimer(next, () => {
      reply.cancelTimer = null
      reply.playedMs += next
      this.#tell(generation, reply, chunkMs)
    })
  }
}
