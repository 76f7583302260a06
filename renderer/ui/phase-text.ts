import type { TFunction } from 'i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { pauseReasonText, waitingText } from '../../electron/core/wake/waiting-text.ts'
import { isStillListening, phaseView } from './phase-view.ts'

/** The phase in a word. */
export const phaseWord = (t: TFunction, snapshot: AppSnapshot): string =>
  isStillListening(snapshot.conversation)
    ? t('phase.stillListening')
    : t(`phase.${phaseView(snapshot)}`)

/** Whether it waits for its phrase, or why it does not, in a few words. */
export const waitingWords = (
  t: TFunction,
  { waiting, wakePhrase }: Pick<AppSnapshot, 'waiting' | 'wakePhrase'>,
): string => waitingText((key, values) => t(key, values), waiting, wakePhrase)

/** Why it does not wait; empty where it does, or should not. */
export const pauseReason = (t: TFunction, { waiting }: Pick<AppSnapshot, 'waiting'>): string =>
  waiting.state === 'paused' ? pauseReasonText((key, values) => t(key, values), waiting) : ''

/** The phase as it is said to somebody who sees nothing of it: with what is waited for, or why not. */
export const phaseSentence = (t: TFunction, snapshot: AppSnapshot): string => {
  const view = phaseView(snapshot)
  const isEnrolling = view === 'idle' && snapshot.waiting.state === 'enrolling'
  return view === 'waiting' || view === 'paused' || isEnrolling
    ? waitingWords(t, snapshot)
    : phaseWord(t, snapshot)
}
