import {
  app,
  clipboard,
  dialog,
  type BrowserWindow,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron'
import { join } from 'node:path'
import type { TranscriptChange } from '../../contracts/transcript.ts'
import type { Messages } from '../messages.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { exportWords } from './export-words.ts'
import { pdfOf, printOnPaper } from './print-page.ts'
import { readInThread } from './read-transcript.ts'
import { TranscriptFiles } from './transcript-files.ts'

/** Where dialogs begin. */
const documents = (): string => app.getPath('documents')

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
  const nameOf = (extension: string) => messages.text(`transcript.export.kind.${extension}`)
  const save = (options: SaveDialogOptions) => {
    const window = parts.window()
    return window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options)
  }
  const open = (options: OpenDialogOptions) => {
    const window = parts.window()
    return window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options)
  }
  return new TranscriptFiles({
    store: parts.store,
    words: () => exportWords(messages, parts.locale()),
    nowMs: Date.now,
    chooseTarget: async (suggested, extension) => {
      const { canceled, filePath } = await save({
        title: messages.text('transcript.export.title'),
        defaultPath: join(documents(), suggested),
        filters: [{ name: nameOf(extension), extensions: [extension] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? null : filePath
    },
    chooseSource: async () => {
      const { canceled, filePaths } = await open({
        title: messages.text('transcript.import.title'),
        defaultPath: documents(),
        filters: [{ name: nameOf('json'), extensions: ['json'] }],
        properties: ['openFile'],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    read: readInThread,
    pdfOf: (html) => pdfOf(html, app.getLocaleCountryCode()),
    printOnPaper,
    copyText: (text) => void clipboard.writeText(text),
    onChange: parts.onChange,
  })
}
