import type { TFunction } from 'i18next'
import type { ModelChoiceReason } from '../../../electron/contracts/models.ts'
import { formatMemory } from '../../i18n/format.ts'

/** English words per token of the models in the catalogue, about; people do not think in tokens. */
export const WORDS_PER_TOKEN = 0.75

/** Why these models were chosen, as a sentence. */
export const choiceSentence = (t: TFunction, locale: string, reason: ModelChoiceReason): string => {
  const memory = (mebibytes: number) => formatMemory(locale, mebibytes)
  const speed = (tokensPerSecond: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(
      Math.max(1, tokensPerSecond * WORDS_PER_TOKEN),
    )
  switch (reason.code) {
    case 'larger-model':
    case 'last-resort':
      return t(`models.reason.${reason.code}`, {
        memory: memory(reason.memoryMb),
        speed: speed(reason.estimatedTokensPerSecond),
      })
    case 'hub-unreachable':
    case 'machine-speed':
      return t(`models.reason.${reason.code}`, { speed: speed(reason.estimatedTokensPerSecond) })
    case 'machine-memory':
      return t('models.reason.machine-memory', {
        memory: memory(reason.memoryMb),
        needed: memory(reason.neededMemoryMb),
      })
    case 'installed':
    case 'wanted':
    case 'model-unavailable':
      return t(`models.reason.${reason.code}`)
  }
}
