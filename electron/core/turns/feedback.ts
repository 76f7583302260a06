import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import {
  interruptionsSchema,
  patienceSchema,
  type FeedbackChange,
  type TurnVerdict,
} from '../../contracts/turn-feedback.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import { LATENCY_STAGES, stageTimes, type LatencyStage } from './latency-stages.ts'

/** What a verdict changes: for the store, and as what is told of it. */
interface Feedback {
  readonly patch: SettingsPatch
  readonly change: FeedbackChange
}

type Changeable = Pick<Settings, 'patience' | 'interruptions' | 'acknowledge'>

/** From the quickest to the most patient, and from the easiest to the firmest. */
const PATIENCE = patienceSchema.options
const INTERRUPTIONS = interruptionsSchema.options

const unchanged = (reason: Extract<FeedbackChange, { setting: 'none' }>['reason']): Feedback => ({
  patch: {},
  change: { setting: 'none', reason },
})

const movePatience = ({ patience: from }: Changeable, by: 1 | -1): Feedback => {
  const to = PATIENCE[PATIENCE.indexOf(from) + by]
  return to === undefined
    ? unchanged('at-its-end')
    : { patch: { patience: to }, change: { setting: 'patience', from, to } }
}

const easeInterruptions = ({ interruptions: from }: Changeable): Feedback => {
  const to = INTERRUPTIONS[INTERRUPTIONS.indexOf(from) - 1]
  return to === undefined
    ? unchanged('at-its-end')
    : { patch: { interruptions: to }, change: { setting: 'interruptions', from, to } }
}

/** The stage that cost most; null where the record does not tell. */
const costliest = (record: TurnLogRecord | null): LatencyStage | null => {
  const times = record === null ? null : stageTimes(record)
  if (record === null || times === null) return null
  // A turn that a released key ends waits for no silence: patience has no part in it.
  const counted = LATENCY_STAGES.filter(
    (stage) => stage !== 'turn-end' || (record.way !== 'hold' && record.way !== 'file'),
  )
  return counted.reduce((most, stage) => (times[stage] > times[most] ? stage : most))
}

/** Something said meanwhile makes the wait for a stage shorter to the ear, if not to the clock. */
const fillTheWait = (
  { acknowledge }: Changeable,
  reason: Exclude<LatencyStage, 'turn-end'>,
): Feedback =>
  acknowledge
    ? unchanged(reason)
    : {
        patch: { acknowledge: true },
        change: { setting: 'acknowledge', from: false, to: true },
      }

const quicken = (record: TurnLogRecord | null, settings: Changeable): Feedback => {
  const stage = costliest(record)
  switch (stage) {
    // Of a turn without times nothing is known: the wait is the only thing that could be shorter.
    case null:
    case 'turn-end':
      return movePatience(settings, -1)
    case 'loudspeaker':
    case 'speech-to-text':
    case 'language-model':
    case 'voice':
      return fillTheWait(settings, stage)
  }
}

/**
 * The one setting that would have helped in this turn, one step further.
 * @param record null where the log holds the turn no more.
 */
export const changeFor = (
  verdict: TurnVerdict,
  record: TurnLogRecord | null,
  settings: Changeable,
): Feedback => {
  switch (verdict) {
    case 'cut-off':
      return movePatience(settings, 1)
    case 'should-have-stopped':
      return easeInterruptions(settings)
    case 'too-slow':
      return quicken(record, settings)
  }
}
