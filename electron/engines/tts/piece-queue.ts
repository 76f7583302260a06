/** Turns pieces that are pushed by a callback into pieces that are waited for. */
export class PieceQueue<Piece> {
  readonly #pieces: Piece[] = []
  #ended = false
  #failure: { readonly error: unknown } | null = null
  #wake: () => void = () => undefined

  push(piece: Piece): void {
    this.#pieces.push(piece)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  fail(error: unknown): void {
    this.#failure = { error }
    this.#wake()
  }

  /** All pieces, then the end or the failure. One reader. */
  async *read(): AsyncIterable<Piece> {
    for (;;) {
      const piece = this.#pieces.shift()
      if (piece !== undefined) yield piece
      else if (this.#failure) throw this.#failure.error
      else if (this.#ended) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
