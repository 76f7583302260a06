import type { VoiceEvidence } from '../../electron/contracts/audio.ts'

/** Somebody close to the microphone said something of that length. */
export const voiceEvidence = (fields: Partial<VoiceEvidence> = {}): VoiceEvidence => ({
  speechMs: 1200,
  meanProbability: 0.95,
  peakProbability: 0.99,
  aboveNoiseDb: 35,
  echoLikeness: null,
  ...fields,
})
