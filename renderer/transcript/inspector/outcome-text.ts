import type { i18n, TFunction } from 'i18next'
import type { ErrorCode } from '../../../electron/contracts/errors.ts'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { errorText } from '../../i18n/error-text.ts'

/** How the reply ended, and what ended it. */
export const outcomeText = (
  { t, i18n }: { readonly t: TFunction; readonly i18n: i18n },
  { outcome, interruptedBy, errorCode }: TurnLogRecord,
): string => {
  const by = interruptedBy === null ? null : t(`transcript.inspector.by.${interruptedBy}`)
  switch (outcome) {
    case 'interrupted':
      return by === null
        ? t('transcript.inspector.outcome.interrupted')
        : t('transcript.inspector.outcome.interruptedBy', { by })
    case 'cancelled':
      return by === null
        ? t('transcript.inspector.outcome.cancelled')
        : t('transcript.inspector.outcome.cancelledBy', { by })
    case 'failed': {
      // A code of another version has no sentence here.
      const isKnown = (code: string): code is ErrorCode => i18n.exists(`errors.${code}.message`)
      return errorCode === null || !isKnown(errorCode)
        ? t('transcript.inspector.outcome.failed')
        : t('transcript.inspector.outcome.failedWith', {
            error: errorText(t, { code: errorCode }).message,
          })
    }
    case 'answered':
    case 'no-speech':
      return t(`transcript.inspector.outcome.${outcome}`)
  }
}
