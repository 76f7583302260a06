import type { EngineStatus } from '../contracts/snapshot.ts'
import type { ConversationPorts } from './conversation/driver.ts'
import type { EngineKind } from './app-state.ts'
import type { EngineModels } from './model-selection.ts'

/** The three engines as the conversation and the composition root see them. */
export interface EngineSet {
  readonly speechToText: ConversationPorts['speechToText']
  readonly languageModel: ConversationPorts['languageModel']
  readonly textToSpeech: ConversationPorts['textToSpeech']
  /** Loads these models; a kind that is null stays without one. */
  use(models: EngineModels): void
  /** The person said so, after a worker gave up. */
  restart(kind: EngineKind): void
  /** Ids of the models in use, for the turn log. */
  modelIds(): { readonly stt: string; readonly llm: string; readonly tts: string }
  /** Words out of a speech journal that a crash left behind. */
  transcribeJournal(path: string): Promise<string>
  dispose(): Promise<void>
}

export type EngineStatusListener = (kind: EngineKind, status: EngineStatus) => void
