import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { WebSocket, type RawData } from 'ws'
import { CodedFailure } from '../../../contracts/errors.ts'
import type { ProviderConnection } from '../connection.ts'
import { providerFailure, statusFailure } from '../failures.ts'
import { readServerEvent } from './server-events.ts'

/** One connection to a realtime service. */
export interface RealtimeSocket {
  readonly isOpen: () => boolean
  readonly send: (event: RealtimeClientEvent) => void
  /** Every event of the server, in order; returns what ends it. */
  readonly onEvent: (listener: (event: RealtimeServerEvent) => void) => () => void
  /** Called once, when it closes by itself; never after `close`. */
  readonly onLost: (listener: (failure: CodedFailure) => void) => () => void
  readonly close: () => void
}

/** A handshake over a mobile network takes half a second; a person does not wait longer than this. */
const HANDSHAKE_LIMIT_MS = 8000
/** A page of some proxy instead of an event: nobody sends events of this size. */
const LONGEST_EVENT_BYTES = 16 * 1024 * 1024

const addressOf = ({ baseUrl, model }: ProviderConnection): URL => {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/realtime`)
  // A server on this machine has no certificate.
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:'
  url.searchParams.set('model', model)
  return url
}

const headersOf = ({ secret, keyHeader, headers }: ProviderConnection): Record<string, string> => {
  if (secret === undefined) return { ...headers }
  return keyHeader === 'api-key'
    ? { ...headers, 'api-key': secret }
    : { ...headers, Authorization: `Bearer ${secret}` }
}

const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString()
}

/**
 * Connects; the SDK's own client insists on TLS, which servers on this machine do not have.
 * @throws CodedFailure `provider.*`
 */
export const openRealtimeSocket = (connection: ProviderConnection): Promise<RealtimeSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(addressOf(connection), {
      headers: headersOf(connection),
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
      maxPayload: LONGEST_EVENT_BYTES,
      // The key is for this origin alone.
      followRedirects: false,
      perMessageDeflate: false,
    })
    const events = new Set<(event: RealtimeServerEvent) => void>()
    /** Until somebody listens; null from then on. */
    let held: RealtimeServerEvent[] | null = []
    const losses = new Set<(failure: CodedFailure) => void>()
    let opened = false
    let closed = false
    const lose = (failure: CodedFailure) => {
      if (closed) return
      closed = true
      if (!opened) reject(failure)
      for (const listener of losses) listener(failure)
    }
    /** What a reader cannot make anything of costs this session, and not the process of all. */
    const tell = (listener: (event: RealtimeServerEvent) => void, event: RealtimeServerEvent) => {
      try {
        listener(event)
      } catch (cause) {
        const { provider, model } = connection
        const detail = `${event.type}: ${String(cause)}`
        const failure = {
          code: 'provider.unreadable',
          detail,
          params: { provider, model },
        } as const
        lose(new CodedFailure(failure, { cause }))
        socket.terminate()
      }
    }
    socket.on('unexpected-response', (_request, response) => {
      lose(statusFailure(connection, response.statusCode ?? 500, response.statusMessage ?? ''))
      socket.terminate()
    })
    socket.on('error', (error) => lose(providerFailure(error, connection, opened)))
    socket.on('close', (code) => {
      const { provider, model } = connection
      const detail = `the socket closed with ${code}`
      const failure = { code: 'provider.cut-off', detail, params: { provider, model } } as const
      lose(new CodedFailure(failure))
    })
    socket.on('message', (data) => {
      const event = readServerEvent(textOf(data))
      if (event === null) return
      // The first event may come with the handshake's last bytes, before anybody listens.
      held?.push(event)
      for (const listener of events) tell(listener, event)
    })
    socket.on('open', () => {
      opened = true
      resolve({
        isOpen: () => !closed,
        send: (event) => {
          if (!closed) socket.send(JSON.stringify(event))
        },
        onEvent: (listener) => {
          events.add(listener)
          const early = held ?? []
          held = null
          // Not before the caller has what ends it.
          queueMicrotask(() => early.forEach((event) => tell(listener, event)))
          return () => void events.delete(listener)
        },
        onLost: (listener) => {
          losses.add(listener)
          return () => void losses.delete(listener)
        },
        close: () => {
          closed = true
          socket.close(1000)
        },
      })
    })
  })
