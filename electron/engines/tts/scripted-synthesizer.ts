import { speakInTones } from '../tone-speech.ts'
import type { SpeechSynthesizer } from '../ports.ts'

const SAMPLE_RATE_HZ = 16_000

export interface ScriptedVoice {
  /** Waits before each piece; resolves early when the signal aborts. Default: at once. */
  readonly delay?: (signal: AbortSignal) => Promise<void>
  /** Called before each clause; what it throws is thrown. */
  readonly fault?: (text: string) => void
  /** Pieces a clause comes in. */
  readonly pieces?: number
}

/** The fake of the port: says each clause in tones that the scripted recogniser understands. */
export const scriptedSynthesizer = (script: ScriptedVoice = {}): SpeechSynthesizer => ({
  id: 'scripted',
  async *synthesize(text, { speed, signal }) {
    script.fault?.(text)
    // A faster pace is fewer samples at the same rate, as with a real voice; tones keep their pitch.
    const samples = speakInTones(text, SAMPLE_RATE_HZ)
    const kept = Math.max(1, Math.round(samples.length / speed))
    const spoken = speed === 1 ? samples : samples.slice(0, kept)
    const size = Math.ceil(spoken.length / (script.pieces ?? 1))
    for (let at = 0; at < spoken.length; at += size) {
      await script.delay?.(signal)
      if (signal.aborted) return
      yield { samples: spoken.slice(at, at + size), sampleRateHz: SAMPLE_RATE_HZ }
    }
  },
  dispose: async () => undefined,
})
