import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel } from '../ports.ts'

/** Loads the adapter that the model names, and nothing else: the others' native code stays out. */
export const openLanguageModel = async (
  model: EngineModel,
  report: LineReport,
): Promise<LanguageModel> => {
  switch (model.engine) {
    case 'llama':
      return (await import('./node-llama-cpp.ts')).openLlamaModel(model)
    case 'provider-chat':
      return (await import('../provider/chat.ts')).openChatModel(model, report)
    case 'provider-realtime':
      return (await import('../provider/realtime/realtime-model.ts')).openRealtimeModel(
        model,
        report,
      )
    case 'provider-responses':
      return (await import('../provider/responses.ts')).openResponsesModel(model, report)
    case 'scripted':
      return (await import('./scripted-language-model.ts')).openScriptedModel(model)
    default:
      throw new CodedFailure({ code: 'llm.failed', detail: `no such engine: ${model.engine}` })
  }
}
