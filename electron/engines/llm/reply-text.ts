/**
 * Turns generated tokens into text that may be shown and spoken.
 *
 * 1. A character whose bytes are spread over several tokens is held back until it is whole.
 * 2. Marks of the template never get through, not even spelled out in ordinary tokens; the first
 *    end mark ends the reply.
 * 3. What the model thinks aloud (`<think>` … `</think>`) is left out, and so is white space at the
 *    start, but not where the text goes on from one that is there.
 */
interface ReplyText<Token extends number> {
  /** Text that is certain now, possibly none. */
  push(token: Token): string
  /** What was held back; the reply is over. */
  end(): string
  readonly stopped: boolean
}

const END_MARKS = ['<|im_end|>', '<|im_start|>', '<|endoftext|>', '<|eot_id|>', '<end_of_turn>']
const THINK_START = '<think>'
const THINK_END = '</think>'
const REPLACEMENT_CHARACTER = '\uFFFD'
/** Tokens that a broken character may hold back before it is shown as it is. */
const MAXIMUM_HELD_TOKENS = 8

/** Length of the end of `text` that may be the beginning of one of the marks. */
const possibleMarkLength = (text: string, marks: readonly string[]): number => {
  const longest = Math.max(...marks.map((mark) => mark.length)) - 1
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const tail = text.slice(-length)
    if (marks.some((mark) => mark.startsWith(tail))) return length
  }
  return 0
}

/**
 * `detokenize` gets the tokens to turn into text and the ones in front of them, for spacing;
 * `continues`: the tokens of the text that this one goes on from.
 */
export const createReplyText = <Token extends number>(
  detokenize: (tokens: readonly Token[], before: readonly Token[]) => string,
  { continues }: { readonly continues: readonly Token[] | null } = { continues: null },
): ReplyText<Token> => {
  let before: readonly Token[] = continues?.slice(-MAXIMUM_HELD_TOKENS) ?? []
  let waiting: readonly Token[] = []
  let held = ''
  let thinking = false
  let begun = continues !== null
  let stopped = false

  const takeTokens = (last: boolean): string => {
    if (waiting.length === 0) return ''
    const text = detokenize(waiting, before)
    const broken = text.endsWith(REPLACEMENT_CHARACTER) && waiting.length < MAXIMUM_HELD_TOKENS
    if (broken && !last) return ''
    before = [...before, ...waiting].slice(-MAXIMUM_HELD_TOKENS)
    waiting = []
    return last ? text.replace(/\uFFFD+$/u, '') : text
  }

  const withoutThoughts = (text: string, last: boolean): string => {
    held += text
    let visible = ''
    for (;;) {
      const mark = thinking ? THINK_END : THINK_START
      const at = held.indexOf(mark)
      if (at >= 0) {
        if (!thinking) visible += held.slice(0, at)
        held = held.slice(at + mark.length)
        thinking = !thinking
      } else {
        const kept = last ? 0 : possibleMarkLength(held, [mark, ...END_MARKS])
        if (!thinking) visible += held.slice(0, held.length - kept)
        held = held.slice(held.length - kept)
        return visible
      }
    }
  }

  const take = (last: boolean): string => {
    if (stopped) return ''
    let text = withoutThoughts(takeTokens(last), last)
    const ends = END_MARKS.map((mark) => text.indexOf(mark)).filter((at) => at >= 0)
    if (ends.length > 0) {
      stopped = true
      text = text.slice(0, Math.min(...ends))
    }
    const shown = begun ? text : text.trimStart()
    begun ||= shown !== ''
    return shown
  }

  return {
    push: (token) => {
      waiting = [...waiting, token]
      return take(false)
    },
    end: () => take(true),
    get stopped() {
      return stopped
    },
  }
}
