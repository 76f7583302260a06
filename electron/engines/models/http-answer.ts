import type { HostMemory } from './host-memory.ts'
import type { ModelPorts, Patience } from './ports.ts'

type OpenedAnswer =
  | {
      readonly ok: true
      readonly response: Response
      /** What the first host says of the file, see `vouchedDigest`. */
      readonly vouchedSha256: string | null
      /** Ends the transfer. */
      readonly close: () => void
    }
  | {
      readonly ok: false
      /** `cut`: the host is there, it closed the connection before it answered. */
      readonly reason: 'unreachable' | 'refused' | 'cut'
      readonly detail: string
    }

interface OpenRequest {
  readonly url: string
  readonly haveBytes: number
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly hosts: HostMemory
  readonly signal: AbortSignal
}

/** A hub sends on to its storage and that to an edge: two hops in practice. */
const MOST_REDIRECTS = 6

/**
 * Hugging Face states the SHA-256 of a large file in this header of its own answer (a redirect to
 * where the bytes lie); `huggingface_hub` reads it under the same name.
 */
const vouchedDigest = (response: Response): string | null =>
  /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(response.headers.get('x-linked-etag') ?? '')?.[1] ?? null

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

/** What Node says of a connection that stood and was closed by the other side. */
const wasCut = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'
}

const followable = (from: URL, location: string | null): URL | null => {
  if (location === null || !URL.canParse(location, from.href)) return null
  const to = new URL(location, from)
  // Digests guard the bytes; this guards who learns what is asked for.
  if (from.protocol === 'https:' && to.protocol !== 'https:') return null
  return /^https?:$/.test(to.protocol) ? to : null
}

/** One request to one host, up to its headers. */
const ask = async (url: URL, request: OpenRequest): Promise<OpenedAnswer> => {
  const { hosts, patience, ports, haveBytes, signal } = request
  if (hosts.isUnreachable(url.host)) {
    return { ok: false, reason: 'unreachable', detail: `${url.host} was not reachable before` }
  }
  const transfer = new AbortController()
  const waitMs = hosts.hasAnswered(url.host) ? patience.stallMs : patience.connectMs
  const timer = setTimeout(
    () => transfer.abort(new Error(`no answer from ${url.host} in ${waitMs} ms`)),
    waitMs,
  )
  const stop = (): void => transfer.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const close = (): void => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    transfer.abort(new Error('closed'))
  }
  try {
    const response = await ports.fetch(url, {
      redirect: 'manual',
      signal: transfer.signal,
      headers: {
        // A compressed answer would have other sizes and other bytes than the catalogue knows.
        'accept-encoding': 'identity',
        ...(haveBytes > 0 ? { range: `bytes=${haveBytes}-` } : {}),
      },
    })
    clearTimeout(timer)
    hosts.answered(url.host)
    return { ok: true, response, vouchedSha256: vouchedDigest(response), close }
  } catch (error) {
    close()
    signal.throwIfAborted()
    if (wasCut(error)) return { ok: false, reason: 'cut', detail: describe(error) }
    hosts.failed(url.host)
    return { ok: false, reason: 'unreachable', detail: describe(error) }
  }
}

/**
 * Asks for the file from byte `haveBytes` on and follows redirects by hand: the digest stands in the
 * answer of the host that the catalogue names, and only what that host says is taken as its word.
 */
export const openAnswer = async (request: OpenRequest): Promise<OpenedAnswer> => {
  const first = new URL(request.url)
  let url = first
  let vouchedSha256: string | null = null
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    request.signal.throwIfAborted()
    const opened = await ask(url, request)
    if (!opened.ok) return opened
    if (url.host === first.host) vouchedSha256 ??= opened.vouchedSha256
    if (![301, 302, 303, 307, 308].includes(opened.response.status)) {
      return { ...opened, vouchedSha256 }
    }
    opened.close()
    const next = followable(url, opened.response.headers.get('location'))
    if (next === null) {
      return { ok: false, reason: 'refused', detail: `${url.host} redirects to nowhere usable` }
    }
    url = next
  }
  return { ok: false, reason: 'refused', detail: `${first.host} redirects without end` }
}
