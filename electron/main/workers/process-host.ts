import type { ChannelMessage, ChannelName } from '../../workers/transport.ts'

/** How a worker process ended. `code` is null where a signal ended it. */
export interface WorkerExit {
  readonly code: number | null
  readonly signal: string | null
}

/** What the host needs of a MessagePort that a request takes along; Electron's `MessagePortMain`. */
export interface TransferredPort {
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/**
 * A live worker process. Its listeners are set once, right after the spawn, and live as long as the
 * process; messages to a process that has gone are dropped, its exit says so.
 */
export interface WorkerProcess {
  /** Undefined until the system has started it. */
  readonly pid: number | undefined
  postMessage(message: object, ports?: readonly TransferredPort[]): void
  /** Sound on the parent's own channel, where there are no MessagePorts (plain Node). */
  postToChannel(channel: ChannelName, message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onChannelMessage(listener: (channel: ChannelName, message: unknown) => void): void
  onExit(listener: (exit: WorkerExit) => void): void
  /** Asks it to end, or ends it whatever it is doing. */
  kill(force: boolean): void
  /** The last lines that it wrote to stdout and stderr. */
  output(): string
}

export interface SpawnOptions {
  /** Shown in the system's process list where the platform can. */
  readonly name: string
  /** From -20 (first) to 19 (last); absent leaves it to the system. */
  readonly niceness?: number
  readonly execArgv?: readonly string[]
}

/** Starts the worker's entry, an absolute path. Never throws: what cannot be started exits. */
export type SpawnWorker = (entry: string, options: SpawnOptions) => WorkerProcess

interface Inbox extends Pick<WorkerProcess, 'onMessage' | 'onChannelMessage'> {
  readonly receive: (message: unknown) => void
}

/** Where messages arrive on the one channel that main shares with the worker, and are told apart. */
export const createInbox = (): Inbox => {
  let listen: (message: unknown) => void = () => {}
  let listenToChannel: (channel: ChannelName, message: unknown) => void = () => {}
  return {
    receive: (message) => {
      if (isChannelMessage(message)) listenToChannel(message.channel, message.message)
      else listen(message)
    },
    onMessage: (listener) => {
      listen = listener
    },
    onChannelMessage: (listener) => {
      listenToChannel = listener
    },
  }
}

const isChannelMessage = (value: unknown): value is ChannelMessage =>
  typeof value === 'object' && value !== null && 'channel' in value && 'message' in value
