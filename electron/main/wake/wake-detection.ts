import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { VoiceFact, VoiceSample } from '../../contracts/voices.ts'
import type {
  VoicesRequest,
  WakeAttempt,
  WakeEvent,
  WakeHearing,
  WakeRequest,
} from '../../contracts/wake.ts'
import { SUPERVISION_POLICIES } from '../../core/supervision/policy.ts'
import type { Clock } from '../workers/clock.ts'
import type { SpawnWorker, TransferredPort } from '../workers/process-host.ts'
import { WorkerSupervisor } from '../workers/worker-supervisor.ts'

export type WakeLoad = Extract<WakeRequest, { readonly type: 'load' }>
/** `deaf`: it is there, and what it is given it cannot look at. */
export type DetectorStatus = 'off' | 'loading' | 'ready' | 'deaf' | 'failed'

interface WakeDetectionOptions {
  readonly spawn: SpawnWorker
  readonly clock: Clock
  /** Ports that lead to the audio window. */
  readonly connect: () => readonly TransferredPort[]
  readonly onWoken: (hearing: WakeHearing) => void
  /** An attempt, while the phrase is tried out. */
  readonly onHeard: (attempt: WakeAttempt) => void
  /** Whose voice an utterance is. */
  readonly onVoice: (utterance: number, voice: VoiceFact) => void
  /** A stretch of speech, while somebody enrols. */
  readonly onSample: (sample: VoiceSample) => void
  readonly onStatus: (status: DetectorStatus) => void
  /** Why voices cannot be told apart; null: they can, or nobody asks. */
  readonly onVoiceCheck: (error: CodedError | null) => void
  /** Phrases that turned out to be heard in ordinary talk, after each load. */
  readonly onTooCommon: (phrases: readonly string[]) => void
}

export interface WakeDetection {
  /** Waits by this; with null there is no detector, and no process. */
  readonly use: (load: WakeLoad | null) => void
  /** Tells of attempts, and wakes nobody by them. */
  readonly tryOut: (on: boolean) => void
  /** Who may wake it, from now on. */
  readonly useVoices: (voices: VoicesRequest) => void
  /** Tells of the voice in each stretch of speech, and wakes nobody. */
  readonly enrol: (on: boolean) => void
  /** A new audio window: the worker gets a new port to it. */
  readonly reattach: () => void
  readonly dispose: () => Promise<void>
}

/**
 * Nobody is asked about a detector that gave up, or hears nothing: it is tried again after a minute, then
 * half as often each time. To load a model costs half a second of a processor; in a quarter of an hour
 * that is nothing.
 */
const FIRST_RETRY_MS = 60_000
const LAST_RETRY_MS = 15 * 60_000

/** Starts and wires the worker that waits for the phrase. */
export const createWakeDetection = (options: WakeDetectionOptions): WakeDetection => {
  const worker = new WorkerSupervisor<WakeRequest, WakeEvent>({
    kind: 'wake',
    entry: join(import.meta.dirname, 'workers/wake.js'),
    spawn: options.spawn,
    clock: options.clock,
    policy: SUPERVISION_POLICIES.wake,
  })
  let loaded: WakeLoad | null = null
  let trying = false
  let enrolling = false
  /** Until a look succeeds: that of the process after the one that failed. */
  let deaf = false
  let voices: VoicesRequest | null = null
  const tell = (request: WakeRequest): void => {
    worker.request(request, { whenNotReady: 'reject' })
  }

  const attach = () => {
    worker.request({ type: 'attach-wake' }, { ports: options.connect(), whenNotReady: 'reject' })
    if (voices !== null) tell(voices)
    if (trying) tell({ type: 'try-out', on: true })
    if (enrolling) tell({ type: 'enrol', on: true })
  }
  let retryMs = FIRST_RETRY_MS
  let cancelRetry: () => void = () => undefined
  const tryLater = (): void => {
    cancelRetry()
    cancelRetry = options.clock.setTimer(retryMs, () => worker.restart())
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)
  }
  worker.onReady(({ tooCommon }) => {
    if (!deaf) retryMs = FIRST_RETRY_MS
    attach()
    options.onTooCommon(tooCommon)
  })
  const tellStatus = (): void => {
    const { status } = worker.status
    if (status === 'failed') options.onStatus('failed')
    else if (status === 'missing') options.onStatus('off')
    // One that is started anew because it hears nothing does not promise to.
    else if (deaf) options.onStatus('deaf')
    else options.onStatus(status === 'ready' ? 'ready' : 'loading')
  }
  worker.onStatus(({ status, error }) => {
    if (error !== null) log(error)
    cancelRetry()
    if (status === 'failed') tryLater()
    tellStatus()
  })
  const hearingIs = (error: CodedError | null): void => {
    const wasDeaf = deaf
    deaf = error !== null
    if (error === null) {
      cancelRetry()
      retryMs = FIRST_RETRY_MS
    }
    if (deaf !== wasDeaf) tellStatus()
    if (!deaf) return
    // A new process may hear again. One that does not, either, goes on trying till the next.
    if (wasDeaf) tryLater()
    else worker.restart()
  }
  worker.onEvent((event) => {
    switch (event.type) {
      case 'woken':
        return options.onWoken(event)
      case 'heard':
        return options.onHeard(event)
      case 'voice':
        return options.onVoice(event.utterance, event.voice)
      case 'sample':
        return options.onSample(event)
      case 'hearing':
        return hearingIs(event.error)
      case 'voice-check':
        if (event.error !== null) log(event.error)
        return options.onVoiceCheck(event.error)
      case 'failed':
        return log(event.error)
      case 'ready':
        // Told by `onReady`.
        return
    }
  })

  return {
    use: (next) => {
      if (JSON.stringify(next) === JSON.stringify(loaded)) return
      loaded = next
      deaf = false
      if (next === null) options.onVoiceCheck(null)
      if (next === null) worker.stop()
      else worker.setModel(next)
    },
    tryOut: (on) => {
      trying = on
      tell({ type: 'try-out', on })
    },
    useVoices: (next) => {
      if (JSON.stringify(next) === JSON.stringify(voices)) return
      voices = next
      tell(next)
    },
    enrol: (on) => {
      if (on === enrolling) return
      enrolling = on
      tell({ type: 'enrol', on })
    },
    reattach: () => {
      if (worker.status.status === 'ready') attach()
    },
    dispose: () => {
      cancelRetry()
      return worker.dispose()
    },
  }
}

const log = ({ code, detail = '' }: CodedError): void =>
  console.error(`wake detector: ${code} ${detail}`.trim())
