import type { EngineModel } from '../../electron/contracts/workers.ts'
import type { LineReport } from '../../electron/engines/line/line-parts.ts'
import type { LlmServerParts } from '../../electron/workers/llm-server.ts'
import type { EngineExtras, EngineSetOptions } from '../../electron/main/engines/ports.ts'

/** The message that loads one engine alone. */
export const loadOf = (model: EngineModel) =>
  ({ type: 'load', line: [model], unloadAfterMs: null }) as const

/** For engines whose reports nobody reads. */
export const NO_REPORT: LineReport = {
  inUse: () => undefined,
  usage: () => undefined,
  measured: () => undefined,
  opened: () => undefined,
  waiting: () => undefined,
}

/** For engine sets whose lines nobody follows. */
export const UNFOLLOWED: Pick<
  EngineSetOptions,
  'onInUse' | 'onUsage' | 'onMeasured' | 'onWaiting'
> = {
  onInUse: () => undefined,
  onUsage: () => undefined,
  onMeasured: () => undefined,
  onWaiting: () => undefined,
}

export const NO_EXTRAS: EngineExtras = { turn: null, unloadAfterMs: null }

/** For language servers whose model neither hears nor speaks. */
export const NO_SOUND: Pick<LlmServerParts, 'openSpeech' | 'openVoice'> = {
  openSpeech: () => ({
    onMessage: () => undefined,
    post: () => undefined,
    close: () => undefined,
  }),
  openVoice: () => ({ onMessage: () => undefined, post: () => undefined, close: () => undefined }),
}
