import { isFastEnough } from '../../contracts/engine-speed.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel, SpeechRecognizer, SpeechSynthesizer } from '../ports.ts'
import { readSoundFile } from '../sound-files/read-sound-file.ts'
import { measureRecognizer, measureSynthesizer, memoryMb, type Finding } from './measure-engines.ts'
import { processorTimes } from './processor-times.ts'
import { measureWhenIdle } from './when-idle.ts'

/**
 * Engines that find out by themselves how fast they are here, where that is not known for sure: each looks
 * like the one it holds, and measures that once it is left alone; one that seems too slow is measured again.
 */

type Open<Engine> = (model: EngineModel, report: LineReport) => Promise<Engine>

/** @param withUse the engine's own ways of being used, each of which interrupts first */
const measured =
  <Engine extends { dispose(): Promise<void> }>(
    kind: 'stt' | 'tts',
    open: Open<Engine>,
    measure: (engine: Engine, soundPath: string, signal: AbortSignal) => Promise<Finding | null>,
    withUse: (engine: Engine, interrupt: () => void) => Partial<Engine>,
  ): Open<Engine> =>
  async (model, report) => {
    const engine = await open(model, report)
    const { id, measureWith } = model
    if (measureWith === undefined) return engine
    const measurement = measureWhenIdle(
      (signal) => measure(engine, measureWith, signal),
      (finding) => report.measured({ type: 'measured', model: id, ...finding }),
      ({ speed }) => !isFastEnough(kind, speed),
    )
    return {
      ...engine,
      ...withUse(engine, measurement.interrupt),
      dispose: () => {
        measurement.stop()
        return engine.dispose()
      },
    }
  }

export const measuredSynthesizers = (open: Open<SpeechSynthesizer>): Open<SpeechSynthesizer> =>
  measured(
    'tts',
    open,
    (voice, _soundPath, signal) => measureSynthesizer(voice, signal, processorTimes),
    (voice, interrupt) => ({
      synthesize: (text, options) => {
        interrupt()
        return voice.synthesize(text, options)
      },
    }),
  )

export const measuredRecognizers = (open: Open<SpeechRecognizer>): Open<SpeechRecognizer> =>
  measured(
    'stt',
    open,
    async (recognizer, soundPath, signal) => {
      const { samples } = await readSoundFile(soundPath)
      return measureRecognizer(recognizer, samples, signal, processorTimes)
    },
    (recognizer, interrupt) => ({
      transcribe: (samples, purpose, onWords) => {
        interrupt()
        return recognizer.transcribe(samples, purpose, onWords)
      },
    }),
  )

/**
 * A language model has timed itself when it was loaded. To have it write something would push the
 * conversation's beginning out of its memory, which then has to be read again: 1.3 s before an answer.
 */
export const measuredModels =
  (open: Open<LanguageModel>): Open<LanguageModel> =>
  async (engineModel, report) => {
    const model = await open(engineModel, report)
    const { tokensPerSecond, timedWhileBusy: busy = false } = model
    if (engineModel.measureWith !== undefined && tokensPerSecond !== undefined) {
      const speed = { realTimeFactor: null, tokensPerSecond, memoryMb: memoryMb() }
      report.measured({ type: 'measured', model: engineModel.id, speed, busy })
    }
    return model
  }
