import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { decodeWave } from '../sound-lab/wave-file.ts'
import type { Sound } from '../sound-lab/sound.ts'

/** What became of a request's connection, as the server saw it. */
export type RequestOutcome = 'open' | 'answered' | 'dropped-by-client' | 'dropped-by-server'

/** A request as it came in. */
export interface ProviderRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  /** The key, from `Authorization: Bearer` or from Azure's `api-key`; null without one. */
  readonly key: string | null
  /** JSON body; null where there is none or it does not parse. */
  readonly body: unknown
  /** The text fields of a form; null where the body is no form. */
  readonly form: Readonly<Record<string, string>> | null
  /** The WAV file of a form; null without one that can be read. */
  readonly sound: Sound | null
  readonly fileName: string | null
}

const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) if (chunk instanceof Buffer) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

const parseWave = (bytes: Buffer): Sound | null => {
  try {
    return decodeWave(bytes)
  } catch {
    return null
  }
}

const parseForm = async (bytes: Buffer, contentType: string) => {
  const data = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  const form: Record<string, string> = {}
  let sound: Sound | null = null
  let fileName: string | null = null
  for (const [name, value] of data) {
    if (typeof value === 'string') {
      form[name] = value
      continue
    }
    fileName = value.name
    sound = parseWave(Buffer.from(await value.arrayBuffer()))
  }
  return { form, sound, fileName }
}

const keyOf = (headers: IncomingHttpHeaders): string | null => {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  const azure = headers['api-key']
  return bearer ?? (typeof azure === 'string' ? azure : null)
}

/** Reads a request whole. Throws where the client breaks off, or where its form cannot be parsed. */
export const readProviderRequest = async (message: IncomingMessage): Promise<ProviderRequest> => {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const bytes = await bytesOf(message)
  const contentType = message.headers['content-type'] ?? ''
  const isForm = contentType.startsWith('multipart/form-data')
  const parsed = isForm
    ? await parseForm(bytes, contentType)
    : { form: null, sound: null, fileName: null }
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: message.headers,
    key: keyOf(message.headers),
    body: isForm ? null : parseJson(bytes),
    ...parsed,
  }
}
