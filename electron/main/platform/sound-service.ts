import type { App } from 'electron'
import type { AudioEvent } from '../../contracts/audio.ts'
import type { Clock } from '../workers/clock.ts'

type MicrophoneEvent = Extract<AudioEvent, { readonly type: 'microphone' }>

interface SoundServiceOptions {
  readonly clock: Clock
  /** Somebody is being heard or answered: it must not fall silent now. */
  readonly isBusy: () => boolean
  /** Ends the service; the browser starts another when sound is asked for next. */
  readonly end: () => void
}

/**
 * Waits before the service is ended, the first one first, the last one again and again: 8 s is what a
 * sound server that ends and comes back takes, and longer than a headset that changes its profile; a
 * machine that has no microphone at all loses nothing that it had.
 */
const WAITS_MS = [8000, 60_000, 5 * 60_000] as const
const BUSY_AGAIN_MS = 1000
/** A microphone that failed again sooner was not cured: the waits go on from where they were. */
const CURED_MS = 60_000

/**
 * Linux: Chromium's sound service keeps its connection to the sound server for as long as it lives,
 * also to one that has ended. Then there is neither microphone nor loudspeaker until the service is
 * ended, which Chromium answers with a new one (2.7 s later there is a microphone).
 *
 * Invariants:
 * 1. The service is ended only while a wanted microphone fails, for a reason that this can cure: not
 *    one that is muted or denied.
 * 2. It is never ended while somebody is heard or answered.
 * 3. The waits between two ends only grow, until a microphone has worked for a minute.
 */
export class SoundService {
  readonly #options: SoundServiceOptions
  #ends = 0
  #cancel: (() => void) | null = null
  #cancelCured: (() => void) | null = null

  constructor(options: SoundServiceOptions) {
    this.#options = options
  }

  /** What the audio window reports of its microphone. */
  microphone({ status, error }: MicrophoneEvent): void {
    if (status === 'preparing') return
    const curable =
      error?.code !== 'microphone.permission-denied' && error?.code !== 'microphone.muted'
    if (status !== 'ready') this.#stopCure()
    if (status !== 'failed' || !curable) this.#stopWait()
    else if (this.#cancel === null) this.#wait()
    if (status === 'ready' && this.#cancelCured === null) {
      this.#cancelCured = this.#options.clock.setTimer(CURED_MS, () => {
        this.#ends = 0
      })
    }
  }

  dispose(): void {
    this.#stopWait()
    this.#stopCure()
  }

  #wait(): void {
    const waitMs = WAITS_MS[Math.min(this.#ends, WAITS_MS.length - 1)] ?? 0
    this.#cancel = this.#options.clock.setTimer(waitMs, () => this.#end())
  }

  #end(): void {
    const { clock, end, isBusy } = this.#options
    if (isBusy()) {
      this.#cancel = clock.setTimer(BUSY_AGAIN_MS, () => this.#end())
      return
    }
    end()
    this.#ends += 1
    this.#wait()
  }

  #stopWait(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #stopCure(): void {
    this.#cancelCured?.()
    this.#cancelCured = null
  }
}

const SERVICE_NAME = 'audio.mojom.AudioService'

/** Ends Chromium's sound service by force: one that hangs on a dead connection heeds nothing else. */
export const endSoundService = (app: Pick<App, 'getAppMetrics'>): void => {
  const pid = app.getAppMetrics().find(({ serviceName }) => serviceName === SERVICE_NAME)?.pid
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself, which is what was wanted.
  }
}
