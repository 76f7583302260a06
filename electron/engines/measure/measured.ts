import type { EngineSpeed } from '../../contracts/engine-speed.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel, SpeechRecognizer, SpeechSynthesizer } from '../ports.ts'
import { readSoundFile } from '../sound-files/read-sound-file.ts'
import { measureRecognizer, measureSynthesizer, memoryMb } from './measure-engines.ts'
import { measureWhenIdle } from './when-idle.ts'

/**
 * Engines that find out by themselves how fast they are here, the first time that they are used: each
 * looks like the one it holds, and measures that once it is left alone.
 */

type Open<Engine> = (model: EngineModel, report: LineReport) => Promise<Engine>

const now = () => performance.now()

/** @param withUse the engine's own ways of being used, each of which interrupts first */
const measured =
  <Engine extends { dispose(): Promise<void> }>(
    open: Open<Engine>,
    measure: (
      engine: Engine,
      soundPath: string,
      signal: AbortSignal,
    ) => Promise<EngineSpeed | null>,
    withUse: (engine: Engine, interrupt: () => void) => Partial<Engine>,
  ): Open<Engine> =>
  async (model, report) => {
    const engine = await open(model, report)
    const { id, measureWith } = model
    if (measureWith === undefined) return engine
    const measurement = measureWhenIdle(
      (signal) => measure(engine, measureWith, signal),
      (speed) => report.measured({ type: 'measured', model: id, speed }),
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
    open,
    (voice, _soundPath, signal) => measureSynthesizer(voice, signal, now),
    (voice, interrupt) => ({
      synthesize: (text, options) => {
        interrupt()
        return voice.synthesize(text, options)
      },
    }),
  )

export const measuredRecognizers = (open: Open<SpeechRecognizer>): Open<SpeechRecognizer> =>
  measured(
    open,
    async (recognizer, soundPath, signal) => {
      const { samples } = await readSoundFile(soundPath)
      return measureRecognizer(recognizer, samples, signal, now)
    },
    (recognizer, interrupt) => ({
      transcribe: (samples, purpose) => {
        interrupt()
        return recognizer.transcribe(samples, purpose)
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
    const { tokensPerSecond } = model
    if (engineModel.measureWith !== undefined && tokensPerSecond !== undefined) {
      const speed = { realTimeFactor: null, tokensPerSecond, memoryMb: memoryMb() }
      report.measured({ type: 'measured', model: engineModel.id, speed })
    }
    return model
  }
