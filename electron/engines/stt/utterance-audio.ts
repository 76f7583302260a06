const INITIAL_SAMPLES = 16_000 * 10

/** The samples of one utterance from its first; grows as they come. */
export class UtteranceAudio {
  #buffer = new Float32Array(INITIAL_SAMPLES)
  #length = 0

  get length(): number {
    return this.#length
  }

  append(samples: Float32Array): void {
    const needed = this.#length + samples.length
    if (needed > this.#buffer.length) {
      const larger = new Float32Array(Math.max(needed, this.#buffer.length * 2))
      larger.set(this.all())
      this.#buffer = larger
    }
    this.#buffer.set(samples, this.#length)
    this.#length = needed
  }

  /** A view, valid until the next `append`. */
  all(): Float32Array {
    return this.#buffer.subarray(0, this.#length)
  }

  copy(start: number, end: number): Float32Array {
    return this.#buffer.slice(start, Math.min(end, this.#length))
  }
}
