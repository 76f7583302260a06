import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'

/** A whole line of `turns.jsonl`, of which a test names the fields that matter to it. */
export const turnLogRecord = (fields: Partial<TurnLogRecord> = {}): TurnLogRecord => ({
  version: 2,
  exchangeId: '01',
  conversationId: 'conversation-1',
  way: 'hold',
  startedAtMs: 1_773_500_966_000,
  marks: { 'speech-end': 1_773_500_968_000.5, 'playback-start': 1_773_500_968_700 },
  turnEndReason: 'released',
  speculated: false,
  discardedSpeculations: 0,
  timeline: [],
  outcome: 'answered',
  interruptedBy: null,
  errorCode: null,
  engines: { stt: 'tiny', llm: 'small', tts: 'joe', turn: 'ear' },
  personAudioMs: 2000,
  replyHeardMs: 3100,
  completionTokens: 21,
  generationMs: 700,
  ...fields,
})
