import { z } from 'zod'
import { toldFailure, type Blamed } from './failures.ts'

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json/i

const said = z.string().nullish().catch(null)
const errorSchema = z.object({ code: said, type: said, message: said, detail: said })
const bodySchema = z.union([
  z.object({ error: z.string() }),
  z.object({ error: errorSchema }),
  errorSchema,
])

/** What the body says of an error; empty where it says nothing. */
const errorIn = (body: unknown): string => {
  const read = bodySchema.safeParse(body)
  if (!read.success) return ''
  const error = 'error' in read.data ? read.data.error : read.data
  if (typeof error === 'string') return error
  const { code, type, message, detail } = error
  return [code, type, message ?? detail].filter((word) => word != null && word !== '').join(' ')
}

/**
 * The events of a stream. Some servers tell what is wrong as JSON with status 200, in which the SDK finds
 * no event: then it is read for what it says.
 * @throws CodedFailure what a server told instead of a stream
 */
export const eventsOrFailure = async function* <Event>(
  events: AsyncIterable<Event>,
  response: Response,
  blamed: Blamed,
): AsyncGenerator<Event, void> {
  // Not taken for JSON at once: some streams are called so.
  const copy = JSON_TYPE.test(response.headers.get('content-type') ?? '') ? response.clone() : null
  let hasBegun = false
  for await (const event of events) {
    hasBegun = true
    yield event
  }
  if (hasBegun || copy === null) return
  const told = errorIn(await copy.json().catch(() => null))
  if (told !== '') throw toldFailure(blamed, told)
}
