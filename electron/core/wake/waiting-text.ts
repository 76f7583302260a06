import type { PauseReason, WaitingStatus } from '../../contracts/snapshot.ts'

/** Keys of the locales; a translation that lacks one does not compile in the windows. */
type WaitingTextKey =
  | 'waiting.off'
  | 'waiting.preparing'
  | 'waiting.waiting'
  | 'waiting.enrolling'
  | 'waiting.paused'
  | 'waiting.uncallable'
  | `waiting.because.${PauseReason | 'call-by'}`

/** What goes into the sentences. */
type WaitingTextValues = Readonly<Partial<Record<'phrase' | 'reason' | 'app', string>>>

type TranslateWaiting = (key: WaitingTextKey, values: WaitingTextValues) => string

/** Whether Warbler waits for its phrase, in a few words: for the overlay, the windows and the tray alike. */
export const waitingText = (
  translate: TranslateWaiting,
  waiting: WaitingStatus,
  phrase: string,
): string => {
  switch (waiting.state) {
    case 'off':
    case 'preparing':
    case 'enrolling':
      return translate(`waiting.${waiting.state}`, {})
    case 'waiting':
      return translate('waiting.waiting', { phrase })
    case 'paused':
      if (waiting.because === 'phrase-too-common')
        return translate('waiting.uncallable', { phrase })
      return translate('waiting.paused', { reason: pauseReasonText(translate, waiting) })
  }
}

/** Why it does not wait although it should: "screen locked". */
export const pauseReasonText = (
  translate: TranslateWaiting,
  { because, app }: Extract<WaitingStatus, { readonly state: 'paused' }>,
): string =>
  because === 'call' && app !== null
    ? translate('waiting.because.call-by', { app })
    : translate(`waiting.because.${because}`, {})
