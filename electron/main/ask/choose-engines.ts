import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { EngineUsage } from '../../contracts/workers.ts'
import { loadCatalogue } from '../../engines/models/catalogue.ts'
import { ensureDefaultModels } from '../../engines/models/ensure-default-models.ts'
import { engineModelsOf, NO_MODELS, type EngineModels } from '../model-selection.ts'
import { applyEngineChoice, type EngineChoice } from '../providers/engine-choice.ts'
import { engineLines, needsThisMachine, type EngineLines } from '../providers/engine-lines.ts'
import { KeyStore } from '../providers/key-store.ts'
import { UsageMeter } from '../providers/usage-meter.ts'
import type { Storage } from '../storage/open-storage.ts'

/** What one run of `--ask` works with. */
export interface ChosenEngines {
  readonly settings: Settings
  readonly lines: EngineLines
  readonly count: (usage: EngineUsage) => void
}

/** Fetches what is missing on this machine. */
const localModels = async (
  { models: wanted, voices }: Pick<Settings, 'models' | 'voices'>,
  tell: (text: string) => void,
): Promise<Result<EngineModels>> => {
  const ensured = await ensureDefaultModels(tell, { wanted })
  if (!ensured.ok) return ensured
  const models = engineModelsOf(ensured.value, voices)
  await ensured.value.dispose()
  return succeed(models)
}

/**
 * The engines of one run: those of the settings and the command line, and what they need on this
 * machine, which is nothing where providers do it all.
 * Fails with `usage.invalid` for an engine that is none, and as fetching models does.
 */
export const chooseEngines = async (
  storage: Storage,
  choice: EngineChoice,
  tell: (text: string) => void,
  complain: (error: CodedError) => void,
): Promise<Result<ChosenEngines>> => {
  const { models: catalogued } = loadCatalogue()
  const chosen = applyEngineChoice(storage.settings.get(), choice, (role, id) =>
    catalogued.some((entry) => entry.kind === role && entry.id === id),
  )
  if (!chosen.ok) return chosen
  const settings = chosen.value
  const { providers, engineOrder: order, monthlyCapDollars } = settings
  const meter = new UsageMeter({
    file: storage.openJson('usage'),
    now: () => new Date(),
    providers: () => providers,
    capDollars: () => monthlyCapDollars,
    onCap: (cap) => {
      if (cap === 'reached') complain({ code: 'provider.capped' })
    },
    onChange: () => undefined,
  })
  const keys = new KeyStore({
    file: { store: {} },
    path: '',
    // Plain Node reaches no key store of the system.
    safe: null,
    environment: process.env,
  })
  const inputs = {
    order,
    providers,
    keyOf: (provider: (typeof providers)[number]) => keys.keyOf(provider),
    speechSpeed: settings.speechSpeed,
    capped: meter.capped,
  }
  const local = needsThisMachine(inputs) ? await localModels(settings, tell) : succeed(NO_MODELS)
  if (!local.ok) return local
  return succeed({
    settings,
    lines: engineLines({ ...inputs, local: local.value }),
    count: (usage) => meter.add(usage),
  })
}
