import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'

/** Turn `t<n>`, said `n` seconds after `originMs`, two turns to an exchange. */
export const transcriptTurn = (
  n: number,
  changes: Partial<TranscriptTurn> = {},
  originMs = Date.UTC(2026, 4, 20, 12),
): TranscriptTurn => ({
  id: `t${n}`,
  conversationId: 'c1',
  exchangeId: `e${Math.floor(n / 2)}`,
  speaker: n % 2 === 0 ? 'person' : 'assistant',
  text: `text ${n}`,
  status: 'complete',
  startedAtMs: originMs + n * 1000,
  durationMs: 900,
  language: 'en',
  way: n % 2 === 0 ? 'hold' : null,
  ...changes,
})

export const transcriptTurns = (from: number, to: number): readonly TranscriptTurn[] =>
  Array.from({ length: to - from }, (_, index) => transcriptTurn(from + index))
