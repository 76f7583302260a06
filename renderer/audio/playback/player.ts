import type { AudioEvent, PlaybackMessage } from '../../../electron/contracts/audio.ts'
import { toCodedError } from '../../../electron/contracts/errors.ts'
import type { Clock } from '../clock.ts'
import type { AudibleSpan } from './audible-span.ts'
import type { SpokenLevels } from '../likeness/spoken-levels.ts'
import { FADE_MS, type Loudspeaker } from './loudspeaker.ts'
import { Reply, type PlacedSpan } from './reply.ts'
import type { RecordedReply } from './reply-recording.ts'

/**
 * Plays replies.
 *
 * Invariants:
 * 1. At most one generation is audible; `play` of another silences it.
 * 2. Once a generation was stopped, failed or ended, nothing more of it is heard or reported, except
 *    that `stop` first reports how far it was heard.
 * 3. A generation that began to play ends by `stop`, by `playback-end`, or by `playback-failed` and
 *    then `playback-end`: also where the loudspeaker is gone.
 * 4. Progress tells only what came out of the device, as far as the device says.
 * 5. A reply stands still while main has ducked it or the reflex holds it, and does not begin where
 *    it was not heard yet. The reflex holds the one that plays at that moment and no other.
 * 6. An interlude sounds only while the active reply has no sound, and never with it; nothing is
 *    reported of it.
 */
export interface PlayerPorts {
  readonly clock: Clock
  readonly loudspeaker: Loudspeaker
  readonly audible: AudibleSpan
  /** What is said, for the comparison with what the microphone hears. */
  readonly spoken: Pick<SpokenLevels, 'place' | 'cut'>
  readonly report: (event: AudioEvent) => void
  /** Takes the sound of replies as they were heard, where that is wanted. */
  readonly record?: {
    readonly isOn: () => boolean
    readonly take: (generation: number, recorded: RecordedReply) => void
  }
}

const PROGRESS_MS = 100
/** Timers are no more exact than this. */
const SOONEST_MS = 4
/** A device that plays nothing for so long is gone; Bluetooth ones take half a second to start. */
const STALLED_MS = 1500
/** Numbers of generations only grow; late audio is seconds late, not hundreds of replies. */
const REMEMBERED_ENDS = 200

export class Player {
  readonly #ports: PlayerPorts
  readonly #replies = new Map<number, Reply>()
  readonly #ended = new Set<number>()
  /** Generations that main has ducked. */
  readonly #ducked = new Set<number>()
  #held: Reply | null = null
  #active: Reply | null = null
  #interlude: Reply | null = null
  #cancelTick: (() => void) | null = null
  #lastAudible = { sample: -1, atMs: 0, rebuilt: false }
  #deviceMissing = false

  constructor(ports: PlayerPorts) {
    this.#ports = ports
  }

  receive(message: PlaybackMessage): void {
    const reply = this.#reply(message.generation)
    if (reply === null) return
    switch (message.type) {
      case 'pcm':
        reply.add(message.index, message.samples, message.sampleRateHz)
        break
      case 'chunk-end':
        reply.end(message.index)
    }
    this.#advance(reply)
  }

