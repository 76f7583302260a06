import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { TurnDetector } from '../ports.ts'

/**
 * Loads the adapter that the model names, and nothing else.
 * @throws CodedFailure `turn.failed` for an unknown name, and whatever the adapter throws
 */
export const openTurnDetector = async (model: EngineModel): Promise<TurnDetector> => {
  switch (model.engine) {
    case 'smart-turn':
      return (await import('./smart-turn.ts')).loadSmartTurn(model)
    case 'scripted':
      return (await import('./scripted-turn-detector.ts')).openScriptedTurnDetector(model)
    default:
      throw new CodedFailure({ code: 'turn.failed', detail: `no such engine: ${model.engine}` })
  }
}
