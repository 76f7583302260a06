import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { setTimeout as delay } from 'node:timers/promises'
import { CodedFailure } from '../../../contracts/errors.ts'
import type { ProviderConnection } from '../connection.ts'
import { toldFailure } from '../failures.ts'
import { ConversationMirror, type MirroredItem } from './conversation-mirror.ts'
import { openRealtimeSocket, type RealtimeSocket } from './socket.ts'
import { REALTIME_SAMPLE_RATE_HZ } from './speech-upload.ts'

/** The service ends a session after 60 minutes; it is renewed before, while nobody speaks. */
const RENEW_AFTER_MS = 55 * 60_000
const CREATED_LIMIT_MS = 8000
/** A cancelled answer is over within a few milliseconds there, and the way of the message. */
const CANCEL_LIMIT_MS = 2000

/**
 * One session with a realtime service, and the next one when it ends.
 *
 * Invariants
 * 1. Turns are decided here and never by the service (`turn_detection: null`).
 * 2. A new session knows nothing: the mirror is empty then, and whoever asks next tells it all.
 * 3. Instructions are sent when they changed, and with every new session.
 */
export class RealtimeSession {
  readonly mirror = new ConversationMirror()
  readonly #connection: ProviderConnection
  readonly #voice: { readonly name: string; readonly speed: number }
  readonly #nowMs: () => number
  #opening: Promise<RealtimeSocket> | null = null
  #openedAtMs = 0
  #instructions: string | null = null
  #answering: {
    readonly over: Promise<void>
    readonly end: () => void
    begun: boolean
    /** null until it is told. */
    id: string | null
  } | null = null
  #onItem: (item: MirroredItem) => void = () => undefined
  #disposed = false

  constructor(
    connection: ProviderConnection,
    voice: { readonly name: string; readonly speed: number },
    nowMs: () => number,
  ) {
    this.#connection = connection
    this.#voice = voice
    this.#nowMs = nowMs
  }

  /** Opens one where none is, or where the one that is there is about to end. @throws CodedFailure */
  async ready(instructions: string): Promise<RealtimeSocket> {
    const socket = await this.#usable()
    if (this.#instructions !== instructions) {
      this.#instructions = instructions
      socket.send(this.#settings(instructions))
    }
    return socket
  }

  /** Items that come from now on belong to this answer, also where it is stopped before they come. */
  own(onItem: (item: MirroredItem) => void): void {
    this.#onItem = onItem
  }

  /** Asks for an answer; `idle` waits for its end. */
  answer(socket: RealtimeSocket): void {
    let end = () => {}
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    this.#answering = { over, end, begun: false, id: null }
    socket.send({ type: 'response.create' })
  }

  /** Resolves when no answer is under way any more: the service refuses a second one meanwhile. */
  async idle(): Promise<void> {
    if (this.#answering === null) return
    await Promise.race([this.#answering.over, delay(CANCEL_LIMIT_MS)])
  }

  /** The session there is; null where none is open. */
  async current(): Promise<RealtimeSocket | null> {
    const socket = await this.#opening?.catch(() => null)
    return socket?.isOpen() === true ? socket : null
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    const socket = await this.#opening?.catch(() => null)
    socket?.close()
  }

  async #open(): Promise<RealtimeSocket> {
    const socket = await openRealtimeSocket(this.#connection)
    if (this.#disposed) socket.close()
    await created(socket, this.#connection)
    this.#follow(socket)
    this.#openedAtMs = this.#nowMs()
    return socket
  }

  /** Several may ask at once: one of them opens, and all get what it opened. */
  async #usable(): Promise<RealtimeSocket> {
    for (;;) {
      const opening = this.#opening
      const old = await opening?.catch(() => null)
      if (this.#opening !== opening) continue
      const isOld = this.#nowMs() - this.#openedAtMs > RENEW_AFTER_MS
      if (old?.isOpen() === true && !isOld) return old
      old?.close()
      this.mirror.clear()
      this.#instructions = null
      const opened = this.#open()
      this.#opening = opened
      return opened
    }
  }

  /** What the service has is booked here, whoever still listens. */
  #follow(socket: RealtimeSocket): void {
    this.#answering = null
    const over = () => {
      this.#answering?.end()
      this.#answering = null
    }
    const book = (item: MirroredItem) => {
      this.mirror.add(item)
      this.#onItem(item)
    }
    socket.onLost(over)
    socket.onEvent((event) => {
      switch (event.type) {
        case 'response.created':
          if (this.#answering !== null) {
            this.#answering.begun = true
            this.#answering.id ??= event.response.id ?? null
          }
          return
        case 'response.done':
          // Not that of another one, which nobody asked for.
          if ((this.#answering?.id ?? event.response.id) === event.response.id) over()
          return
        case 'error':
          // A refused answer never begins; of one that is under way `response.done` tells the end.
          if (this.#answering?.begun === false) over()
          return
        case 'input_audio_buffer.committed':
          book({ id: event.item_id, role: 'user' })
          return
        case 'response.output_item.added':
          if (event.item.id !== undefined) book({ id: event.item.id, role: 'assistant' })
          return
        default:
      }
    })
  }

  #settings(instructions: string): RealtimeClientEvent {
    const format = { type: 'audio/pcm', rate: REALTIME_SAMPLE_RATE_HZ } as const
    return {
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions,
        output_modalities: ['audio'],
        audio: {
          input: { format, turn_detection: null },
          output: { format, voice: this.#voice.name, speed: this.#voice.speed },
        },
      },
    }
  }
}

/** What a service says of a failure, as ours. A session that ended is a reply that was cut off. */
export const realtimeFailure = (
  { code, message }: { readonly code?: string | null; readonly message?: string },
  connection: ProviderConnection,
): CodedFailure => {
  const { provider, model } = connection
  const said = `${code ?? ''} ${message ?? ''}`.trim()
  return code === 'session_expired'
    ? new CodedFailure({ code: 'provider.cut-off', detail: said, params: { provider, model } })
    : toldFailure(connection, said)
}

const created = (socket: RealtimeSocket, connection: ProviderConnection): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (failure: CodedFailure | null) => {
      clearTimeout(timer)
      for (const end of ends) end()
      if (failure === null) return resolve()
      socket.close()
      reject(failure)
    }
    const { provider, model } = connection
    const stalled = { code: 'provider.stalled', params: { provider, model } } as const
    const timer = setTimeout(() => settle(new CodedFailure(stalled)), CREATED_LIMIT_MS)
    const ends = [
      socket.onLost(settle),
      socket.onEvent((event: RealtimeServerEvent) => {
        if (event.type === 'session.created') settle(null)
        if (event.type === 'error') settle(realtimeFailure(event.error, connection))
      }),
    ]
  })
