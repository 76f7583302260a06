import type { ChatMessage } from '../../contracts/workers.ts'

/** English has about four characters a token, Chinese about one (three bytes), and a message its frame. */
const BYTES_PER_TOKEN = 3.5
const TOKENS_PER_MESSAGE = 4

/** For servers whose tokenizer nobody here has: rather too many than too few. */
export const estimatedTokens = (messages: readonly ChatMessage[]): number =>
  Math.ceil(
    messages.reduce(
      (sum, { text }) => sum + Buffer.byteLength(text) / BYTES_PER_TOKEN + TOKENS_PER_MESSAGE,
      0,
    ),
  )
