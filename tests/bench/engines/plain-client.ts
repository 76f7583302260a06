/** What a program without Warbler would do: `fetch`, and a clock. Every answer is read to its end. */

interface PlainClient {
  readonly baseUrl: string
  readonly model: string
}

const post = async (url: string, body: object): Promise<Response> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}

/** Text of the events of a chat completion's stream, as far as they are whole. */
export const contentOf = (events: string): string =>
  events
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => {
      const event: unknown = JSON.parse(line.slice('data: '.length))
      const { choices = [] } = event as {
        readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[]
      }
      return choices[0]?.delta?.content ?? ''
    })
    .join('')

/** Milliseconds from asking to the first text of the reply. */
export const plainReply = async (
  { baseUrl, model }: PlainClient,
  messages: readonly { readonly role: string; readonly text: string }[],
): Promise<number> => {
  const startedAtMs = performance.now()
  const response = await post(`${baseUrl}/chat/completions`, {
    model,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    stream: true,
    max_tokens: 240,
  })
  let read = ''
  let firstAtMs: number | null = null
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    if (firstAtMs !== null) continue
    read += text
    if (contentOf(read) !== '') firstAtMs = performance.now()
  }
  if (firstAtMs === null) throw new Error(`no text in ${read}`)
  return firstAtMs - startedAtMs
}

/** Milliseconds from sending a WAV file to its words. */
export const plainTranscript = async (
  { baseUrl, model }: PlainClient,
  wave: Uint8Array<ArrayBuffer>,
): Promise<number> => {
  const startedAtMs = performance.now()
  const form = new FormData()
  form.set('model', model)
  form.set('response_format', 'json')
  form.set('file', new Blob([wave], { type: 'audio/wav' }), 'speech.wav')
  const response = await fetch(`${baseUrl}/audio/transcriptions`, { method: 'POST', body: form })
  const answer = await response.json()
  const tookMs = performance.now() - startedAtMs
  if (typeof answer.text !== 'string') throw new Error(`no text in ${JSON.stringify(answer)}`)
  return tookMs
}

/** Milliseconds from asking to the first byte of raw PCM. */
export const plainSpeech = async (
  { baseUrl, model }: PlainClient,
  voice: string,
  text: string,
): Promise<number> => {
  const startedAtMs = performance.now()
  const response = await post(`${baseUrl}/audio/speech`, {
    model,
    voice,
    input: text,
    response_format: 'pcm',
  })
  let firstAtMs: number | null = null
  for await (const bytes of response.body ?? []) {
    if (bytes.length > 0) firstAtMs ??= performance.now()
  }
  if (firstAtMs === null) throw new Error('no sound')
  return firstAtMs - startedAtMs
}
