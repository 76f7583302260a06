import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeakerEncoder } from '../ports.ts'

/**
 * Loads the adapter that the model names, and nothing else.
 * @throws CodedFailure `voices.failed` for an unknown name, and whatever the adapter throws
 */
export const openSpeakerEncoder = async (model: EngineModel): Promise<SpeakerEncoder> => {
  switch (model.engine) {
    case 'sherpa-speaker':
      return (await import('./sherpa-speaker.ts')).loadSherpaSpeaker(model)
    case 'scripted':
      return (await import('./pitch-speaker.ts')).createPitchSpeaker(model.id)
    default:
      throw new CodedFailure({ code: 'voices.failed', detail: `no such engine: ${model.engine}` })
  }
}
