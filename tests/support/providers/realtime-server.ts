import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Sound } from '../sound-lab/sound.ts'
import { missingKey, wrongKey, type ApiError } from './api-errors.ts'
import { faultsOf, type FaultPlan } from './fault-plan.ts'
import { listenOnLoopback } from './loopback-listener.ts'
import { PLAIN_SCRIPT, type ProviderScript } from './provider-script.ts'
import type { RealtimeClientMessage } from './realtime-client-events.ts'
import type { RealtimeItem } from './realtime-conversation.ts'
import type {
  RealtimeConnectionFault,
  RealtimeResponseFault,
  RealtimeTranscriptFault,
} from './realtime-fault.ts'
import { errorEvent, type ServerEventBody } from './realtime-events.ts'
import { createRealtimeSession, type RealtimeSession } from './realtime-session.ts'
import type { SessionConfig } from './realtime-session-config.ts'
import { keyOfUpgrade, rejectUpgrade } from './realtime-upgrade.ts'

/**
 * A speech-to-speech service on the loopback interface: the OpenAI Realtime API over a WebSocket, in
 * its generally available form, with the client deciding the turns (`turn_detection: null`).
 *
 * Invariants:
 * 1. Each connection is a session of its own: nothing is remembered from one to the next.
 * 2. Connections, responses and transcripts use up the faults of their plans in order, over all
 *    sessions.
 * 3. A session ends at its limit as the service ends it: `session_expired`, then close code 1001.
 */

export interface RealtimeServerOptions {
  /** What is heard, said and spoken: the same script that a provider has. */
  readonly script?: Partial<ProviderScript>
  /** Any other is refused at the upgrade; left out, every client is taken. */
  readonly apiKey?: string
  readonly connections?: FaultPlan<RealtimeConnectionFault>
  readonly responses?: FaultPlan<RealtimeResponseFault>
  readonly transcripts?: FaultPlan<RealtimeTranscriptFault>
  /** The service's own is an hour. */
  readonly sessionLimitMs?: number
  /** How much faster than it sounds a reply is sent. */
  readonly timesRealTime?: number
}

interface SeenRealtimeSession {
  /** What the upgrade asked for, from the query. */
  readonly model: string
  /** From `Authorization`, Azure's `api-key` or the subprotocol of browsers; null without one. */
  readonly key: string | null
  readonly headers: IncomingMessage['headers']
  /** Events of the client that were taken, in order. */
  readonly received: readonly RealtimeClientMessage[]
  /** Events that were sent, in order. */
  readonly sent: readonly ServerEventBody[]
  readonly config: () => SessionConfig
  readonly items: () => readonly RealtimeItem[]
  readonly heard: () => readonly Sound[]
  /** The code with which the socket closed; null while it is open. */
  readonly closeCode: number | null
}

export interface RealtimeServer {
  /** `http://127.0.0.1:<port>/v1`; the socket is at `/realtime` below it, with `ws:`. */
  readonly baseUrl: string
  readonly sessions: readonly SeenRealtimeSession[]
  /** Upgrades that were asked for, refused ones too. */
  readonly attempts: () => number
  /** Ends every open session as at its limit. */
  readonly expireSessions: () => void
  /** Closes every open session with this code. */
  readonly closeSessions: (code: number) => void
  /** Closes the port and every connection, as a service that is killed. */
  readonly goAway: () => Promise<void>
  readonly comeBack: () => Promise<void>
  readonly close: () => Promise<void>
}

const HOUR_MS = 3_600_000
/** A reply of three seconds is with the client within one, as measured of the service by others. */
const TIMES_REAL_TIME = 4

interface OpenSession {
  readonly socket: WebSocket
  readonly session: RealtimeSession
}

