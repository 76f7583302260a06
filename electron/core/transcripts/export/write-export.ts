import type { ExportFormat } from '../../../contracts/transcript-export.ts'
import { writeSrt, writeVtt } from './captions.ts'
import type { ExportedConversation, ExportPieces, ExportWords } from './exported.ts'
import { writeHtml } from './html.ts'
import { writeJson } from './json.ts'
import { writeMarkdown } from './markdown.ts'

/** The end of a file's name, without the dot. */
export const EXTENSIONS = {
  markdown: 'md',
  html: 'html',
  pdf: 'pdf',
  json: 'json',
  srt: 'srt',
  vtt: 'vtt',
} as const satisfies Readonly<Record<ExportFormat, string>>

/** The text of an export, piece by piece. That of a PDF is the page that it is printed from. */
export const writeExport = (
  format: ExportFormat,
  conversations: Iterable<ExportedConversation>,
  words: ExportWords,
  exportedAtMs: number,
): ExportPieces => {
  switch (format) {
    case 'markdown':
      return writeMarkdown(conversations, words)
    case 'html':
    case 'pdf':
      return writeHtml(conversations, words)
    case 'json':
      return writeJson(conversations, exportedAtMs)
    case 'srt':
      return writeSrt(conversations, words)
    case 'vtt':
      return writeVtt(conversations, words)
  }
}

/** What no system takes in the name of a file, and what ends one. */
const UNNAMEABLE = /[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu
const LONGEST_NAME = 80

/** A file name for it, without an extension. */
export const exportFileName = (title: string): string => {
  const name = title.replace(UNNAMEABLE, ' ').replaceAll(/\s+/gu, ' ').trim()
  const whole = Array.from(name).slice(0, LONGEST_NAME).join('')
  // Hidden on some systems, cut on others.
  return whole.replaceAll(/^[. ]+|[. ]+$/gu, '') || 'Warbler'
}
