import type { TranscribingEngine } from '../../../electron/contracts/speech-journal.ts'
import { modelName } from '../inspector/model-name.ts'

/** What an engine is called: its model, and whose it is. */
export const engineName = ({ id, provider }: TranscribingEngine): string =>
  provider === null ? (modelName(id)?.name ?? id) : `${provider} (${id.slice(id.indexOf('/') + 1)})`
