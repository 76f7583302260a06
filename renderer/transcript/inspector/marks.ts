import type { LatencyMark } from '../../../electron/contracts/turn-log.ts'

/** The latency marks in the order in which an answer usually passes them. */
export const MARKS = [
  'speech-end',
  'transcript-final',
  'turn-end',
  'first-token',
  'first-clause',
  'first-audio',
  'playback-start',
] as const satisfies readonly LatencyMark[]
