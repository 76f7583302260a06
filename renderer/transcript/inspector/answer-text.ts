import type { TFunction } from 'i18next'
import type { TurnVerdict } from '../../../electron/contracts/turn-feedback.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import type { Answer } from '../turns-store.ts'

/** The level that a verdict leads to in the end. */
const lastLevel = (t: TFunction, verdict: TurnVerdict): string => {
  switch (verdict) {
    case 'cut-off':
      return t('settings.patience.patient')
    case 'should-have-stopped':
      return t('settings.interruptions.easy')
    case 'too-slow':
      return t('settings.patience.quick')
  }
}

/** What a verdict changed, or why it changed nothing. */
export const answerText = (t: TFunction, answer: Answer): string => {
  if ('error' in answer) {
    return errorSentences(t, answer.error)
  }
  const { change, verdict } = answer
  switch (change.setting) {
    case 'patience': {
      const level = t(`settings.patience.${change.to}`)
      return verdict === 'too-slow'
        ? t('transcript.inspector.changed.patienceDown', { level })
        : t('transcript.inspector.changed.patienceUp', { level })
    }
    case 'interruptions':
      return t('transcript.inspector.changed.interruptions', {
        level: t(`settings.interruptions.${change.to}`),
      })
    case 'acknowledge':
      return t('transcript.inspector.changed.acknowledge')
    case 'none':
      return change.reason === 'at-its-end'
        ? t(`transcript.inspector.changed.atItsEnd.${verdict}`, { level: lastLevel(t, verdict) })
        : t(`transcript.inspector.changed.${change.reason}`)
  }
}
