import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { loadOnnxRuntime, openSession } from '../onnx.ts'
import type { TurnDetector } from '../ports.ts'
import { requireFiles } from '../sherpa.ts'
import { FRAMES, logMelOf } from './log-mel.ts'
import { MEL_BANDS } from './mel-filters.ts'

const failed = (detail: string, cause?: unknown) =>
  new CodedFailure({ code: 'turn.failed', detail }, { cause })

/**
 * Smart Turn v3 (a Whisper tiny encoder with a head that says whether the person is done) in the
 * native ONNX Runtime. Its output is a probability already, whatever its name.
 *
 * @throws CodedFailure `turn.model-missing`, `engine.native-module-missing`, `model.damaged`
 */
export const loadSmartTurn = async (model: EngineModel): Promise<TurnDetector> => {
  const path = model.files['model']
  if (path === undefined) {
    throw new CodedFailure({ code: 'turn.model-missing', detail: `${model.id} names no model` })
  }
  await requireFiles([path], 'turn.model-missing')
  const runtime = await loadOnnxRuntime()
  const session = await openSession(runtime, path, model)
  return {
    id: model.id,
    complete: async (samples) => {
      const features = new runtime.Tensor('float32', logMelOf(samples), [1, MEL_BANDS, FRAMES])
      const { logits } = await session.run({ input_features: features }).catch((error: unknown) => {
        throw failed(String(error), error)
      })
      const probability = logits?.data[0]
      if (typeof probability !== 'number') throw failed('the model gives no probability')
      return Math.min(1, Math.max(0, probability))
    },
    dispose: () => session.release(),
  }
}
