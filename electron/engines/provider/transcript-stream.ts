import { APIError } from 'openai'
import type { TranscriptionStreamEvent } from 'openai/resources/audio/transcriptions'
import { CodedFailure } from '../../contracts/errors.ts'
import type { ProviderConnection } from './connection.ts'
import type { Call } from './limits.ts'

/**
 * The text of a transcript that is told while it is made: deltas, then all of it. A stream that ends
 * without the whole was cut off, however quietly: half of what somebody said is not what they said.
 * @param onWords all that has come so far, with each delta
 * @throws CodedFailure `provider.cut-off`, `provider.unreadable`, `provider.stalled`
 */
export const streamedTranscript = async (
  events: AsyncIterable<TranscriptionStreamEvent>,
  call: Call,
  { provider, model }: ProviderConnection,
  onWords: (text: string) => void,
): Promise<string> => {
  let words = ''
  for await (const event of events) {
    call.progress()
    if (event.type === 'transcript.text.done') return event.text
    if (event.type !== 'transcript.text.delta') continue
    call.spoken()
    words += event.delta
    onWords(words.trim())
  }
  const code = call.begun() ? 'provider.cut-off' : 'provider.unreadable'
  const detail = call.begun() ? 'no transcript.text.done' : 'no event'
  throw (
    // One that was stopped because it stood still ends without an error.
    call.stalled() ?? new CodedFailure({ code, detail, params: { provider, model } })
  )
}

/** A server that does not know a field, or how to stream, and says so, before anything has come. */
export const refusesField = (error: unknown, field: 'stream' | 'prompt'): boolean =>
  error instanceof APIError &&
  (error.status === 400 || error.status === 422) &&
  new RegExp(`\\b${field}`, 'i').test(`${error.param ?? ''} ${error.message}`)
