import type { TurnLogRecord } from '../../contracts/turn-log.ts'

/**
 * Where the time went between the end of speech and the first sound. Pure; the turn inspector, the
 * latency strip and "too slow" read the same figures.
 */

/** In the order in which an answer passes through them; `turn-end` is the wait for more speech. */
export const LATENCY_STAGES = [
  'speech-to-text',
  'turn-end',
  'language-model',
  'voice',
  'loudspeaker',
] as const
export type LatencyStage = (typeof LATENCY_STAGES)[number]

/** Milliseconds by stage, none negative. Their sum is the time to the first sound. */
export type StageTimes = Readonly<Record<LatencyStage, number>>

/**
 * The stages along the path that the answer really waited for. A reply that was begun on suspicion
 * is made while the turn's end is waited for: of that wait only what came after its first sound was
 * there is counted.
 * @returns null where speech has no known end, or nothing of the reply sounded.
 */
export const stageTimes = ({
  marks,
  speculated,
}: Pick<TurnLogRecord, 'marks' | 'speculated'>): StageTimes | null => {
  const from = marks['speech-end']
  const heard = marks['playback-start']
  if (from === undefined || heard === undefined || heard < from) return null
  const times: Record<LatencyStage, number> = {
    'speech-to-text': 0,
    'turn-end': 0,
    'language-model': 0,
    voice: 0,
    loudspeaker: 0,
  }
  let reached = from
  const until = (stage: LatencyStage, atMs: number | undefined): void => {
    if (atMs === undefined) return
    const end = Math.min(heard, Math.max(reached, atMs))
    times[stage] += end - reached
    reached = end
  }
  until('speech-to-text', marks['transcript-final'])
  if (!speculated) until('turn-end', marks['turn-end'])
  until('language-model', marks['first-clause'] ?? marks['first-token'])
  until('voice', marks['first-audio'])
  if (speculated) until('turn-end', marks['turn-end'])
  until('loudspeaker', heard)
  return times
}

/** From the end of speech to the first sound, ms; null where there was none. */
export const firstSoundMs = ({ marks }: Pick<TurnLogRecord, 'marks'>): number | null => {
  const from = marks['speech-end']
  const heard = marks['playback-start']
  return from === undefined || heard === undefined || heard < from ? null : heard - from
}

/** The middle value; of an even number the mean of the two in the middle. Null of none. */
export const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}
