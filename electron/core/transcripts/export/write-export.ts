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
const UNNAMEABLE = /[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]+/gu
const LONGEST_NAME = 80
/** File systems take 255 in all: 80 emoji have 320. */
const LONGEST_NAME_BYTES = 200
/** Windows takes these for devices, whatever ends the name. */
const DEVICES = /^(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\.|$)/iu

const utf8Bytes = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** As much of the beginning as a file system takes. */
const fitting = (name: string): string => {
  let bytes = 0
  const isBeyond = (character: string) => (bytes += utf8Bytes(character)) > LONGEST_NAME_BYTES
  const characters = Array.from(name).slice(0, LONGEST_NAME)
  const end = characters.findIndex(isBeyond)
  return characters.slice(0, end < 0 ? LONGEST_NAME : end).join('')
}

/** A file name for it, without an extension. */
export const exportFileName = (title: string): string => {
  const name = title.replace(UNNAMEABLE, ' ').replaceAll(/\s+/gu, ' ').trim()
  // Hidden on some systems, cut on others.
  const whole = fitting(name).replaceAll(/^[. ]+|[. ]+$/gu, '')
  return DEVICES.test(whole) ? `Warbler ${whole}` : whole || 'Warbler'
}
