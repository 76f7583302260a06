import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { SupervisionPolicy } from '../../core/supervision/policy.ts'
import {
  initialSupervision,
  type SupervisionEffect,
  type SupervisionEvent,
  type SupervisionState,
} from '../../core/supervision/state.ts'
import { engineStatusOf, isExpected, supervisionErrorOf } from '../../core/supervision/status.ts'
import { supervise } from '../../core/supervision/supervise.ts'
import type { ChannelName, Heartbeat } from '../../workers/transport.ts'
import { createMailbox } from '../mailbox.ts'
import { startDeadline, type Clock } from './clock.ts'
import type { SpawnOptions, SpawnWorker, WorkerExit, WorkerProcess } from './process-host.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { ReadyOf, RequestOptions, WorkerLink } from './worker-link.ts'

interface WorkerSupervisorOptions {
  readonly kind: 'stt' | 'tts' | 'llm' | 'turn' | 'wake'
  /** Absolute path of the worker's entry. */
  readonly entry: string
  readonly spawn: SpawnWorker
  readonly clock: Clock
  readonly policy: SupervisionPolicy
  readonly niceness?: number
  readonly execArgv?: readonly string[]
  /** Its processes start, and load when this calls back. */
  readonly loadsAfter?: (load: () => void) => void
}

export interface WorkerStatus {
  readonly status: EngineStatus
  /** Why it does not serve; null where nothing went wrong. */
  readonly error: CodedError | null
}

interface Queued<Request> {
  readonly message: Request
  readonly options: RequestOptions
}

/** More than this wait only when something asks without end; a turn asks for a few dozen things. */
const MAXIMUM_QUEUED = 256

/** One that ends by itself takes 60 ms. */
const DISPOSED_WITHIN_MS = 500

/**
 * Owns one worker: runs its supervision against real processes and timers.
 *
 * Invariants:
 * 1. Events are handled one at a time, in the order of their arrival; what an effect or a listener
 *    causes waits until the present event is done.
 * 2. A message of an older generation, or of a process that was told to end, reaches nobody.
 * 3. The load message is the first that a process gets; nothing else is sent before it is ready.
 * 4. A request is either sent once, or part of an announced loss, or refused with an error.
 * 5. After `dispose` no listener is called, and no process is started.
 */
export class WorkerSupervisor<
  Request extends { readonly type: string },
  Event extends { readonly type: string },
