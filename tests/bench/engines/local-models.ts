import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { homedir } from 'node:os'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { modelsFolder } from '../../../electron/engines/models/cache-location.ts'
import { loadCatalogue } from '../../../electron/engines/models/catalogue.ts'
import { ModelStore } from '../../../electron/engines/models/model-store.ts'
import { defaultPatience, nodePorts } from '../../../electron/engines/models/ports.ts'
import { engineModelsOf } from '../../../electron/main/model-selection.ts'

type LocalModels = Readonly<Record<'stt' | 'llm' | 'tts', EngineModel | null>>

/** The models that Warbler takes on a small machine, as it loads them; null: not installed. */
export const localModels = async (): Promise<LocalModels> => {
  const store = await ModelStore.open({
    catalogue: loadCatalogue({}),
    root: modelsFolder(process.env, process.platform, homedir()),
    ports: nodePorts(),
    patience: defaultPatience,
  })
  store.select({
    stt: 'moonshine-tiny-en',
    llm: 'qwen2.5-0.5b',
    roles: ENGINE_ROLES,
    llmFallback: null,
    tts: 'piper-en-us-joe-medium',
    turn: null,
    reason: { code: 'wanted' },
  })
  const { stt, llm, tts } = engineModelsOf(store)
  await store.dispose()
  // Without variation a clause is the same sound, and takes the same time, at every saying.
  const still = tts === null ? null : { ...tts, options: { ...tts.options, variation: 0 } }
  return { stt, llm, tts: still }
}
