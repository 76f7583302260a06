import type {
  SpawnWorker,
  WorkerExit,
  WorkerProcess,
} from '../../electron/main/workers/process-host.ts'
import type { ChannelName } from '../../electron/workers/transport.ts'
import type { VirtualTime } from './virtual-time.ts'

/**
 * Worker processes without processes, on virtual time.
 *
 * Invariants:
 * 1. Every message really crosses `structuredClone`, takes a millisecond and keeps its order: what
 *    cannot be cloned, and what relies on being the same object, fails as between processes.
 * 2. A process that was killed or has exited takes nothing; what it sent before still arrives, as
 *    late as on a real channel.
 * 3. Each process exits once. Two that live at a time are counted (`mostAlive`).
 */
export interface ScriptedWorker {
  /** 1 for the first process of this world. */
  readonly number: number
  readonly received: readonly unknown[]
  onRequest(listener: (message: { readonly type: string }) => void): void
  onChannelMessage(listener: (channel: ChannelName, message: unknown) => void): void
  send(event: object): void
  sendToChannel(channel: ChannelName, message: unknown): void
  crash(code?: number): void
  /** Takes nothing any more, heartbeats included, and ignores a polite request to end. */
  hang(): void
}

interface WorkerWorld {
  readonly spawn: SpawnWorker
  readonly workers: readonly ScriptedWorker[]
  readonly latest: ScriptedWorker
  readonly alive: number
  readonly mostAlive: number
}

const TRAVEL_MS = 1
const EXIT_MS = 5

export const createWorkerWorld = (
  time: VirtualTime,
  behave: (worker: ScriptedWorker) => void,
): WorkerWorld => {
  const workers: ScriptedWorker[] = []
  let alive = 0
  let mostAlive = 0

  const spawn: SpawnWorker = () => {
    let state: 'alive' | 'hung' | 'gone' = 'alive'
    let toHost: (message: unknown) => void = () => {}
    let toHostChannel: (channel: ChannelName, message: unknown) => void = () => {}
    let onExit: (exit: WorkerExit) => void = () => {}
    let onRequest: (message: { readonly type: string }) => void = () => {}
    let onSound: (channel: ChannelName, message: unknown) => void = () => {}
    const received: unknown[] = []
    alive += 1
    mostAlive = Math.max(mostAlive, alive)

    const travel = <T>(message: T, arrive: (copy: T) => void) => {
      const copy = structuredClone(message)
      time.setTimer(TRAVEL_MS, () => arrive(copy))
    }
    const end = (exit: WorkerExit) => {
      if (state === 'gone') return
      state = 'gone'
      time.setTimer(EXIT_MS, () => {
        alive -= 1
        onExit(exit)
      })
    }
    const receive = (message: object) => {
      if (state !== 'alive') return
      received.push(message)
      if ('heartbeat' in message) travel(message, (copy) => toHost(copy))
      else if ('type' in message && typeof message.type === 'string') {
        onRequest({ ...message, type: message.type })
      }
    }
    const worker: ScriptedWorker = {
      number: workers.length + 1,
      received,
      onRequest: (listener) => {
        onRequest = listener
      },
      onChannelMessage: (listener) => {
        onSound = listener
      },
      send: (event) => travel(event, (copy) => toHost(copy)),
      sendToChannel: (channel, message) => travel(message, (copy) => toHostChannel(channel, copy)),
      crash: (code = 134) => end({ code, signal: null }),
      hang: () => {
        state = 'hung'
      },
    }
    workers.push(worker)
    behave(worker)
    return {
      pid: 1000 + workers.length,
      postMessage: (message) => travel(message, receive),
      postToChannel: (channel, message) =>
        travel(message, (copy) => {
          if (state === 'alive') onSound(channel, copy)
        }),
      onMessage: (listener) => {
        toHost = listener
      },
      onChannelMessage: (listener) => {
        toHostChannel = listener
      },
      onExit: (listener) => {
        onExit = listener
      },
      kill: (force) => {
        if (force || state === 'alive') end({ code: null, signal: force ? 'SIGKILL' : 'SIGTERM' })
      },
      output: () => '',
    } satisfies WorkerProcess
  }
  return {
    spawn,
    workers,
    get latest() {
      const worker = workers.at(-1)
      if (worker === undefined) throw new Error('no worker was started')
      return worker
    },
    get alive() {
      return alive
    },
    get mostAlive() {
      return mostAlive
    },
  }
}
