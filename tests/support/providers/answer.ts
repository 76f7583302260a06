/** What a provider answers, in parts, before anything goes wrong with it. */

export interface AnswerPart {
  /** What the part does in its stream; faults remove or count parts by it. */
  readonly role: 'begin' | 'content' | 'finish' | 'usage' | 'done'
  readonly bytes: Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly parts: readonly AnswerPart[]
}

const EVENT_STREAM = 'text/event-stream; charset=utf-8'

/** A server-sent event; named only where the API names them. */
export const eventPart = (role: AnswerPart['role'], data: unknown, name?: string): AnswerPart => ({
  role,
  bytes: Buffer.from(
    `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`,
  ),
})

export const donePart: AnswerPart = { role: 'done', bytes: Buffer.from('data: [DONE]\n\n') }

export const eventStream = (parts: readonly AnswerPart[]): Answer => ({
  status: 200,
  headers: { 'content-type': EVENT_STREAM, 'cache-control': 'no-cache' },
  parts,
})

export const jsonAnswer = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  parts: [{ role: 'content', bytes: Buffer.from(JSON.stringify(body)) }],
})

/** A text in pieces such as a language model's tokens: words with the space before them. */
export const tokensOf = (text: string): readonly string[] =>
  text.match(
    /\s*(?:\p{Script=Han}|[^\s\p{Script=Han}]+)\s*$|\s*(?:\p{Script=Han}|[^\s\p{Script=Han}]+)/gu,
  ) ?? []
