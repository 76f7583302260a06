/**
 * The chunks of one generation, put in line. Pure bookkeeping; samples are those of the loudspeaker.
 *
 * Invariants:
 * 1. Pieces leave in the order of their chunks, and a chunk's only after the one before has ended.
 * 2. No piece leaves twice. A chunk that a restarted worker speaks anew goes on where it was cut.
 */
export interface Piece {
  readonly index: number
  readonly samples: Float32Array
}

interface Chunk {
  waiting: Float32Array[]
  /** Samples that came, and how many of the next ones are repetitions. */
  samples: number
  repeated: number
  ended: boolean
}

export class ChunkLine {
  readonly #chunks = new Map<number, Chunk>()
  #next = 0
  #count: number | null = null

  add(index: number, samples: Float32Array): void {
    const chunk = this.#chunk(index)
    if (chunk.ended || index < this.#next) return
    const repeated = Math.min(chunk.repeated, samples.length)
    chunk.repeated -= repeated
    chunk.samples += samples.length - repeated
    if (samples.length > repeated) chunk.waiting.push(samples.subarray(repeated))
  }

  end(index: number): void {
    this.#chunk(index).ended = true
  }

  /** No chunk with an index of `count` or more comes. */
  close(count: number): void {
    this.#count = count
  }

  /** The worker died: it will speak again, from its beginning, each chunk that has not ended. */
  restart(): void {
    for (const chunk of this.#chunks.values()) if (!chunk.ended) chunk.repeated = chunk.samples
  }

  /** Pieces that may be played now; they are handed over. */
  take(): readonly Piece[] {
    const pieces: Piece[] = []
    for (;;) {
      const index = this.#next
      const chunk = this.#chunks.get(index)
      if (chunk === undefined || index === this.#count) return pieces
      for (const samples of chunk.waiting) pieces.push({ index, samples })
      chunk.waiting = []
      if (!chunk.ended) return pieces
      this.#next++
    }
  }

  /** `take` would hand something over. */
  get hasPieces(): boolean {
    return (this.#chunks.get(this.#next)?.waiting.length ?? 0) > 0
  }

  /** Samples of the chunk, as far as they came. */
  length(index: number): number {
    return this.#chunks.get(index)?.samples ?? 0
  }

  /** Everything has left, and nothing more can come. */
  get exhausted(): boolean {
    return this.#count !== null && this.#next >= this.#count
  }

  #chunk(index: number): Chunk {
    const chunk = this.#chunks.get(index) ?? { waiting: [], samples: 0, repeated: 0, ended: false }
    this.#chunks.set(index, chunk)
    return chunk
  }
}
