import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'

/** A stored turn with all fields, of which a test names those that matter to it. */
export const transcriptTurn = (fields: Partial<TranscriptTurn> = {}): TranscriptTurn => ({
  id: '01-p',
  conversationId: 'conversation-1',
  exchangeId: '01',
  speaker: 'person',
  text: 'How far is the moon?',
  status: 'complete',
  startedAtMs: Date.UTC(2026, 2, 14, 12),
  durationMs: 1800,
  language: 'en',
  way: 'hold',
  ...fields,
})
