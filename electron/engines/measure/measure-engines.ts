import type { EngineSpeed } from '../../contracts/engine-speed.ts'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { SpeechRecognizer, SpeechSynthesizer } from '../ports.ts'

/** Milliseconds of any steady clock. */
type Now = () => number

/** Of this worker, MiB. */
export const memoryMb = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024)

/** Long enough for the work to outweigh the call, and short enough to be in nobody's way. */
const SENTENCE = 'This is a short sentence, to find out how long it takes to say it.'

/** null where it was interrupted: somebody needed the engine. */
export const measureSynthesizer = async (
  voice: SpeechSynthesizer,
  signal: AbortSignal,
  now: Now,
): Promise<EngineSpeed | null> => {
  const startedMs = now()
  let soundMs = 0
  for await (const { samples, sampleRateHz } of voice.synthesize(SENTENCE, { speed: 1, signal })) {
    soundMs += (samples.length / sampleRateHz) * 1000
  }
  if (signal.aborted || soundMs === 0) return null
  return {
    realTimeFactor: (now() - startedMs) / soundMs,
    tokensPerSecond: null,
    memoryMb: memoryMb(),
  }
}

/** @param speech 16 kHz mono; silence would tell nothing, since it is decoded to no words */
export const measureRecognizer = async (
  recognizer: SpeechRecognizer,
  speech: Float32Array,
  signal: AbortSignal,
  now: Now,
): Promise<EngineSpeed | null> => {
  const startedMs = now()
  await recognizer.transcribe(speech, 'final')
  if (signal.aborted) return null
  const soundMs = (speech.length / MICROPHONE_SAMPLE_RATE_HZ) * 1000
  return {
    realTimeFactor: (now() - startedMs) / soundMs,
    tokensPerSecond: null,
    memoryMb: memoryMb(),
  }
}
