import type { TFunction } from 'i18next'
import {
  isFastEnough,
  type EngineSpeed,
  type EngineSpeeds,
} from '../../../electron/contracts/engine-speed.ts'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import type { EngineRole } from '../../../electron/contracts/providers.ts'
import { formatSeconds } from '../../i18n/format.ts'
import { WORDS_PER_TOKEN } from '../models/choice-reason.ts'

/**
 * How fast the model in use is on this computer, and which others are here and would keep a person
 * waiting, a sentence each; nothing of models that were never measured.
 */
export const speedSentences = (
  t: TFunction,
  locale: string,
  role: EngineRole,
  models: readonly ModelSnapshot[],
  used: string | undefined,
  speeds: EngineSpeeds,
): readonly string[] =>
  models
    .filter(({ kind, state }) => kind === role && state === 'ready')
    .toSorted((a, b) => Number(b.id === used) - Number(a.id === used))
    .flatMap(({ id, name }) => {
      const speed = speeds[id]
      const pace = speed === undefined ? null : paceOf(locale, speed)
      if (pace === null) return []
      const isSlow = !isFastEnough(role, speed)
      if (id === used) return [t(`engines.speed.${role}`, { model: name, pace })]
      return isSlow ? [t(`engines.slow.${role}`, { model: name, pace })] : []
    })

/** Seconds of work for a second of sound, or words a second. */
const paceOf = (
  locale: string,
  { realTimeFactor, tokensPerSecond }: EngineSpeed,
): string | null => {
  if (realTimeFactor !== null) return formatSeconds(locale, realTimeFactor * 1000)
  if (tokensPerSecond === null) return null
  const words = Math.max(1, tokensPerSecond * WORDS_PER_TOKEN)
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(words)
}
