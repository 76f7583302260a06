import type { VoiceEvidence } from '../../contracts/audio.ts'
import { MAXIMUM_TIMELINE_ENTRIES, type TimelineEntry } from '../../contracts/turn-log.ts'
import type { Exchange, Spoken } from './state.ts'

/** What happened in an exchange, written down as it happens: the turn inspector's timeline. */

export const withEntry = (exchange: Exchange, ...entries: readonly TimelineEntry[]): Exchange => ({
  ...exchange,
  trace: [...exchange.trace, ...entries].slice(-MAXIMUM_TIMELINE_ENTRIES),
})

export const seconds = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(2)} s`

/** A reply that was begun before the turn was over; none where none was. */
export const speculationEntry = (
  exchange: Exchange,
  kept: boolean,
  atMs: number,
): readonly TimelineEntry[] =>
  exchange.speculatedAtMs === null
    ? []
    : [{ kind: 'speculation', atMs: exchange.speculatedAtMs, untilMs: atMs, kept }]

/** Replies that were begun and dropped. */
export const discardedSpeculations = (trace: readonly TimelineEntry[]): number =>
  trace.filter((entry) => entry.kind === 'speculation' && !entry.kept).length

/** One more stretch of speech that has ended. */
export const withStretch = (
  spoken: Spoken,
  evidence: VoiceEvidence,
  speechEndAtMs: number,
): Spoken => ({
  ...spoken,
  evidence: spoken.evidence === null ? evidence : bothStretches(spoken.evidence, evidence),
  trace: [
    ...spoken.trace,
    { kind: 'speech' as const, atMs: spoken.stretchStartAtMs, untilMs: speechEndAtMs },
  ].slice(-MAXIMUM_TIMELINE_ENTRIES),
})

/** What is known of two stretches together: the mean by length, of the rest the clearer one. */
const bothStretches = (first: VoiceEvidence, second: VoiceEvidence): VoiceEvidence => {
  const speechMs = first.speechMs + second.speechMs
  const weighted = first.meanProbability * first.speechMs + second.meanProbability * second.speechMs
  return {
    speechMs,
    meanProbability:
      speechMs === 0
        ? Math.max(first.meanProbability, second.meanProbability)
        : weighted / speechMs,
    peakProbability: Math.max(first.peakProbability, second.peakProbability),
    aboveNoiseDb: Math.max(first.aboveNoiseDb, second.aboveNoiseDb),
    echoLikeness:
      first.echoLikeness === null || second.echoLikeness === null
        ? null
        : Math.min(first.echoLikeness, second.echoLikeness),
  }
}

/**
 * The trace of a turn that was taken for over and was not: they had gone on at that moment. Its last pause
 * lasted until then, also where that was known only later.
 */
export const goneOnFrom = (
  trace: readonly TimelineEntry[],
  atMs: number,
): readonly TimelineEntry[] => [
  ...trace.map((entry) =>
    entry.kind === 'pause' && entry.ended && entry.untilMs > atMs && entry.atMs < atMs
      ? {
          ...entry,
          untilMs: atMs,
          reason: entry.reason.replace(/^[\d.]+ s (?=silence)/, `${seconds(atMs - entry.atMs)} `),
        }
      : entry,
  ),
  { kind: 'joined', atMs },
]

/** Pauses of the person after which they went on, also after the turn had been taken for over. */
export const thinkingPauses = (trace: readonly TimelineEntry[]): readonly number[] =>
  trace.flatMap((entry, index) => {
    if (entry.kind === 'pause' && !entry.ended) return [entry.untilMs - entry.atMs]
    if (entry.kind !== 'joined') return []
    const ended = trace.slice(0, index).findLast((before) => before.kind === 'pause')
    return ended?.kind === 'pause' ? [entry.atMs - ended.atMs] : []
  })
