import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import { ENGINE_ROLES, type EngineRole } from '../../contracts/providers.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { EngineUsage } from '../../contracts/workers.ts'
import {
  defaultStoreOptions,
  ensureDefaultModels,
} from '../../engines/models/ensure-default-models.ts'
import type { ModelStoreOptions } from '../../engines/models/model-store.ts'
import { engineModelsOf, NO_MODELS, type EngineModels } from '../model-selection.ts'
import { applyEngineChoice, type EngineChoice } from '../providers/engine-choice.ts'
import { engineLines, lackingOf, rolesHere, type EngineLines } from '../providers/engine-lines.ts'
import { KeyStore } from '../providers/key-store.ts'
import { UsageMeter } from '../providers/usage-meter.ts'
import type { Storage } from '../storage/open-storage.ts'

/** What one run of `--ask` works with. */
export interface ChosenEngines {
  readonly settings: Settings
  readonly lines: EngineLines
  readonly count: (usage: EngineUsage) => void
}

/** The models that are here, once those are that this machine is wanted for. */
const localModels = async (
  { models: wanted, voices }: Pick<Settings, 'models' | 'voices'>,
  roles: readonly EngineRole[],
  fallBack: boolean,
  store: ModelStoreOptions,
  tell: (text: string) => void,
): Promise<Result<EngineModels>> => {
  const ensured = await ensureDefaultModels(tell, { wanted, roles, fallBack, store })
  if (!ensured.ok) return ensured
  const models = engineModelsOf(ensured.value, voices)
  await ensured.value.dispose()
  return succeed(models)
}

/**
 * The engines of one run: those of the settings and the command line, and what they need on this
 * machine, which is nothing where providers do it all.
 * Fails with `usage.invalid` for an engine that is none, with `provider.capped-alone`, and as fetching
 * models does.
 * @param store where models are, and come from
 */
export const chooseEngines = async (
  storage: Storage,
  choice: EngineChoice,
  tell: (text: string) => void,
  complain: (error: CodedError) => void,
  store: ModelStoreOptions = defaultStoreOptions(),
): Promise<Result<ChosenEngines>> => {
  const { models: catalogued } = store.catalogue
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
  const roles = rolesHere(inputs)
  // Whoever names a model for one run wants that one, as with a provider.
  const isNamed = settings.models.llm !== null && settings.models.llm === choice.llm
  const isShort = (lines: EngineLines) => ENGINE_ROLES.some((role) => lines[role].length === 0)
  const others = engineLines({ ...inputs, local: NO_MODELS })
  const local =
    roles.length > 0 || isShort(others)
      ? await localModels(settings, roles, !isNamed, store, tell)
      : succeed(NO_MODELS)
  if (!local.ok) return local
  const here = { ...inputs, local: local.value }
  const [lacking] = Object.values(lackingOf(here))
  if (lacking !== undefined) return { ok: false, error: lacking }
  return succeed({
    settings,
    lines: engineLines(here),
    count: (usage) => meter.add(usage),
  })
}
