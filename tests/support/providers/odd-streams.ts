import type { ProviderFault } from './provider-fault.ts'

/** Streams of the two language APIs, made by hand: events that no honest provider sends. */

type LanguageApi = 'chat' | 'responses'

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`

/** A delta with this content, whatever it is. */
export const deltaOf = (api: LanguageApi, content: unknown): string =>
  event(
    api === 'chat'
      ? { choices: [{ delta: { content } }] }
      : { type: 'response.output_text.delta', delta: content },
  )

/** An event that says that the model works, and no word. */
export const thoughtOf = (api: LanguageApi): string =>
  event(
    api === 'chat'
      ? { choices: [{ delta: { reasoning_content: 'hm' } }] }
      : { type: 'response.reasoning_text.delta', delta: 'hm' },
  )

/** The end of a stream, with these as its counts of tokens. */
export const endOf = (api: LanguageApi, prompt: unknown = 1, completion: unknown = 1): string =>
  api === 'chat'
    ? [
        event({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
        event({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } }),
        'data: [DONE]\n\n',
      ].join('')
    : event({
        type: 'response.completed',
        response: { usage: { input_tokens: prompt, output_tokens: completion } },
      })

/** A stream of these pieces in place of the answer. */
export const streamOf = (...pieces: readonly string[]): ProviderFault => ({
  kind: 'instead',
  contentType: 'text/event-stream',
  pieces,
})
