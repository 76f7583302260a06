import type { EngineSpeed } from '../../contracts/engine-speed.ts'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { SpeechRecognizer, SpeechSynthesizer } from '../ports.ts'
import { wasBusy, type ProcessorTimes } from './processor-times.ts'

/** What was found, and whether others were in the way. */
export interface Finding {
  readonly speed: EngineSpeed
  readonly busy: boolean
}

/** Of this worker, MiB. */
export const memoryMb = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024)

/** Long enough for the work to outweigh the call, and short enough to be in nobody's way. */
const SENTENCE = 'This is a short sentence, to find out how long it takes to say it.'

/**
 * Nothing makes an engine faster than it is, and much makes it slower: the best of a few runs counts.
 * The first one also warms its memory up.
 */
const RUNS = 3

/** @param run seconds of work per second of sound; null where there was none, or it was interrupted */
const bestOf = async (
  run: () => Promise<number | null>,
  signal: AbortSignal,
  read: () => ProcessorTimes,
): Promise<Finding | null> => {
  let best: { readonly realTimeFactor: number; readonly busy: boolean } | null = null
  for (let count = 0; count < RUNS; count += 1) {
    const before = read()
    const realTimeFactor = await run()
    if (signal.aborted || realTimeFactor === null) return null
    if (best !== null && realTimeFactor >= best.realTimeFactor) continue
    best = { realTimeFactor, busy: wasBusy(before, read()) }
  }
  if (best === null) return null
  const { realTimeFactor, busy } = best
  return { speed: { realTimeFactor, tokensPerSecond: null, memoryMb: memoryMb() }, busy }
}

/** null where it was interrupted: somebody needed the engine. */
export const measureSynthesizer = (
  voice: SpeechSynthesizer,
  signal: AbortSignal,
  read: () => ProcessorTimes,
): Promise<Finding | null> => {
  const run = async () => {
    const startedMs = read().atMs
    let soundMs = 0
    for await (const { samples, sampleRateHz } of voice.synthesize(SENTENCE, {
      speed: 1,
      signal,
    })) {
      soundMs += (samples.length / sampleRateHz) * 1000
    }
    return soundMs === 0 ? null : (read().atMs - startedMs) / soundMs
  }
  return bestOf(run, signal, read)
}

/** @param speech 16 kHz mono; silence would tell nothing, since it is decoded to no words */
export const measureRecognizer = (
  recognizer: SpeechRecognizer,
  speech: Float32Array,
  signal: AbortSignal,
  read: () => ProcessorTimes,
): Promise<Finding | null> => {
  const soundMs = (speech.length / MICROPHONE_SAMPLE_RATE_HZ) * 1000
  const run = async () => {
    const startedMs = read().atMs
    await recognizer.transcribe(speech, 'final')
    return (read().atMs - startedMs) / soundMs
  }
  return bestOf(run, signal, read)
}