  play(generation: number): void {
    const reply = this.#reply(generation)
    if (reply === null || reply === this.#active) return
    if (this.#active !== null) this.stop(this.#active.generation)
    this.#active = reply
    this.#ports.loudspeaker.wake().catch(() => undefined)
    this.#advance(reply)
    void this.#checkDevice(reply)
  }

  /** Plays a short saying until the active reply has something to play. */
  interlude(generation: number): void {
    this.#endInterlude()
    if (this.#active?.hasSound === true) {
      this.#bury(generation)
      return
    }
    const reply = this.#reply(generation)
    if (reply === null) return
    this.#interlude = reply
    this.#ports.loudspeaker.wake().catch(() => undefined)
    this.#placeInterlude(reply)
  }

  close(generation: number, chunkCount: number): void {
    const reply = this.#reply(generation)
    reply?.close(chunkCount)
    if (reply !== null) this.#advance(reply)
  }

  /** Nothing (more) of the chunk comes: what follows it may be heard. */
  skip(generation: number, index: number): void {
    const reply = this.#reply(generation)
    reply?.end(index)
    if (reply !== null) this.#advance(reply)
  }

  stop(generation: number): void {
    if (this.#interlude?.generation === generation) {
      this.#endInterlude()
      return
    }
    const reply = this.#replies.get(generation)
    if (reply !== undefined && reply === this.#active) {
      this.#reportProgress(reply, this.#ports.loudspeaker.audibleSample())
      reply.silence()
      this.#cut()
      this.#record(reply)
    }
    this.#bury(generation)
  }

  /** Main's word: ducked is silent at once, and still; else it goes on from where it was. */
  duck(generation: number, ducked: boolean): void {
    const reply = this.#reply(generation)
    if (reply === null) return
    if (ducked) this.#ducked.add(generation)
    else this.#ducked.delete(generation)
    this.#stand(reply)
  }

  /** The reflex: the reply that plays stands still, or goes on where main does not object. */
  hold(held: boolean): void {
    const reply = held ? this.#active : this.#held
    this.#held = held ? reply : null
    if (reply !== null && !this.#ended.has(reply.generation)) this.#stand(reply)
  }

  #stand(reply: Reply): void {
    const still = this.#ducked.has(reply.generation) || this.#held === reply
    if (!reply.duck(still) || reply !== this.#active) return
    if (still) this.#cut()
    this.#advance(reply)
  }

  /** What was placed is not heard after all, but for what the device already holds. */
  #cut(): void {
    const { clock, audible, loudspeaker, spoken } = this.#ports
    const heldMs =
      ((loudspeaker.earliestSample() - loudspeaker.audibleSample()) / loudspeaker.sampleRateHz) *
      1000
    const silentAtMs = clock.nowMs() + Math.max(FADE_MS, heldMs)
    audible.cut(silentAtMs)
    spoken.cut(silentAtMs)
  }

  /** A new worker speaks: what the old one had begun comes again from its beginning. */
  restart(): void {
    for (const reply of this.#replies.values()) reply.restart()
  }

  #reply(generation: number): Reply | null {
    if (this.#ended.has(generation)) return null
    const known = this.#replies.get(generation)
    if (known !== undefined) return known
    const isRecorded = this.#ports.record?.isOn() ?? false
    const reply = new Reply(generation, this.#ports.loudspeaker, isRecorded)
    this.#replies.set(generation, reply)
    return reply
  }

  /** Places what came, and looks after the reply from here on. */
  #advance(reply: Reply): void {
    if (reply === this.#interlude) this.#placeInterlude(reply)
    if (reply !== this.#active) return
    if (this.#interlude !== null && reply.isReady) this.#endInterlude()
    const span = reply.place()
    if (span !== null) {
      this.#mark(span)
      if (this.#cancelTick === null) this.#lastAudible = { ...this.#lastAudible, sample: -1 }
    }
    this.#tick(reply)
  }

  #placeInterlude(reply: Reply): void {
    const span = reply.place()
    if (span !== null) this.#mark(span)
  }

  /** What was placed will be heard. */
  #mark({ startsInMs, endsInMs, sounds }: PlacedSpan): void {
    const { clock, audible, spoken } = this.#ports
    const nowMs = clock.nowMs()
    audible.mark(nowMs + startsInMs, nowMs + endsInMs)
    for (const sound of sounds) {
      spoken.place({ samples: sound.samples, startsAtMs: nowMs + sound.startsInMs })
    }
  }

  /** The reply has sound, or nothing is to be said any more. */
  #endInterlude(): void {
    const interlude = this.#interlude
    if (interlude === null) return
    this.#interlude = null
    interlude.silence()
    this.#cut()
    this.#bury(interlude.generation)
  }

  #tick(reply: Reply): void {
    this.#cancelTick?.()
    this.#cancelTick = null
    if (reply !== this.#active) return
    const { clock, loudspeaker } = this.#ports
    const audibleSample = loudspeaker.audibleSample()
    this.#reportProgress(reply, audibleSample)
    if (reply.isFinished(audibleSample)) {
      // Before main hears that it is over, and lets go of what was said in it.
      this.#record(reply)
      this.#bury(reply.generation)
      this.#report({ type: 'playback-end', generation: reply.generation, atMs: clock.nowMs() })
      return
    }
    const dueInMs = reply.dueInMs(audibleSample)
    // Nothing to play: the next piece comes back here.
    if (dueInMs === null) return
    loudspeaker.wake().catch(() => undefined)
    if (this.#isStalled(audibleSample)) {
      this.#recover(reply)
      return
    }
    const delayMs = Math.max(SOONEST_MS, Math.min(PROGRESS_MS, dueInMs))
    this.#cancelTick = clock.setTimer(delayMs, () => this.#tick(reply))
  }

  #reportProgress(reply: Reply, audibleSample: number): void {
    const { clock } = this.#ports
    const atMs = clock.nowMs()
    const heard = reply.listen(audibleSample)
    if (heard === null) return
    const { generation } = reply
    if (heard.first) {
      this.#report({ type: 'playback-start', generation, atMs: atMs - heard.sinceStartMs })
    }
    const { index, playedMs, chunkMs } = heard
    this.#report({ type: 'playback-progress', generation, index, playedMs, chunkMs, atMs })
  }

  #isStalled(sample: number): boolean {
    const atMs = this.#ports.clock.nowMs()
    if (sample > this.#lastAudible.sample) {
      const moved = this.#lastAudible.sample >= 0
      this.#lastAudible = { sample, atMs, rebuilt: this.#lastAudible.rebuilt && !moved }
      return false
    }
    return atMs - this.#lastAudible.atMs > STALLED_MS
  }

  /** The reply plays meanwhile: there nearly always is a device, and asking takes a moment. */
  async #checkDevice(reply: Reply): Promise<void> {
    const present = await this.#ports.loudspeaker.isPresent().catch(() => true)
    const returned = present && this.#deviceMissing
    this.#deviceMissing = !present
    if (reply !== this.#active) return
    if (!present) this.#fail(reply, 'there is no loudspeaker')
    else if (returned) this.#moveToAnotherDevice(reply)
  }

  /** Once on another device; if that plays nothing either, there is none. */
  #recover(reply: Reply): void {
    if (this.#lastAudible.rebuilt) {
      this.#fail(reply, 'the loudspeaker plays nothing')
      return
    }
    this.#moveToAnotherDevice(reply)
    void this.#checkDevice(reply)
  }

  #moveToAnotherDevice(reply: Reply): void {
    const { clock, loudspeaker } = this.#ports
    this.#lastAudible = { sample: -1, atMs: clock.nowMs(), rebuilt: true }
    // Nothing of it is heard where and when it was to be: what follows is marked anew.
    this.#cut()
    // Where the device hangs the promise never settles: the next stall ends it.
    loudspeaker.rebuild().catch((thrown: unknown) => this.#fail(reply, toCodedError(thrown).detail))
    reply.replace()
    const span = reply.place()
    if (span !== null) this.#mark(span)
    this.#cancelTick?.()
    this.#cancelTick = clock.setTimer(PROGRESS_MS, () => this.#tick(reply))
  }

  #fail(reply: Reply, detail = ''): void {
    const { generation } = reply
    if (this.#ended.has(generation)) return
    reply.silence()
    if (reply === this.#active) this.#cut()
    this.#lastAudible = { sample: -1, atMs: this.#ports.clock.nowMs(), rebuilt: false }
    this.#record(reply)
    this.#bury(generation)
    this.#report({ type: 'playback-failed', generation, error: { code: 'speaker.absent', detail } })
    this.#report({ type: 'playback-end', generation, atMs: this.#ports.clock.nowMs() })
  }

  #record(reply: Reply): void {
    const recorded = reply.recorded()
    if (recorded !== null) this.#ports.record?.take(reply.generation, recorded)
  }

  #bury(generation: number): void {
    if (this.#active?.generation === generation) {
      this.#active = null
      this.#cancelTick?.()
      this.#cancelTick = null
    }
    if (this.#held?.generation === generation) this.#held = null
    this.#ducked.delete(generation)
    this.#replies.delete(generation)
    this.#ended.add(generation)
    for (const oldest of this.#ended) {
      if (this.#ended.size <= REMEMBERED_ENDS) break
      this.#ended.delete(oldest)
    }
  }

  #report(event: AudioEvent): void {
    this.#ports.report(event)
  }
}
