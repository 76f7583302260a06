import { CodedFailure } from '../../contracts/errors.ts'
import { engineOptionsSchema, type ModelVoice } from '../../contracts/models.ts'
import type { EngineModel } from '../../contracts/workers.ts'

/**
 * The voice that `options.voice` names, among the model's `options.voices`; the first where none is
 * named; null where the catalogue lists none.
 * @throws CodedFailure `tts.failed` for a voice the model does not have: sherpa-onnx would speak with
 * another one and say so nowhere.
 */
export const chosenVoice = (model: EngineModel): ModelVoice | null => {
  const { voice, voices = [] } = engineOptionsSchema.parse(model.options)
  const [first] = voices
  if (first === undefined) return null
  if (voice === undefined) return first
  const chosen = voices.find(({ id, speaker }) => id === voice || speaker === voice)
  if (chosen === undefined) {
    throw new CodedFailure({ code: 'tts.failed', detail: `${model.id} has no voice "${voice}"` })
  }
  return chosen
}
