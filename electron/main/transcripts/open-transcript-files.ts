import { app, clipboard, type BrowserWindow } from 'electron'
import type { TranscriptChange } from '../../contracts/transcript.ts'
import type { Messages } from '../messages.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { chooseSource, chooseTarget } from '../windows/file-dialogs.ts'
import { exportWords } from './export-words.ts'
import { pdfOf, printOnPaper } from './print-page.ts'
import { readInThread } from './read-transcript.ts'
import { TranscriptFiles } from './transcript-files.ts'

/** The transcript's files with the system's dialogs, clipboard and printers. */
export const openTranscriptFiles = (parts: {
  readonly store: TranscriptStore
  readonly messages: Messages
  /** The regional form in which times are written, BCP 47. */
  readonly locale: () => string
  /** In front of which a dialog stands. */
  readonly window: () => BrowserWindow | undefined
  readonly onChange: (change: TranscriptChange) => void
}): TranscriptFiles => {
  const { messages } = parts
  const dialogOf = (title: string, extension: string) => ({
    window: parts.window(),
    title: messages.text(title),
    kind: { name: messages.text(`transcript.export.kind.${extension}`), extension },
  })
  return new TranscriptFiles({
    store: parts.store,
    words: () => exportWords(messages, parts.locale()),
    nowMs: Date.now,
    chooseTarget: (suggested, extension) =>
      chooseTarget(dialogOf('transcript.export.title', extension), suggested),
    chooseSource: () => chooseSource(dialogOf('transcript.import.title', 'json')),
    read: readInThread,
    pdfOf: (html) => pdfOf(html, app.getLocaleCountryCode()),
    printOnPaper,
    copyText: (text) => void clipboard.writeText(text),
    onChange: parts.onChange,
  })
}
