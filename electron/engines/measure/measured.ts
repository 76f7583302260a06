import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel, SpeechRecognizer, SpeechSynthesizer } from '../ports.ts'
import { readSoundFile } from '../sound-files/read-sound-file.ts'
import { measureRecognizer, measureSynthesizer, memoryMb } from './measure-engines.ts'
import { measureWhenIdle, type Measurement } from './when-idle.ts'

/**
 * Engines that find out by themselves how fast they are here, the first time that they are used: each
 * looks like the one it holds, and measures that once it is left alone.
 */

type Open<Engine> = (model: EngineModel, report: LineReport) => Promise<Engine>

const now = () => performance.now()

const measured =
  <Engine extends object>(
    open: Open<Engine>,
    begin: (engine: Engine, model: EngineModel, report: LineReport) => Measurement,
    around: (engine: Engine, measurement: Measurement) => Engine,
  ): Open<Engine> =>
  async (model, report) => {
    const engine = await open(model, report)
    if (model.measureWith === undefined) return engine
    return around(engine, begin(engine, model, report))
  }

export const measuredSynthesizers = (open: Open<SpeechSynthesizer>): Open<SpeechSynthesizer> =>
  measured(
    open,
    (voice, { id }, report) =>
      measureWhenIdle(
        (signal) => measureSynthesizer(voice, signal, now),
        (speed) => report.measured({ type: 'measured', model: id, speed }),
      ),
    (voice, measurement) => ({
      ...voice,
      synthesize: (text, options) => {
        measurement.interrupt()
        return voice.synthesize(text, options)
      },
      dispose: () => {
        measurement.stop()
        return voice.dispose()
      },
    }),
  )

export const measuredRecognizers = (open: Open<SpeechRecognizer>): Open<SpeechRecognizer> =>
  measured(
    open,
    (recognizer, { id, measureWith = '' }, report) =>
      measureWhenIdle(
        async (signal) => {
          const { samples } = await readSoundFile(measureWith)
          return measureRecognizer(recognizer, samples, signal, now)
        },
        (speed) => report.measured({ type: 'measured', model: id, speed }),
      ),
    (recognizer, measurement) => ({
      ...recognizer,
      transcribe: (samples, purpose) => {
        measurement.interrupt()
        return recognizer.transcribe(samples, purpose)
      },
      dispose: () => {
        measurement.stop()
        return recognizer.dispose()
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
