import type { CodedError } from '../contracts/errors.ts'

/**
 * The worker's end of the wire, the same for both ways a worker is started:
 *
 * - as an Electron `utilityProcess`: requests arrive at `process.parentPort`, and a request may
 *   bring a MessagePort that leads past main, straight into the audio window;
 * - as `child_process.fork(…, { serialization: 'advanced' })` (tests, machines without a display):
 *   there are no MessagePorts, so sound shares the parent's channel, wrapped as
 *   `{ channel: ChannelName, message }`.
 *
 * Sound is always COPIED. Never pass a transfer list: in a utility process every transferred
 * Float32Array arrives empty (electron/electron#34905).
 *
 * Invariants
 * 1. Nothing reaches a listener before it is registered and nothing is lost by that: both kinds of
 *    parent hold messages back until there is somebody to take them.
 * 2. A worker whose parent has gone ends itself.
 * 3. A bug (uncaught error, unhandled rejection) is reported once as `worker.crashed`, then the
 *    process ends with status 1: main starts a new one.
 */

export type ChannelName = 'microphone' | 'playback' | 'turn' | 'wake' | 'speech' | 'voice'

export interface ChannelMessage {
  readonly channel: ChannelName
  readonly message: unknown
}

/** Supervision asks for a sign of life; the worker sends the same back as soon as its loop turns. */
export interface Heartbeat {
  readonly heartbeat: number
}

/** One end of a stream of sound. */
export interface WorkerChannel<Incoming, Outgoing> {
  onMessage(listener: (message: Incoming) => void): void
  /** Copies. A view onto a larger buffer must be sliced by the caller, or all of it is copied. */
  post(message: Outgoing): void
  close(): void
}

/** What this module needs of Electron's `MessagePortMain`. */
export interface WorkerPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

interface MainConnection<Request, Event> {
  /** One listener; `ports` is empty unless the request brought MessagePorts. */
  onRequest(listener: (request: Request, ports: readonly WorkerPort[]) => void): void
  send(event: Event): void
  /** The channel that an `attach-…` request brought: its port, or a lane of the parent's channel. */
  openChannel<Incoming, Outgoing>(
    name: ChannelName,
    ports: readonly WorkerPort[],
  ): WorkerChannel<Incoming, Outgoing>
}

/** The process that started this one. */
export interface ParentLink {
  onMessage(listener: (message: unknown, ports: readonly WorkerPort[]) => void): void
  post(message: unknown): void
  /** Resolves when what was posted has left this process. */
  drain(): Promise<void>
  onGone(listener: () => void): void
}

/** Both ends are ours and built together: what comes over the wire has the type of its contract. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters
const trusted = <T>(value: unknown): T => value as T

const isChannelMessage = (value: unknown): value is ChannelMessage =>
  typeof value === 'object' && value !== null && 'channel' in value && 'message' in value

const isHeartbeat = (value: unknown): value is Heartbeat =>
  typeof value === 'object' && value !== null && 'heartbeat' in value

const portChannel = <Incoming, Outgoing>(port: WorkerPort): WorkerChannel<Incoming, Outgoing> => ({
  onMessage: (listener) => {
    port.on('message', (event) => listener(trusted(event.data)))
    port.start()
  },
  post: (message) => port.postMessage(message),
  close: () => port.close(),
})

interface Lane {
  take(message: unknown): void
  listen(listener: (message: unknown) => void): void
}

/** As a MessagePort does, holds messages back until there is somebody to take them. */
const createLane = (): Lane => {
  const held: unknown[] = []
  let deliver = (message: unknown): void => {
    held.push(message)
  }
  return {
    take: (message) => deliver(message),
    listen: (listener) => {
      deliver = listener
      for (const message of held.splice(0)) listener(message)
    },
  }
}

/** A connection over any parent; `connectToMain` picks the real one. */
export const connectOver = <Request, Event>(parent: ParentLink): MainConnection<Request, Event> => {
  const lanes = new Map<ChannelName, Lane>()
  return {
    onRequest: (listener) =>
      parent.onMessage((message, ports) => {
        if (isChannelMessage(message)) lanes.get(message.channel)?.take(message.message)
        else if (isHeartbeat(message)) parent.post(message)
        else listener(trusted(message), ports)
      }),
    send: (event) => parent.post(event),
    openChannel: <Incoming, Outgoing>(
      name: ChannelName,
      [port]: readonly WorkerPort[],
    ): WorkerChannel<Incoming, Outgoing> => {
      if (port) return portChannel<Incoming, Outgoing>(port)
      const lane = createLane()
      lanes.set(name, lane)
      return {
        onMessage: (listener) => lane.listen((message) => listener(trusted(message))),
        post: (message) => parent.post({ channel: name, message } satisfies ChannelMessage),
        close: () => void lanes.delete(name),
      }
    },
  }
}

interface UtilityParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly WorkerPort[] }) => void,
  ): unknown
  postMessage(message: unknown): void
}

const utilityParent = (port: UtilityParentPort): ParentLink => ({
  onMessage: (listener) => port.on('message', (event) => listener(event.data, event.ports)),
  post: (message) => port.postMessage(message),
  // Messages leave on another thread, and nobody is told when.
  drain: () => new Promise((resolve) => setTimeout(resolve, 50)),
  // Chromium ends a utility process by itself when its browser process has gone.
  onGone: () => undefined,
})

const forkedParent = (): ParentLink => {
  let lastSent: Promise<void> = Promise.resolve()
  return {
    onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
    post: (message) => {
      lastSent = new Promise((resolve) => {
        // A parent that has gone is dealt with by `onGone`; the message has nobody to reach.
        if (!process.connected || !process.send) resolve()
        else process.send(message, undefined, undefined, () => resolve())
      })
    },
    drain: () => lastSent,
    onGone: (listener) => void process.on('disconnect', listener),
  }
}

const thisParent = (): ParentLink => {
  const port = trusted<UtilityParentPort | undefined>(Reflect.get(process, 'parentPort'))
  return port ? utilityParent(port) : forkedParent()
}

/**
 * Connects a worker's entry with the process that started it.
 * `describeCrash` makes the worker's own `failed` event from the coded error of a bug.
 */
export const connectToMain = <Request, Event>(
  describeCrash: (error: CodedError) => Event,
): MainConnection<Request, Event> => {
  const parent = thisParent()
  let crashing = false
  const crash = (thrown: unknown) => {
    if (crashing) return
    crashing = true
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    parent.post(describeCrash({ code: 'worker.crashed', detail }))
    void parent.drain().finally(() => process.exit(1))
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
  parent.onGone(() => process.exit(0))
  return connectOver<Request, Event>({
    ...parent,
    // Node delivers its held-back messages a second time when a listener threw at one of them.
    onMessage: (listener) =>
      parent.onMessage((message, ports) => {
        if (!crashing) listener(message, ports)
      }),
  })
}
