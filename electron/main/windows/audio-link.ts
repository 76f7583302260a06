import type { AudioCommand } from '../../contracts/audio.ts'
import type { CodedError } from '../../contracts/errors.ts'
import type { SupervisionPolicy } from '../../core/supervision/policy.ts'
import {
  initialSupervision,
  type SupervisionEffect,
  type SupervisionEvent,
  type SupervisionState,
} from '../../core/supervision/state.ts'
import { isExpected } from '../../core/supervision/status.ts'
import { supervise } from '../../core/supervision/supervise.ts'
import { createMailbox } from '../mailbox.ts'
import { startDeadline, type Clock } from '../workers/clock.ts'

type SoundChannel = 'microphone' | 'playback' | 'turn' | 'wake' | 'speech' | 'voice' | 'preview'

/** One audio window as the link needs it. */
export interface AudioWindow<Port> {
  readonly command: (command: AudioCommand) => void
  readonly attach: (channel: SoundChannel, port: Port) => void
  /** Asks for `alive`. */
  readonly ping: () => void
  /** Ends it, whatever it is doing; `gone` follows. May be called again. */
  readonly destroy: () => void
}

/** What Electron says of one audio window. */
export interface AudioWindowSigns {
  readonly gone: (detail: string) => void
  readonly unresponsive: () => void
  readonly responsive: () => void
}

export interface AudioLinkOptions<Port> {
  readonly openWindow: (signs: AudioWindowSigns) => AudioWindow<Port>
  /** A new pair of ports. */
  readonly openChannel: () => { readonly toWindow: Port; readonly toWorker: Port }
  readonly clock: Clock
  readonly policy: SupervisionPolicy
  readonly onReady: () => void
  readonly onLost: () => void
  /** It crashed too often: there is none until `restart`. */
  readonly onGaveUp: (error: CodedError) => void
}

/** A window that loads a model on a busy machine answers again within 2 s. */
const UNRESPONSIVE_GRACE_MS = 5000

/**
 * The hidden audio window and the wires to it, under the same supervision as a worker.
 *
 * Invariants:
 * 1. Commands reach the window in order; those given before it is ready wait for it.
 * 2. A window that dies or hangs is replaced, and the owner is told between the two. One that does
 *    so again and again is not: the owner is told, and says when there is to be another.
 * 3. For each channel the window holds one port, the newest.
 * 4. What an older window says changes nothing.
 */
export class AudioLink<Port> {
  readonly #options: AudioLinkOptions<Port>
  readonly #take = createMailbox<SupervisionEvent>((event) => this.#handle(event))
  readonly #ports = new Map<SoundChannel, Port>()
  #state: SupervisionState = initialSupervision
  #window: AudioWindow<Port> | null = null
  #waiting: AudioCommand[] = []
  #cancelTimer: () => void = () => undefined
  #cancelGrace: () => void = () => undefined
  #disposed = false

  constructor(options: AudioLinkOptions<Port>) {
    this.#options = options
    this.#dispatch({ type: 'start' })
  }

  command(command: AudioCommand): void {
    if (this.#state.phase === 'ready') this.#window?.command(command)
    else if (isExpected(this.#state)) this.#waiting.push(command)
  }

  /** A new pair of ports: one end goes to the audio window, the other is returned for a worker. */
  connect(channel: SoundChannel): Port {
    const { toWindow, toWorker } = this.#options.openChannel()
    if (this.#state.phase === 'ready') this.#window?.attach(channel, toWindow)
    else this.#ports.set(channel, toWindow)
    return toWorker
  }

  /** The window says that it can take commands. */
  markReady(): void {
    this.#dispatch({ type: 'ready', generation: this.#state.generation })
  }

  /** The window answers a ping. */
  markAlive(): void {
    this.#dispatch({ type: 'pong', generation: this.#state.generation })
  }

  /** The person's word after it gave up. */
  restart(): void {
    this.#dispatch({ type: 'restart' })
  }

  dispose(): void {
    this.#disposed = true
    this.#cancelTimer()
    this.#cancelGrace()
    this.#window?.destroy()
  }

  #dispatch(event: SupervisionEvent): void {
    if (this.#disposed) return
    this.#take(event)
  }

  #handle(event: SupervisionEvent): void {
    const before = this.#state
    const { state, effects } = supervise(before, event, this.#options.policy)
    this.#state = state
    for (const effect of effects) this.#run(effect)
    if (state.phase === 'gave-up' && before.phase !== 'gave-up') {
      this.#options.onGaveUp({ code: 'audio.gave-up', detail: state.error.detail })
    }
  }

  #run(effect: SupervisionEffect): void {
    switch (effect.type) {
      case 'spawn':
        return this.#open(effect.generation)
      case 'kill':
        return this.#window?.destroy()
      case 'ping':
        return this.#window?.ping()
      case 'set-timer':
        return this.#setTimer(effect)
      case 'clear-timer':
        return this.#cancelTimer()
      case 'announce-ready':
        return this.#announceReady()
      case 'announce-lost':
        this.#cancelGrace()
        this.#waiting = []
        return this.#options.onLost()
    }
  }

  #setTimer({ timer, kind, delayMs }: Extract<SupervisionEffect, { type: 'set-timer' }>): void {
    const { clock } = this.#options
    this.#cancelTimer()
    const ring = () => this.#dispatch({ type: 'timer', timer, atMs: clock.nowMs() })
    this.#cancelTimer =
      kind === 'deadline' ? startDeadline(clock, delayMs, ring) : clock.setTimer(delayMs, ring)
  }

  #open(generation: number): void {
    const { clock, openWindow } = this.#options
    // Of a window whose process crashed the window itself is still there.
    this.#window?.destroy()
    const end = (type: 'exited' | 'hung', detail: string) =>
      this.#dispatch({
        type,
        generation,
        error: { code: type === 'hung' ? 'worker.timed-out' : 'worker.crashed', detail },
        atMs: clock.nowMs(),
      })
    this.#window = openWindow({
      gone: (detail) => end('exited', detail),
      unresponsive: () => {
        if (generation !== this.#state.generation) return
        this.#cancelGrace()
        this.#cancelGrace = startDeadline(clock, UNRESPONSIVE_GRACE_MS, () =>
          end('hung', `unresponsive for ${UNRESPONSIVE_GRACE_MS / 1000} s`),
        )
      },
      responsive: () => {
        if (generation === this.#state.generation) this.#cancelGrace()
      },
    })
  }

  #announceReady(): void {
    for (const [channel, port] of this.#ports) this.#window?.attach(channel, port)
    this.#ports.clear()
    this.#options.onReady()
    const waiting = this.#waiting
    this.#waiting = []
    for (const command of waiting) this.#window?.command(command)
  }
}
