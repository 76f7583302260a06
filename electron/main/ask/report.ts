import { isAbsolute, relative } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { LatencyMark, TurnLogRecord } from '../../contracts/turn-log.ts'

/** What became of one question. */
export interface AskedTurn {
  readonly file: string
  readonly person: string
  readonly reply: string
  readonly record: Omit<TurnLogRecord, 'personText' | 'replyText'> | null
  readonly error: CodedError | null
}

const ORDER: readonly LatencyMark[] = [
  'turn-end',
  'transcript-final',
  'first-token',
  'first-clause',
  'first-audio',
  'playback-start',
]

/** Milliseconds from the end of speech to each mark that was reached. */
const marksFromSpeechEnd = (
  record: AskedTurn['record'],
): Readonly<Partial<Record<LatencyMark, number>>> => {
  const start = record?.marks['speech-end']
  if (record === null || start === undefined) return {}
  // A file takes sound while the rest of its clause is made, and no clause is first heard before it is.
  const heardAtMs = record.marks['playback-start'] ?? Number.POSITIVE_INFINITY
  return Object.fromEntries(
    ORDER.flatMap((mark) => {
      const atMs = record.marks[mark]
      if (atMs === undefined) return []
      const shownAtMs = mark === 'first-audio' ? Math.min(atMs, heardAtMs) : atMs
      return [[mark, Math.round(shownAtMs - start)]]
    }),
  )
}

/** For people. */
export const textReport = (
  turn: AskedTurn,
  sentence: (error: CodedError) => string,
): readonly string[] => {
  const name = isAbsolute(turn.file) ? relative(process.cwd(), turn.file) || turn.file : turn.file
  const lines = [name]
  if (turn.person !== '') lines.push(`  You      ${turn.person}`)
  else if (turn.error === null) lines.push('  You      (nothing understood)')
  if (turn.reply !== '') lines.push(`  Warbler  ${turn.reply}`)
  const marks = Object.entries(marksFromSpeechEnd(turn.record)).map(([mark, ms]) => `${mark} ${ms}`)
  if (marks.length > 0) lines.push(`  Marks    ms after the end of speech: ${marks.join(' · ')}`)
  if (turn.error !== null) lines.push(`  Failed   ${sentence(turn.error)}`)
  return lines
}

/** For machines: one object, stable names. */
export const jsonReport = (
  turns: readonly AskedTurn[],
  out: string | null,
  replySeconds: number,
): string =>
  JSON.stringify(
    {
      answered: turns.length > 0 && turns.every(({ error }) => error === null),
      turns: turns.map((turn) => ({
        file: turn.file,
        person: turn.person,
        reply: turn.reply,
        outcome: turn.record?.outcome ?? 'failed',
        marks: marksFromSpeechEnd(turn.record),
        engines: turn.record?.engines ?? null,
        error: turn.error,
      })),
      out,
      replySeconds: Number(replySeconds.toFixed(3)),
    },
    null,
    2,
  )
