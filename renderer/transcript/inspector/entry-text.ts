import type { TFunction } from 'i18next'
import type { TimelineEntry } from '../../../electron/contracts/turn-log.ts'
import { formatDuration, formatSeconds } from '../../i18n/format.ts'
import { reasonText } from './reason-text.ts'

const because = (t: TFunction, event: string, reason: string): string =>
  reason === '' ? event : t('transcript.inspector.because', { event, reason })

/** What happened, as a sentence without its full stop. */
export const entryText = (t: TFunction, locale: string, entry: TimelineEntry): string => {
  switch (entry.kind) {
    case 'speech':
      return t('transcript.inspector.event.speech', {
        duration: formatDuration(locale, entry.untilMs - entry.atMs),
      })
    case 'pause': {
      const event = entry.ended
        ? t('transcript.inspector.event.pauseEnded')
        : t('transcript.inspector.event.pause', {
            duration: formatSeconds(locale, entry.untilMs - entry.atMs),
          })
      // Its length is said already.
      const reason = entry.ended
        ? entry.reason
        : entry.reason.replace(/^[\d.]+ s silence(?:, |$)/, '')
      return because(t, event, reasonText(t, locale, reason))
    }
    case 'speculation':
      return entry.kept
        ? t('transcript.inspector.event.speculationKept')
        : t('transcript.inspector.event.speculationDropped')
    case 'joined':
      return t('transcript.inspector.event.joined')
    case 'barge-in':
      return because(
        t,
        t(`transcript.inspector.event.bargeIn.${entry.outcome}`),
        reasonText(t, locale, entry.reason),
      )
    case 'acknowledgement':
      return t('transcript.inspector.event.acknowledgement')
    case 'reply':
      return t('transcript.inspector.event.reply', {
        duration: formatDuration(locale, entry.heardMs ?? entry.untilMs - entry.atMs),
      })
  }
}
