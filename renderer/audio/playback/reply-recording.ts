import { createResampler } from '../resampler.ts'

/** A reply as it was heard. */
export interface RecordedReply {
  readonly sampleRateHz: number
  readonly samples: Int16Array<ArrayBuffer>
  readonly chunks: readonly { readonly index: number; readonly atMs: number }[]
}

interface Chunk {
  readonly pieces: { readonly samples: Float32Array; readonly sampleRateHz: number }[]
  length: number
  repeated: number
  ended: boolean
}

const FULL_SCALE = 0x7fff

/**
 * Keeps the voice's own sound of one reply, chunk by chunk, to be cut to what was heard of it.
 *
 * 1. No sound is in it twice: what a restarted worker says again is left out, as in the line of chunks.
 */
export class ReplyRecording {
  readonly #chunks = new Map<number, Chunk>()

  add(index: number, samples: Float32Array, sampleRateHz: number): void {
    const chunk = this.#chunk(index)
    if (chunk.ended) return
    const repeated = Math.min(chunk.repeated, samples.length)
    chunk.repeated -= repeated
    if (repeated === samples.length) return
    chunk.pieces.push({ samples: samples.slice(repeated), sampleRateHz })
    chunk.length += samples.length - repeated
  }

  end(index: number): void {
    this.#chunk(index).ended = true
  }

  restart(): void {
    for (const chunk of this.#chunks.values()) if (!chunk.ended) chunk.repeated = chunk.length
  }

  /**
   * What was heard: all chunks before `index` and `playedMs` of that one.
   * @returns null where that is nothing
   */
  until(index: number, playedMs: number): RecordedReply | null {
    const heard = [...this.#chunks].filter(([at]) => at <= index).toSorted(([a], [b]) => a - b)
    const sampleRateHz = heard[0]?.[1].pieces[0]?.sampleRateHz
    if (sampleRateHz === undefined) return null
    const parts: Float32Array[] = []
    const chunks: { index: number; atMs: number }[] = []
    let length = 0
    for (const [at, { pieces }] of heard) {
      let left = at < index ? Infinity : Math.round((playedMs / 1000) * sampleRateHz)
      chunks.push({ index: at, atMs: (length / sampleRateHz) * 1000 })
      for (const piece of pieces) {
        const part = atRate(piece.samples, piece.sampleRateHz, sampleRateHz).subarray(0, left)
        parts.push(part)
        length += part.length
        left -= part.length
      }
    }
    return length === 0 ? null : { sampleRateHz, samples: joined(parts, length), chunks }
  }

  #chunk(index: number): Chunk {
    const chunk = this.#chunks.get(index) ?? { pieces: [], length: 0, repeated: 0, ended: false }
    this.#chunks.set(index, chunk)
    return chunk
  }
}

/** Another voice that takes over has a rate of its own. */
const atRate = (samples: Float32Array, fromHz: number, toHz: number): Float32Array => {
  if (fromHz === toHz) return samples
  const resampler = createResampler(fromHz, toHz)
  const begun = resampler.push(samples)
  const rest = resampler.flush()
  const all = new Float32Array(begun.length + rest.length)
  all.set(begun)
  all.set(rest, begun.length)
  return all
}

const joined = (parts: readonly Float32Array[], length: number): Int16Array<ArrayBuffer> => {
  const all = new Int16Array(length)
  let at = 0
  for (const part of parts) {
    for (const sample of part) all[at++] = Math.max(-1, Math.min(1, sample)) * FULL_SCALE
  }
  return all
}
