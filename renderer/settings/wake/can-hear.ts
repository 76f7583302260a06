import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { hearBy } from '../../../electron/core/wake/hear-by.ts'

/**
 * The phrases that no recogniser on this computer knows the language of. Where there is no recogniser
 * at all that is the thing to say, and none of them is named.
 */
export const unheardPhrases = (
  models: ModelsSnapshot | null,
  phrases: readonly string[],
): readonly string[] => {
  const recognizers = (models?.models ?? [])
    .filter(({ kind, state }) => kind === 'stt' && state === 'ready')
    // Which one it is does not matter here, only whether there is one.
    .map(({ id, languages }) => ({ id, languages, engine: '' }))
  if (recognizers.length === 0) return []
  const heard = hearBy(phrases, recognizers).flatMap((group) => group.phrases)
  return phrases.filter((phrase) => !heard.includes(phrase))
}
