import type { TFunction } from 'i18next'
import type {
  ModelKind,
  ModelSnapshot,
  ModelsSnapshot,
} from '../../../electron/contracts/models.ts'

/** In the order in which a turn needs them. */
const KINDS = [
  'stt',
  'llm',
  'tts',
  'turn',
  'vad',
  'speaker',
  'data',
] as const satisfies readonly ModelKind[]

interface ModelGroup {
  readonly kind: ModelKind
  /** Here, on its way, or meant to be here. */
  readonly here: readonly ModelSnapshot[]
  readonly others: readonly ModelSnapshot[]
}

/** Every model of the catalogue by what it is for. */
export const modelGroups = ({ models }: ModelsSnapshot): readonly ModelGroup[] =>
  KINDS.map((kind) => {
    const ofKind = models.filter((model) => model.kind === kind)
    const isOther = (model: ModelSnapshot) => model.state === 'missing' && !model.selected
    return {
      kind,
      here: ofKind.filter((model) => !isOther(model)),
      others: ofKind.filter(isOther),
    }
  }).filter(({ here, others }) => here.length + others.length > 0)

/** On its way because somebody asked for this very one: it can be given up by itself. */
export const canBeGivenUp = ({ kind, state, heldBy }: ModelSnapshot): boolean => {
  switch (state) {
    case 'missing':
    case 'ready':
    case 'failed':
      return false
    case 'queued':
    case 'downloading':
    case 'verifying':
    case 'preparing':
    case 'paused':
      // What several share comes along with the one that was asked for.
      return kind !== 'data' && heldBy.length === 0
  }
}

export const diskUsed = ({ models }: ModelsSnapshot): number =>
  models.reduce((sum, { diskBytes }) => sum + diskBytes, 0)

/** More than these are counted, not named. */
const MOST_NAMED = 3

/** The languages of a model in words: their names, or how many there are. */
export const languagesText = (
  t: TFunction,
  locale: string,
  { languages }: Pick<ModelSnapshot, 'languages'>,
): string => {
  if (languages.includes('mul')) return t('models.manager.many')
  if (languages.length > MOST_NAMED) {
    return t('models.manager.languages', { count: languages.length })
  }
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' })
  return languages.map((tag) => names.of(tag) ?? tag).join(t('models.manager.separator'))
}

/** SPDX marks what has no id of its own by a prefix that says nothing to people. */
const OWN_TERMS = 'LicenseRef-'

/** A licence as people call it: SPDX's ids are names already, but for those that it has none for. */
export const licenceName = (t: TFunction, id: string): string => {
  switch (id) {
    case 'public-domain':
      return t('models.publicDomain')
    case 'LicenseRef-Gemma':
      return t('models.ownLicence.gemma')
    case 'LicenseRef-Llama-3.2':
      return t('models.ownLicence.llama')
    case 'LicenseRef-FunASR-Model':
      return t('models.ownLicence.funAsr')
    default:
      return id.startsWith(OWN_TERMS) ? id.slice(OWN_TERMS.length).replaceAll('-', ' ') : id
  }
}

/** Why a model stays where it is, in words; null where it may go. */
export const holdText = (
  t: TFunction,
  { id, heldBy }: ModelSnapshot,
  all: readonly ModelSnapshot[],
): string | null => {
  if (heldBy.length === 0) return null
  if (heldBy.includes(id)) return t('models.manager.inUse')
  const names = heldBy.map((holder) => all.find((one) => one.id === holder)?.name ?? holder)
  return t('models.manager.neededBy', { names: names.join(t('models.manager.separator')) })
}