> implements WorkerLink<Request, Event> {
  readonly #options: WorkerSupervisorOptions
  readonly #take = createMailbox<SupervisionEvent>((event) => this.#handle(event))
  readonly #events = new Subscription<Event>()
  readonly #ready = new Subscription<ReadyOf<Event>>()
  readonly #lost = new Subscription<CodedError>()
  readonly #statuses = new Subscription<WorkerStatus>()
  readonly #channels = new Subscription<{ channel: ChannelName; message: unknown }>()
  #state: SupervisionState = initialSupervision
  #load: Request | null = null
  /** Why there is nothing to run; null while there is, or where that needs no reason. */
  #stoppedBecause: CodedError | null = null
  #process: WorkerProcess | null = null
  #queue: Queued<Request>[] = []
  #cancelTimer: () => void = () => {}
  #readyEvent: ReadyOf<Event> | null = null
  /** What a crashing worker said of the bug; its exit follows. */
  #lastWords: string | null = null
  #disposal: Promise<void> | null = null
  #finishDisposal: (() => void) | null = null

  constructor(options: WorkerSupervisorOptions) {
    this.#options = options
  }

  get status(): WorkerStatus {
    return {
      status: engineStatusOf(this.#state),
      error: withPart(supervisionErrorOf(this.#state), this.#options.kind) ?? this.#stoppedBecause,
    }
  }

  /** Number of the newest process, from 1. */
  get generation(): number {
    return this.#state.generation
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** Last lines of the newest process, for diagnostics. */
  output(): string {
    return this.#process?.output() ?? ''
  }

  /**
   * The worker shall run with this load message: starts it, or, where it runs with another model,
   * ends it and starts it anew with a clean record of crashes.
   */
  setModel(load: Request): void {
    const running = this.#load !== null && this.#state.phase !== 'stopped'
    this.#load = load
    this.#stoppedBecause = null
    this.#dispatch({ type: running ? 'restart' : 'start' })
  }

  /** The next process, whenever it is started, runs with this; the one that runs goes on as it is. */
  setNextModel(load: Request): void {
    if (this.#load !== null) this.#load = load
  }

  /** The person's word after `failed`, or any other wish for a fresh process. */
  restart(): void {
    if (this.#load !== null) this.#dispatch({ type: 'restart' })
  }

  /** No worker any more until `setModel`; whoever asks for something is told why. */
  stop(because: CodedError | null = null): void {
    const before = this.status
    this.#load = null
    this.#stoppedBecause = because
    this.#dispatch({ type: 'stop' })
    const now = this.status
    // One that was stopped already has another reason now.
    const isSame = before.status === now.status && before.error?.code === now.error?.code
    if (before.status === 'missing' && !isSame) this.#statuses.tell(now)
  }

  request(message: Request, options: RequestOptions = {}): Result<null> {
    if (this.#disposal !== null || !isExpected(this.#state)) {
      return {
        ok: false,
        error: this.status.error ?? { code: `${this.#options.kind}.model-missing` },
      }
    }
    // While the mailbox is being worked off, the process may already be one that will not answer.
    if (this.#state.phase === 'ready') {
      this.#send({ message, options })
      return succeed(null)
    }
    if (options.whenNotReady === 'reject' || this.#queue.length >= MAXIMUM_QUEUED) {
      return fail('worker.timed-out', `${this.#options.kind} is not ready`, {
        part: this.#options.kind,
      })
    }
    this.#queue.push({ message, options })
    return succeed(null)
  }

  /** Sound on the parent's channel, for workers in plain Node. Dropped while none is ready. */
  postToChannel(channel: ChannelName, message: unknown): void {
    if (this.#state.phase === 'ready') this.#process?.postToChannel(channel, message)
  }

  reportHang(detail: string): void {
    const { generation } = this.#state
    const error: CodedError = { code: 'worker.timed-out', detail }
    this.#dispatch({ type: 'hung', generation, error, atMs: this.#options.clock.nowMs() })
  }

  onEvent(listener: (event: Event) => void): Disposer {
    return this.#events.subscribe(listener)
  }

  onReady(listener: (ready: ReadyOf<Event>) => void): Disposer {
    return this.#ready.subscribe(listener)
  }

  onLost(listener: (error: CodedError) => void): Disposer {
    return this.#lost.subscribe(listener)
  }

  onStatus(listener: (status: WorkerStatus) => void): Disposer {
    return this.#statuses.subscribe(listener)
  }

  onChannelMessage(listener: (channel: ChannelName, message: unknown) => void): Disposer {
    return this.#channels.subscribe(({ channel, message }) => listener(channel, message))
  }

  /** Ends the worker for good; resolves when its process has gone. */
  dispose(): Promise<void> {
    this.#disposal ??= new Promise((resolve) => {
      this.#load = null
      this.#events.clear()
      this.#ready.clear()
      this.#lost.clear()
      this.#statuses.clear()
      this.#channels.clear()
      this.#queue = []
      this.#dispatch({ type: 'stop' })
      if (this.#state.phase === 'stopped') return resolve()
      // Nobody waits for a worker at the end as long as while there is a person to keep one for.
      const cancel = this.#options.clock.setTimer(DISPOSED_WITHIN_MS, () =>
        this.#process?.kill(true),
      )
      this.#finishDisposal = () => {
        cancel()
        resolve()
      }
    })
    return this.#disposal
  }

  #dispatch(event: SupervisionEvent): void {
    if (this.#disposal !== null && (event.type === 'start' || event.type === 'restart')) return
    this.#take(event)
  }

  #handle(event: SupervisionEvent): void {
    const before = this.status
    const { state, effects } = supervise(this.#state, event, this.#options.policy)
    this.#state = state
    for (const effect of effects) this.#run(effect)
    this.#tellStatus(before)
  }

  #tellStatus(before: WorkerStatus): void {
    const now = this.status
    const failedAnew = now.error !== null && now.error.code !== before.error?.code
    if (now.status !== before.status || failedAnew) this.#statuses.tell(now)
    if (this.#state.phase === 'stopped') this.#finishDisposal?.()
  }

  #run(effect: SupervisionEffect): void {
    switch (effect.type) {
      case 'spawn':
        return this.#spawn(effect.generation)
      case 'kill':
        return this.#process?.kill(effect.force)
      case 'ping':
        return this.#process?.postMessage({
          heartbeat: effect.generation,
        } satisfies Heartbeat)
      case 'set-timer':
        return this.#setTimer(effect)
      case 'clear-timer':
        return this.#cancelTimer()
      case 'announce-ready': {
        if (this.#readyEvent !== null) this.#ready.tell(this.#readyEvent)
        const queued = this.#queue
        this.#queue = []
        for (const each of queued) this.#send(each)
        return
      }
      case 'announce-lost':
        this.#queue = []
        this.#lost.tell(withPart(effect.error, this.#options.kind) ?? effect.error)
    }
  }

  #setTimer(effect: Extract<SupervisionEffect, { type: 'set-timer' }>): void {
    const { clock } = this.#options
    this.#cancelTimer()
    const ring = () => this.#dispatch({ type: 'timer', timer: effect.timer, atMs: clock.nowMs() })
    this.#cancelTimer =
      effect.kind === 'deadline'
        ? startDeadline(clock, effect.delayMs, ring)
        : clock.setTimer(effect.delayMs, ring)
  }

  #spawn(generation: number): void {
    const { kind, entry, spawn, niceness, execArgv, loadsAfter } = this.#options
    const options: SpawnOptions = {
      name: kind,
      ...(niceness === undefined ? {} : { niceness }),
      ...(execArgv === undefined ? {} : { execArgv }),
    }
    const process = spawn(entry, options)
    this.#process = process
    this.#lastWords = null
    process.onMessage((message) => this.#receive(generation, message))
    process.onChannelMessage((channel, message) => {
      if (this.#serves(generation)) this.#channels.tell({ channel, message })
    })
    process.onExit((exit) => this.#exited(generation, process, exit))
    const load = () => {
      const isPresent = this.#process === process && this.#serves(generation)
      if (this.#load !== null && isPresent) process.postMessage(this.#load, [])
    }
    if (loadsAfter === undefined) load()
    else loadsAfter(load)
  }

  #send({ message, options }: Queued<Request>): void {
    this.#process?.postMessage(message, options.ports ?? [])
    options.onSent?.()
  }

  #serves(generation: number): boolean {
    const { phase } = this.#state
    return generation === this.#state.generation && (phase === 'ready' || phase === 'starting')
  }

  #receive(generation: number, message: unknown): void {
    if (!this.#serves(generation)) return
    if (isHeartbeat(message)) return this.#dispatch({ type: 'pong', generation })
    // Both ends are ours and built together: what comes over the wire has the contract's type.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const event = message as Event
    const failure = failureOf(event)
    if (failure?.code === 'worker.crashed') {
      this.#lastWords = failure.detail ?? null
      return
    }
    if (this.#state.phase === 'ready') return this.#events.tell(event)
    if (failure !== null) return this.#dispatch({ type: 'load-failed', generation, error: failure })
    // What it tells while it loads (which engine of its line will serve) is no answer to anything.
    if (!isReady(event)) return this.#events.tell(event)
    this.#readyEvent = event
    this.#dispatch({ type: 'ready', generation })
  }

  #exited(generation: number, process: WorkerProcess, exit: WorkerExit): void {
    const how = exit.signal ?? `exit code ${exit.code ?? 'unknown'}`
    const said = this.#lastWords ?? process.output().split('\n').slice(-15).join('\n')
    const error: CodedError = { code: 'worker.crashed', detail: `${how} ${said}`.trim() }
    this.#dispatch({ type: 'exited', generation, error, atMs: this.#options.clock.nowMs() })
  }
}

const isReady = <Event extends { readonly type: string }>(event: Event): event is ReadyOf<Event> =>
  event.type === 'ready'

const isHeartbeat = (value: unknown): value is Heartbeat =>
  typeof value === 'object' && value !== null && 'heartbeat' in value

const failureOf = (event: { readonly type: string }): CodedError | null =>
  event.type === 'failed' && 'error' in event
    ? // Every worker's `failed` carries a coded error.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (event.error as CodedError)
    : null

/** Which part of Warbler it is, for the sentence that people read. */
const withPart = (error: CodedError | null, part: string): CodedError | null =>
  error?.code.startsWith('worker.') ? { ...error, params: { ...error.params, part } } : error
