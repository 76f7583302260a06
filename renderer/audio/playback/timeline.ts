import type { Piece } from './chunk-line.ts'

/** Where a piece lies on the loudspeaker's clock, in samples. */
interface PlacedPiece extends Piece {
  readonly startSample: number
  /** Samples of its chunk before it. */
  readonly chunkOffset: number
}

interface HeardPosition {
  readonly index: number
  /** Samples of chunk `index` that were heard. */
  readonly samples: number
}

/**
 * Pieces one behind the other on the loudspeaker's clock. Pure.
 *
 * Invariants:
 * 1. A piece begins where the one before ends, or later where it came too late: never before.
 * 2. What was heard only grows, from one look to the next and over `replace`.
 */
export class Timeline {
  #placed: PlacedPiece[] = []
  #endSample = 0
  #chunk = { index: -1, samples: 0 }
  #heard: HeardPosition | null = null
  #startSample: number | null = null

  /** Puts a piece behind the others, not before `earliestSample`. */
  place(piece: Piece, earliestSample: number): PlacedPiece {
    if (this.#chunk.index !== piece.index) this.#chunk = { index: piece.index, samples: 0 }
    const placed = {
      ...piece,
      startSample: Math.max(this.#endSample, earliestSample),
      chunkOffset: this.#chunk.samples,
    }
    this.#chunk.samples += piece.samples.length
    this.#placed.push(placed)
    this.#endSample = placed.startSample + piece.samples.length
    this.#startSample ??= placed.startSample
    return placed
  }

  /** Where the first piece begins; null before there is one. */
  get startSample(): number | null {
    return this.#startSample
  }

  get endSample(): number {
    return this.#endSample
  }

  /** How far the voice has been heard when the loudspeaker is at `sample`; null before it began. */
  heardAt(sample: number): HeardPosition | null {
    while (this.#placed.length > 0) {
      const [first] = this.#placed
      if (first === undefined || first.startSample >= sample) break
      const played = Math.min(sample - first.startSample, first.samples.length)
      this.#advance({ index: first.index, samples: first.chunkOffset + played })
      if (played < first.samples.length) break
      this.#placed.shift()
    }
    return this.#heard
  }

  /** The loudspeaker's clock begins anew: what was not heard is placed again from `earliestSample`. */
  replace(earliestSample: number): readonly PlacedPiece[] {
    const heard = this.#heard
    const rest = this.#placed.map((piece) => {
      const skip = heard?.index === piece.index ? Math.max(0, heard.samples - piece.chunkOffset) : 0
      return {
        index: piece.index,
        samples: piece.samples.subarray(skip),
        chunkOffset: piece.chunkOffset + skip,
      }
    })
    this.#endSample = earliestSample
    this.#startSample = earliestSample
    this.#placed = rest.map((piece) => {
      const placed = { ...piece, startSample: this.#endSample }
      this.#endSample += piece.samples.length
      return placed
    })
    return this.#placed
  }

  #advance(next: HeardPosition): void {
    const { index, samples } = this.#heard ?? { index: -1, samples: 0 }
    if (next.index > index || (next.index === index && next.samples > samples)) this.#heard = next
  }
}
