import type { WakeAttempt } from '../../../electron/contracts/wake.ts'

/** Somebody said the phrase, or something like it. */
export const wakeAttempt = (
  score: number,
  words = 'Hey war blur',
  loudness: Partial<Pick<WakeAttempt, 'levelDb' | 'clipped'>> = {},
): WakeAttempt => ({
  phrase: 'Hey Warbler',
  words,
  score,
  threshold: 0.78,
  startedAtMs: 1000,
  endedAtMs: 1800,
  alone: true,
  voice: null,
  levelDb: -25,
  clipped: 0,
  ...loudness,
})
