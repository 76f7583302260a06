import type { TranscriptTurn } from '../../../contracts/transcript.ts'
import {
  nameOf,
  type ExportedConversation,
  type ExportPieces,
  type ExportWords,
} from './exported.ts'

/** One caption, in milliseconds from the beginning of the file. */
interface Cue {
  readonly startMs: number
  readonly endMs: number
  readonly turn: TranscriptTurn
}

/** Shorter ones cannot be read; a turn that has no length was not timed. */
const SHORTEST_MS = 1200
/** A longer silence begins something new (as it does for the conversation itself) and is left out... */
const SILENCE_MS = 30 * 60_000
/** ...but for this. Conversations follow one another with it, too. */
const GAP_MS = 2000

/**
 * What was said on one line of time: each sitting from where the last one ended.
 *
 * Invariant: no cue begins before the one that it follows, as both formats demand.
 */
const cuesOf = function* (conversations: Iterable<ExportedConversation>): Generator<Cue> {
  let originMs: number | null = null
  let lastStartMs = 0
  let lastEndMs = 0
  for (const { turns } of conversations) {
    let saidMs: number | null = null
    for (const turn of turns) {
      if (turn.text.trim() === '') continue
      const isNew = saidMs === null || turn.startedAtMs - saidMs > SILENCE_MS
      const gapMs: number = originMs === null ? 0 : GAP_MS
      if (isNew || originMs === null) originMs = turn.startedAtMs - (lastEndMs + gapMs)
      const startMs = Math.max(lastStartMs, Math.round(turn.startedAtMs - originMs))
      const endMs = startMs + Math.max(SHORTEST_MS, Math.round(turn.durationMs))
      yield { startMs, endMs, turn }
      lastStartMs = startMs
      lastEndMs = Math.max(lastEndMs, endMs)
      saidMs = turn.startedAtMs + turn.durationMs
    }
  }
}

const clock = (ms: number, fraction: ',' | '.'): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = `${two((ms / 1000) % 60)}${fraction}${String(ms % 1000).padStart(3, '0')}`
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${seconds}`
}

/** An empty line would end the caption. */
const lines = (text: string): string =>
  text
    .split(/[\n\r\u2028\u2029]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

/** SubRip has no escapes: what players take for tags or for an arrow is written with signs that look alike. */
const escapeSrt = (text: string): string =>
  lines(text)
    .replaceAll('-->', '→')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('{', '❴')
    .replaceAll('}', '❵')

/** The three signs that WebVTT has names for in every player. */
const escapeVtt = (text: string): string =>
  lines(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const writeSrt = function* (
  conversations: Iterable<ExportedConversation>,
  words: ExportWords,
): ExportPieces {
  let number = 0
  for (const { startMs, endMs, turn } of cuesOf(conversations)) {
    number += 1
    const said = escapeSrt(`${nameOf(turn, words)}: ${turn.text}`)
    yield `${number}\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\n${said}\n\n`
  }
}

export const writeVtt = function* (
  conversations: Iterable<ExportedConversation>,
  words: ExportWords,
): ExportPieces {
  yield 'WEBVTT\n'
  for (const { startMs, endMs, turn } of cuesOf(conversations)) {
    const voice = `<v ${escapeVtt(nameOf(turn, words))}>`
    const said = escapeVtt(turn.text)
    yield `\n${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${voice}${said}\n`
  }
}
