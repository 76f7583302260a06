import type { TranscribingEngine } from '../../../electron/contracts/speech-journal.ts'

/** What an engine is called: its model, and whose it is. */
export const engineName = ({ id, provider }: TranscribingEngine): string =>
  provider === null ? id : `${provider} (${id.slice(id.indexOf('/') + 1)})`
