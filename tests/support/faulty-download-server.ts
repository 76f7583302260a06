import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

/** What goes wrong with one answer. Byte positions count from the start of the file. */
export type DownloadFault =
  /** Answers a range with the whole file. */
  | { readonly kind: 'ignore-range' }
  /** Answers a range with one that begins a byte later. */
  | { readonly kind: 'wrong-range' }
  | { readonly kind: 'not-satisfiable' }
  /** Announces no length, and sends more than the file has. */
  | { readonly kind: 'longer'; readonly extraBytes: number }
  /** Announces no length, and ends as if it were done. */
  | { readonly kind: 'shorter'; readonly afterBytes: number }
  /** Announces another length, as an error page in place of the file does. */
  | { readonly kind: 'wrong-length' }
  /** Keeps the connection open and says nothing more. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Closes the connection before a word. */
  | { readonly kind: 'reset' }
  /** Closes the connection in the middle. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'flip-bit'; readonly atByte: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'slow'; readonly chunkBytes: number; readonly delayMs: number }

/** A fault per request, in order; `forever` keeps the last one for every request after it. */
export interface FaultPlan {
  readonly faults: readonly DownloadFault[]
  readonly forever?: boolean
}

export interface FaultyDownloadServerOptions {
  /** By path (`/model.onnx`): bytes, or a file on the disk. */
  readonly files: Readonly<Record<string, Uint8Array | { readonly filePath: string }>>
  readonly faults?: Readonly<Record<string, FaultPlan>>
  /** SHA-256 that the hub states of a path, in its own header. */
  readonly statedDigests?: Readonly<Record<string, string>>
}

interface SeenRequest {
  readonly path: string
  readonly range: string | null
}

export interface FaultyDownloadServer {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  readonly url: string
  readonly requests: readonly SeenRequest[]
  readonly close: () => Promise<void>
}

type ServedFile = FaultyDownloadServerOptions['files'][string]

const CHUNK_BYTES = 64 * 1024

const sizeOf = async (file: ServedFile): Promise<number> =>
  'filePath' in file ? (await stat(file.filePath)).size : file.byteLength

async function* chunksOf(file: ServedFile, start: number, chunkBytes: number) {
  if ('filePath' in file) {
    for await (const chunk of createReadStream(file.filePath, {
      start,
      highWaterMark: chunkBytes,
    })) {
      if (chunk instanceof Uint8Array) yield Buffer.from(chunk)
    }
    return
  }
  for (let at = start; at < file.byteLength; at += chunkBytes) {
    yield Buffer.from(file.subarray(at, at + chunkBytes))
  }
}

const write = async (response: ServerResponse, bytes: Uint8Array): Promise<void> => {
  if (response.write(bytes)) return
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } finally {
    // The one that lost would listen for as long as the answer lasts.
    over.abort()
  }
}

/** Sends the file from `start` on, with the fault at its place. */
const sendBody = async (
  response: ServerResponse,
  file: ServedFile,
  start: number,
  fault: DownloadFault | undefined,
): Promise<void> => {
  const limit =
    fault?.kind === 'cut' || fault?.kind === 'stall' || fault?.kind === 'shorter'
      ? fault.afterBytes
      : Infinity
  let at = start
  for await (const chunk of chunksOf(
    file,
    start,
    fault?.kind === 'slow' ? fault.chunkBytes : CHUNK_BYTES,
  )) {
    if (response.destroyed) return
    if (fault?.kind === 'flip-bit' && fault.atByte >= at && fault.atByte < at + chunk.length) {
      const inChunk = fault.atByte - at
      chunk.writeUInt8(chunk.readUInt8(inChunk) ^ 1, inChunk)
    }
    if (fault?.kind === 'slow') await wait(fault.delayMs)
    await write(response, chunk.subarray(0, Math.max(0, limit - at)))
    at += chunk.length
    if (at >= limit) break
  }
  if (fault?.kind === 'stall') return
  if (fault?.kind === 'cut') {
    response.destroy()
    return
  }
  if (fault?.kind === 'longer') await write(response, Buffer.alloc(fault.extraBytes))
  response.end()
}

const rangeStart = (request: IncomingMessage): number | null => {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
  return match === null ? null : Number(match[1])
}

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  file: ServedFile,
  fault: DownloadFault | undefined,
  statedDigest: string | undefined,
): Promise<void> => {
  if (fault?.kind === 'reset') {
    request.socket.destroy()
    return
  }
  if (statedDigest !== undefined) response.setHeader('x-linked-etag', `"${statedDigest}"`)
  if (fault?.kind === 'status') {
    if (fault.retryAfterSeconds !== undefined) {
      response.setHeader('retry-after', fault.retryAfterSeconds)
    }
    response.writeHead(fault.status).end('no')
    return
  }
  if (fault?.kind === 'redirect') {
    response.writeHead(302, { location: fault.to }).end()
    return
  }
  const total = await sizeOf(file)
  const asked = fault?.kind === 'ignore-range' ? null : rangeStart(request)
  if (fault?.kind === 'not-satisfiable' || (asked !== null && asked >= total)) {
    response.writeHead(416, { 'content-range': `bytes */${total}` }).end()
    return
  }
  const start = (asked ?? 0) + (fault?.kind === 'wrong-range' && asked !== null ? 1 : 0)
  const announced = fault?.kind === 'wrong-length' ? total - start + 7 : total - start
  const unannounced = fault?.kind === 'longer' || fault?.kind === 'shorter'
  response.writeHead(asked === null ? 200 : 206, {
    ...(unannounced ? {} : { 'content-length': announced }),
    ...(asked === null ? {} : { 'content-range': `bytes ${start}-${total - 1}/${total}` }),
  })
  await sendBody(response, file, start, fault)
}

/** A download server on the loopback interface that fails as it is told to, one request after another. */
export const startFaultyDownloadServer = async ({
  files,
  faults = {},
  statedDigests = {},
}: FaultyDownloadServerOptions): Promise<FaultyDownloadServer> => {
  const requests: SeenRequest[] = []
  const served = new Map<string, number>()
  const faultFor = (path: string): DownloadFault | undefined => {
    const count = served.get(path) ?? 0
    served.set(path, count + 1)
    const plan = faults[path]
    return plan?.faults[count] ?? (plan?.forever === true ? plan.faults.at(-1) : undefined)
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    requests.push({ path: pathname, range: request.headers.range ?? null })
    const file = files[pathname]
    const fault = faultFor(pathname)
    if (file === undefined && fault === undefined) {
      response.writeHead(404).end('not found')
      return
    }
    answer(request, response, file ?? Buffer.alloc(0), fault, statedDigests[pathname]).catch(() =>
      response.destroy(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
