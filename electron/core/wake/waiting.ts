import type { QuietHours } from '../../contracts/wake.ts'
import type { MicrophoneStatus } from '../../contracts/audio.ts'
import type { PauseReason, WaitingStatus } from '../../contracts/snapshot.ts'

/** Whether Warbler waits for its phrase, and what keeps it from doing so. Pure. */
export interface WaitingFacts {
  /** The person wants it to wait. */
  readonly wanted: boolean
  readonly muted: boolean
  readonly detector: 'loading' | 'ready' | 'missing' | 'failed'
  readonly microphone: MicrophoneStatus
  /** Name of another application that uses the microphone; empty where only that much is known. */
  readonly recordedBy: string | null
  readonly locked: boolean
  readonly asleep: boolean
  /** Minutes since midnight, local time. */
  readonly minuteOfDay: number
  readonly rules: {
    readonly pauseInCalls: boolean
    readonly pauseWhenLocked: boolean
    readonly quietHours: QuietHours | null
  }
}

export const waitingStatus = (facts: WaitingFacts): WaitingStatus => {
  if (!facts.wanted) return { state: 'off' }
  const because = pausedBecause(facts)
  if (because !== null) {
    const app = because === 'call' && facts.recordedBy !== '' ? facts.recordedBy : null
    return { state: 'paused', because, app }
  }
  return { state: facts.detector === 'loading' ? 'preparing' : 'waiting' }
}

/** The first reason counts: what the person did comes before what the machine does. */
const pausedBecause = (facts: WaitingFacts): PauseReason | null => {
  const { rules } = facts
  if (facts.muted) return 'muted'
  if (facts.asleep) return 'asleep'
  if (facts.locked && rules.pauseWhenLocked) return 'locked'
  if (rules.quietHours !== null && isWithin(facts.minuteOfDay, rules.quietHours)) {
    return 'quiet-hours'
  }
  if (facts.recordedBy !== null && rules.pauseInCalls) return 'call'
  if (facts.detector === 'missing') return 'model-missing'
  if (facts.detector === 'failed') return 'detector-failed'
  return facts.microphone === 'failed' ? 'no-microphone' : null
}

/** Whether a minute of the day lies in the hours, which may go past midnight. Equal ends: never. */
export const isWithin = (minuteOfDay: number, hours: QuietHours): boolean => {
  const from = minuteOf(hours.from)
  const to = minuteOf(hours.to)
  return from <= to
    ? minuteOfDay >= from && minuteOfDay < to
    : minuteOfDay >= from || minuteOfDay < to
}

const minuteOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/**
 * Whether the microphone is to be open for the phrase. One that fails goes on being asked for: closed, it
 * would not be missed, and be opened again at once to fail at once.
 */
export const wantsMicrophone = (status: WaitingStatus): boolean =>
  status.state === 'waiting' || (status.state === 'paused' && status.because === 'no-microphone')

/** Whether the microphone may be open at all just to be ready: not while nobody is there, or in a call. */
export const mayStayWarm = (facts: WaitingFacts): boolean => {
  const because = pausedBecause({ ...facts, wanted: true })
  return (
    because === null ||
    because === 'no-microphone' ||
    because === 'model-missing' ||
    because === 'detector-failed'
  )
}
