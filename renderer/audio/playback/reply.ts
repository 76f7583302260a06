import { createResampler, type Resampler } from '../resampler.ts'
import { ChunkLine } from './chunk-line.ts'
import type { Loudspeaker, Voice } from './loudspeaker.ts'
import { Timeline } from './timeline.ts'

/** What was heard since the last look. */
export interface Heard {
  readonly index: number
  readonly playedMs: number
  readonly chunkMs: number
  /** It is the first that is heard of this reply, which began so long ago. */
  readonly first: boolean
  readonly sinceStartMs: number
}

/**
 * One generation's sound: chunks in, placed on the loudspeaker's clock, heard.
 *
 * Invariants:
 * 1. Nothing is placed before `place` is called for the first time.
 * 2. After `silence` nothing is placed any more.
 */
export class Reply {
  readonly generation: number
  readonly #loudspeaker: Loudspeaker
  readonly #line = new ChunkLine()
  readonly #timeline = new Timeline()
  readonly #resamplers = new Map<number, Resampler>()
  #voice: Voice | null = null
  #ducked = false
  #silenced = false
  #started = false
  #lastHeard = ''

  constructor(generation: number, loudspeaker: Loudspeaker) {
    this.generation = generation
    this.#loudspeaker = loudspeaker
  }

  add(index: number, samples: Float32Array, sampleRateHz: number): void {
    const resampler =
      this.#resamplers.get(index) ?? createResampler(sampleRateHz, this.#loudspeaker.sampleRateHz)
    this.#resamplers.set(index, resampler)
    this.#line.add(index, resampler.push(samples))
  }

  end(index: number): void {
    const rest = this.#resamplers.get(index)?.flush()
    this.#resamplers.delete(index)
    if (rest !== undefined) this.#line.add(index, rest)
    this.#line.end(index)
  }

  close(chunkCount: number): void {
    this.#line.close(chunkCount)
  }

  restart(): void {
    this.#resamplers.clear()
    this.#line.restart()
  }

  /** Gives the loudspeaker what is ready; tells when that is heard, or null where nothing was. */
  place(): { readonly startsInMs: number; readonly endsInMs: number } | null {
    if (this.#silenced) return null
    const pieces = this.#line.take()
    if (pieces.length === 0) return null
    this.#voice ??= this.#openVoice()
    const earliest = this.#loudspeaker.earliestSample()
    let startSample: number | null = null
    for (const piece of pieces) {
      const placed = this.#timeline.place(piece, earliest)
      startSample ??= placed.startSample
      this.#voice.play(placed.samples, placed.startSample)
    }
    const audible = this.#loudspeaker.audibleSample()
    return {
      startsInMs: this.#milliseconds((startSample ?? earliest) - audible),
      endsInMs: this.#milliseconds(this.#timeline.endSample - audible),
    }
  }

  /** The loudspeaker was rebuilt: what was not heard is played on it. */
  replace(): void {
    this.#voice = this.#openVoice()
    for (const piece of this.#timeline.replace(this.#loudspeaker.earliestSample())) {
      this.#voice.play(piece.samples, piece.startSample)
    }
  }

  duck(ducked: boolean): void {
    this.#ducked = ducked
    this.#voice?.duck(ducked)
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
    const position = this.#timeline.heardAt(audibleSample)
    if (position === null || startSample === null) return null
    const first = !this.#started
    const look = `${position.index} ${position.samples}`
    if (look === this.#lastHeard) return null
    this.#started = true
    this.#lastHeard = look
    return {
      index: position.index,
      playedMs: this.#milliseconds(position.samples),
      chunkMs: this.#milliseconds(this.#line.length(position.index)),
      first,
      sinceStartMs: this.#milliseconds(audibleSample - startSample),
    }
  }

  /** Everything was heard, and nothing more comes. */
  isFinished(audibleSample: number): boolean {
    return this.#line.exhausted && audibleSample >= this.#timeline.endSample
  }

  /**
   * How long until it begins to be heard, or has been heard; null where there is nothing to play at
   * the moment.
   */
  dueInMs(audibleSample: number): number | null {
    const { startSample, endSample } = this.#timeline
    if (startSample === null || audibleSample >= endSample) return null
    const next = audibleSample < startSample ? startSample : endSample
    return this.#milliseconds(next - audibleSample)
  }

  #openVoice(): Voice {
    const voice = this.#loudspeaker.openVoice()
    if (this.#ducked) voice.duck(true)
    return voice
  }

  #milliseconds(samples: number): number {
    return (samples / this.#loudspeaker.sampleRateHz) * 1000
  }
}
