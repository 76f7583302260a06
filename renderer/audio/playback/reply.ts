import { createResampler, type Resampler } from '../resampler.ts'
import { ChunkLine } from './chunk-line.ts'
import type { Loudspeaker, Voice } from './loudspeaker.ts'
import { ReplyRecording, type RecordedReply } from './reply-recording.ts'
import { Timeline } from './timeline.ts'

/** What was heard since the last look. */
interface Heard {
  readonly index: number
  readonly playedMs: number
  readonly chunkMs: number
  /** It is the first that is heard of this reply, which began so long ago. */
  readonly first: boolean
  readonly sinceStartMs: number
}

/** What was given to the loudspeaker, and in how many milliseconds it is heard. */
export interface PlacedSpan {
  readonly startsInMs: number
  readonly endsInMs: number
  readonly sounds: readonly { readonly samples: Float32Array; readonly startsInMs: number }[]
}

/**
 * One generation's sound: chunks in, placed on the loudspeaker's clock, heard.
 *
 * Invariants:
 * 1. Nothing is placed before `place` is called for the first time.
 * 2. After `silence` nothing is placed any more.
 * 3. While ducked it is silent and stands still; then it goes on from where it was, nothing lost.
 */
export class Reply {
  readonly generation: number
  readonly #loudspeaker: Loudspeaker
  readonly #line = new ChunkLine()
  readonly #timeline = new Timeline()
  readonly #resamplers = new Map<
    number,
    { readonly resampler: Resampler; readonly sampleRateHz: number }
  >()
  #voice: Voice | null = null
  /** Where it stands still, and whether it is still to be taken up from there. */
  #duckedAtSample: number | null = null
  #interrupted = false
  #silenced = false
  #started = false
  #lastHeard = ''
  readonly #recording: ReplyRecording | null
  #heard: { readonly index: number; readonly playedMs: number } | null = null

  /** @param isRecorded its sound is to be kept */
  constructor(generation: number, loudspeaker: Loudspeaker, isRecorded = false) {
    this.#recording = isRecorded ? new ReplyRecording() : null
    this.generation = generation
    this.#loudspeaker = loudspeaker
  }

  /** Something of it was given to the loudspeaker. */
  get hasSound(): boolean {
    return this.#timeline.startSample !== null
  }

  /** The next call of `place` gives something to the loudspeaker. */
  get isReady(): boolean {
    return !this.#silenced && this.#duckedAtSample === null && this.#line.hasPieces
  }

  add(index: number, samples: Float32Array, sampleRateHz: number): void {
    this.#recording?.add(index, samples, sampleRateHz)
    const known = this.#resamplers.get(index)
    if (known?.sampleRateHz === sampleRateHz) {
      this.#line.add(index, known.resampler.push(samples))
      return
    }
    // Another voice goes on with the clause, at its own rate.
    if (known !== undefined) this.#line.add(index, known.resampler.flush())
    const resampler = createResampler(sampleRateHz, this.#loudspeaker.sampleRateHz)
    this.#resamplers.set(index, { resampler, sampleRateHz })
    this.#line.add(index, resampler.push(samples))
  }

  end(index: number): void {
    this.#recording?.end(index)
    const rest = this.#resamplers.get(index)?.resampler.flush()
    this.#resamplers.delete(index)
    if (rest !== undefined) this.#line.add(index, rest)
    this.#line.end(index)
  }

  close(chunkCount: number): void {
    this.#line.close(chunkCount)
  }

  restart(): void {
    this.#recording?.restart()
    this.#resamplers.clear()
    this.#line.restart()
  }

  /** Gives the loudspeaker what is ready; tells when that is heard, or null where nothing was. */
  place(): PlacedSpan | null {
    if (this.#silenced || this.#duckedAtSample !== null) return null
    const earliest = this.#loudspeaker.earliestSample()
    const placed = this.#interrupted ? [...this.#timeline.replace(earliest)] : []
    this.#interrupted = false
    for (const piece of this.#line.take()) placed.push(this.#timeline.place(piece, earliest))
    const [first] = placed
    if (first === undefined) return null
    this.#voice ??= this.#loudspeaker.openVoice()
    for (const piece of placed) this.#voice.play(piece.samples, piece.startSample)
    const audible = this.#loudspeaker.audibleSample()
    return {
      startsInMs: this.#milliseconds(first.startSample - audible),
      endsInMs: this.#milliseconds(this.#timeline.endSample - audible),
      sounds: placed.map(({ samples, startSample }) => ({
        samples,
        startsInMs: this.#milliseconds(startSample - audible),
      })),
    }
  }

  /** The loudspeaker was rebuilt: what was not heard is played on it. */
  replace(): void {
    this.#voice = null
    this.#interrupted = true
  }

  /**
   * Silent within `FADE_MS` and still, or to be taken up again with the next `place`. Whether that
   * changed anything.
   */
  duck(ducked: boolean): boolean {
    if (ducked === (this.#duckedAtSample !== null)) return false
    if (!ducked) {
      this.#duckedAtSample = null
      return true
    }
    // What the device already has is still heard: the clock of what was heard stops behind it.
    this.#duckedAtSample = this.#loudspeaker.earliestSample()
    this.#timeline.heardAt(this.#duckedAtSample)
    this.#voice?.silence()
    this.replace()
    return true
  }

  silence(): void {
    this.#silenced = true
    this.#voice?.silence()
  }

  /**
   * How far it has been heard when the loudspeaker is at `audibleSample`, or null where that is no
   * further than at the last look.
   */
  listen(audibleSample: number): Heard | null {
    const { startSample } = this.#timeline
    const position = this.#timeline.heardAt(
      Math.min(audibleSample, this.#duckedAtSample ?? Infinity),
    )
    if (position === null || startSample === null) return null
    const first = !this.#started
    const look = `${position.index} ${position.samples}`
    if (look === this.#lastHeard) return null
    this.#started = true
    this.#lastHeard = look
    const playedMs = this.#milliseconds(position.samples)
    this.#heard = { index: position.index, playedMs }
    return {
      index: position.index,
      playedMs,
      chunkMs: this.#milliseconds(this.#line.length(position.index)),
      first,
      sinceStartMs: this.#milliseconds(audibleSample - startSample),
    }
  }

  /** Its sound as far as it was heard at the last look; null where it is not recorded, or nothing was. */
  recorded(): RecordedReply | null {
    const { index, playedMs } = this.#heard ?? { index: -1, playedMs: 0 }
    return this.#recording?.until(index, playedMs) ?? null
  }

  /** Everything was heard, and nothing more comes. */
  isFinished(audibleSample: number): boolean {
    return !this.#interrupted && this.#line.exhausted && audibleSample >= this.#timeline.endSample
  }

  /**
   * How long until it begins to be heard, or has been heard; null where there is nothing to play at
   * the moment.
   */
  dueInMs(audibleSample: number): number | null {
    const { startSample, endSample } = this.#timeline
    if (this.#interrupted || startSample === null || audibleSample >= endSample) return null
    const next = audibleSample < startSample ? startSample : endSample
    return this.#milliseconds(next - audibleSample)
  }

  #milliseconds(samples: number): number {
    return (samples / this.#loudspeaker.sampleRateHz) * 1000
  }
}
