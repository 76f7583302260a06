/**
 * Text as the tokens of Moonshine's vocabulary, a SentencePiece one of merges: pairs of pieces are
 * joined, the one with the lowest number first, for as long as the vocabulary has the result
 * (Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units").
 */
interface Vocabulary {
  /** Null where it cannot be written. */
  readonly encode: (text: string) => readonly number[] | null
  readonly idOf: (piece: string) => number | undefined
}

/** Numbers below it stand for the beginning, the end and what is unknown. */
const FIRST_PIECE = 3
const WORD_BEGINS = '▁'

/** @param tokens lines of `base64(token) id`, as the catalogue's recipe `moonshine` writes them */
export const readVocabulary = (tokens: string): Vocabulary => {
  const ids = new Map<string, number>()
  for (const line of tokens.split('\n')) {
    const blank = line.lastIndexOf(' ')
    const id = Number(line.slice(blank + 1))
    if (blank < 0 || !Number.isInteger(id) || id < FIRST_PIECE) continue
    ids.set(Buffer.from(line.slice(0, blank), 'base64').toString('utf8'), id)
  }
  const encode = (text: string): readonly number[] | null => {
    const pieces = Array.from(`${WORD_BEGINS}${text.trim().replaceAll(/\s+/gu, WORD_BEGINS)}`)
    for (;;) {
      const [best] = pieces
        .slice(1)
        .map((piece, at) => ({ at, id: ids.get(`${pieces[at] ?? ''}${piece}`) ?? Infinity }))
        .toSorted((one, other) => one.id - other.id)
      if (best === undefined || best.id === Infinity) break
      pieces.splice(best.at, 2, `${pieces[best.at] ?? ''}${pieces[best.at + 1] ?? ''}`)
    }
    const found = pieces.map((piece) => ids.get(piece))
    return found.every((id) => id !== undefined) ? found : null
  }
  return { encode, idOf: (piece) => ids.get(piece) }
}
