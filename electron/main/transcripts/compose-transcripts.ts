import { app } from 'electron'
import { regionalLocale, type Locale } from '../../contracts/locales.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { Messages } from '../messages.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { openTranscriptFiles } from './open-transcript-files.ts'
import { TranscriptDesk } from './transcript-desk.ts'

interface TranscriptParts {
  readonly storage: Storage
  readonly messages: Messages
  readonly windows: WindowSet
  readonly dispatch: (event: ConversationEvent) => void
  readonly currentConversation: () => string
  readonly startNewConversation: () => void
  /** Of the windows. */
  readonly locale: () => Locale
  readonly showConversation: (id: string) => void
  /** What else is known of exchanges that are erased goes with them: the next step, and whether it was the last. */
  readonly forgetExchanges: (ids: ReadonlySet<string>) => () => boolean
  /** A copy that is being made holds on to what is erased. */
  readonly stopCopying: () => void
}

/** What can be done with what was said, and its files. */
export const composeTranscripts = (parts: TranscriptParts) => {
  const { storage, messages, windows, dispatch } = parts
  const desk = new TranscriptDesk({
    store: storage.transcripts,
    currentConversation: parts.currentConversation,
    startConversation: ({ id, history }) =>
      dispatch({ type: 'conversation-started', conversationId: id, history, atMs: nowMs() }),
    startNewConversation: parts.startNewConversation,
    onChange: (change) => windows.send('transcript.changed', change),
    showConversation: parts.showConversation,
    forgetExchanges: (ids) => {
      parts.stopCopying()
      return parts.forgetExchanges(ids)
    },
    forgetFiles: () => files.forget(),
    lookAtClock: () => void storage.clock.now(),
    setTimer: (delayMs, callback) => systemClock.setTimer(delayMs, callback),
  })
  const files = openTranscriptFiles({
    store: storage.transcripts,
    messages,
    locale: () => regionalLocale(parts.locale(), app.getPreferredSystemLanguages()),
    window: () => windows.get('transcript'),
    onChange: (change) => windows.send('transcript.changed', change),
  })
  return { desk, files }
}
