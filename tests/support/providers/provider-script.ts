import type { Sound } from '../sound-lab/sound.ts'

interface ReplyRequest {
  readonly model: string
  /** Instructions first, as one of the role `system`; text of all content parts. */
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  /** How long the reply may be; null or absent: as long as it likes. */
  readonly maximumTokens?: number | null
}

export interface ScriptedReply {
  readonly text: string
  readonly finishReason?: 'stop' | 'length' | 'content_filter'
  /** Comes after the text; the reply then finishes for `tool_calls`. */
  readonly toolCall?: {
    readonly name: string
    readonly arguments: Readonly<Record<string, unknown>>
  }
}

interface SpeechRequest {
  readonly model: string
  readonly text: string
  readonly voice: string
  readonly speed: number
}

/** What a healthy provider says. */
export interface ProviderScript {
  readonly reply: (request: ReplyRequest) => ScriptedReply | Promise<ScriptedReply>
  readonly transcribe: (sound: Sound) => string | Promise<string>
  /** Any rate; it is sent at the 24 kHz of the published `pcm` format. */
  readonly speak: (request: SpeechRequest) => Sound | Promise<Sound>
}

/** A tone of 60 ms for each character: length follows the text, and pieces can be told apart. */
const toneFor = ({ text, speed }: SpeechRequest): Sound => {
  const sampleRateHz = 24_000
  return {
    sampleRateHz,
    samples: Float32Array.from(
      { length: Math.round((text.length * 0.06 * sampleRateHz) / speed) },
      (_, n) => 0.3 * Math.sin((2 * Math.PI * (220 + text.length) * n) / sampleRateHz),
    ),
  }
}

/** For tests to which the words do not matter. */
export const PLAIN_SCRIPT: ProviderScript = {
  reply: ({ messages }) => ({ text: `You said: ${messages.at(-1)?.text ?? ''}` }),
  transcribe: () => 'What is the capital of France?',
  speak: toneFor,
}