export const startRealtimeServer = async (
  options: RealtimeServerOptions = {},
): Promise<RealtimeServer> => {
  const script = { ...PLAIN_SCRIPT, ...options.script }
  const limitMs = options.sessionLimitMs ?? HOUR_MS
  const nextConnectionFault = faultsOf(options.connections)
  const nextResponseFault = faultsOf(options.responses)
  const nextTranscriptFault = faultsOf(options.transcripts)
  const sessions: SeenRealtimeSession[] = []
  const open = new Set<OpenSession>()
  const sockets = new Set<Duplex>()
  let attempts = 0
  let eventCount = 0

  const sendOn = (socket: WebSocket, event: ServerEventBody): void => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify({ ...event, event_id: `event_${++eventCount}` }))
  }

  const tellError = (socket: WebSocket, error: ApiError): void =>
    sendOn(socket, errorEvent(error, null))

  const expire = ({ socket, session }: OpenSession): void => {
    session.end()
    const message = `Your session hit the maximum duration of ${Math.ceil(limitMs / 60_000)} minutes.`
    tellError(socket, {
      status: 400,
      type: 'invalid_request_error',
      code: 'session_expired',
      message,
    })
    socket.close(1001, message)
  }

  const breakConnection = (opened: OpenSession, fault: RealtimeResponseFault): void => {
    const { socket, session } = opened
    switch (fault.kind) {
      case 'close':
        session.end()
        socket.close(fault.code)
        return
      case 'reset':
        session.end()
        socket.terminate()
        return
      case 'expire':
        expire(opened)
        return
      case 'error-event':
        tellError(socket, fault.error)
        return
      case 'malformed':
        socket.send('{"type":"response.output_audio.delta","delta":"AAA')
        return
      default:
        throw new Error(`${fault.kind} is no fault of a connection`)
    }
  }

  const beginSession = (socket: WebSocket, request: IncomingMessage, silent: boolean): void => {
    const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    const model = query.get('model') ?? query.get('deployment') ?? 'gpt-realtime'
    const received: RealtimeClientMessage[] = []
    const sent: ServerEventBody[] = []
    let closeCode: number | null = null
    const opened: OpenSession = {
      socket,
      session: createRealtimeSession({
        model,
        script,
        expiresAtMs: Date.now() + limitMs,
        timesRealTime: options.timesRealTime ?? TIMES_REAL_TIME,
        emit: (event) => {
          if (silent) return
          sent.push(event)
          sendOn(socket, event)
        },
        sendRaw: (event) => {
          if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event))
        },
        nextResponseFault,
        nextTranscriptFault,
        breakConnection: (fault) => breakConnection(opened, fault),
      }),
    }
    const { session } = opened
    open.add(opened)
    sessions.push({
      model,
      key: keyOfUpgrade(request),
      headers: request.headers,
      received,
      sent,
      config: session.config,
      items: session.items,
      heard: session.heard,
      get closeCode() {
        return closeCode
      },
    })
    const limit = setTimeout(() => expire(opened), limitMs)
    socket.on('message', (data: Buffer) => {
      const event = session.receive(data.toString('utf8'))
      if (event !== null) received.push(event)
    })
    socket.once('close', (code) => {
      closeCode = code
      clearTimeout(limit)
      session.end()
      open.delete(opened)
    })
  }

  const webSockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => (protocols.has('realtime') ? 'realtime' : false),
  })
  const server = createServer((_, response) => {
    response.writeHead(426, { 'content-type': 'text/plain' }).end('Upgrade Required')
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => {
    attempts++
    // A client that goes away in the middle is no fault of this server.
    socket.on('error', () => socket.destroy())
    const fault = nextConnectionFault()
    const key = keyOfUpgrade(request)
    if (fault?.kind === 'never-open') return
    if (fault?.kind === 'reset') {
      socket.destroy()
      return
    }
    if (fault?.kind === 'reject') {
      rejectUpgrade(socket, fault.error)
      return
    }
    if (options.apiKey !== undefined && key !== options.apiKey) {
      rejectUpgrade(socket, key === null ? missingKey : wrongKey)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (fault?.kind === 'refuse-after-open') {
        tellError(webSocket, fault.error)
        webSocket.close(3000, `${fault.error.type}.${fault.error.code ?? ''}`)
        return
      }
      if (fault?.kind === 'greet') webSocket.send(JSON.stringify(fault.event))
      beginSession(webSocket, request, fault !== null)
    })
  })

  const listener = await listenOnLoopback(server, () => {
    for (const { session } of open) session.end()
    for (const socket of sockets) socket.destroy()
  })
  return {
    baseUrl: `http://127.0.0.1:${listener.port}/v1`,
    sessions,
    attempts: () => attempts,
    expireSessions: () => open.forEach(expire),
    closeSessions: (code) =>
      open.forEach(({ socket, session }) => {
        session.end()
        socket.close(code)
      }),
    goAway: listener.goAway,
    comeBack: listener.comeBack,
    close: listener.goAway,
  }
}
