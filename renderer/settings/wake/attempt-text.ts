import type { TFunction } from 'i18next'
import type { WakeAttempt } from '../../../electron/contracts/wake.ts'
import { loudnessFault } from '../../../electron/core/voices/loudness.ts'
import { sentences } from '../../i18n/sentences.ts'
import { verdictOf } from '../../ui/wake/wake-store.ts'

/** What is less than this was speech, and nothing of the phrase: talk scores 0.02 and less. */
const LIKE = 0.1
/** So near to what is needed the next try may be enough: the phrase in noise scores as much. */
const NEARLY = 0.75

/** What became of an attempt, in two words. */
export const attemptVerdict = (t: TFunction, attempt: WakeAttempt): string => {
  const verdict = verdictOf(attempt)
  return t(`wake.tryOut.${verdict === 'missed' && attempt.score < LIKE ? 'unlike' : verdict}`)
}

/** Why it would not wake, as far as can be told: how near it came, and how loud it was. */
export const whyMissed = (t: TFunction, attempt: WakeAttempt): string => {
  if (verdictOf(attempt) !== 'missed') return ''
  const fault = loudnessFault(attempt)
  return sentences(
    t,
    t(`wake.tryOut.near.${nearness(attempt)}`),
    fault === null ? '' : t(`voices.last.${fault}`),
  )
}

const nearness = ({ score, threshold }: WakeAttempt): 'nearly' | 'partly' | 'unlike' => {
  if (score < LIKE) return 'unlike'
  return score >= threshold * NEARLY ? 'nearly' : 'partly'
}
