import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { CorrectedTurn } from '../../contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { learn, withEntries } from '../../core/dictionary/learn.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'

interface CorrectionParts {
  readonly transcripts: Pick<TranscriptStore, 'page' | 'upsertTurn'>
  readonly settings: () => Pick<Settings, 'dictionary'>
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  readonly onTurn: (turn: TranscriptTurn) => void
}

/**
 * Gives what the person said other words, which is what is found and exported from then on, and teaches
 * the dictionary what was heard wrong. Fails with `transcript.gone`, and as the transcript does.
 */
export const correctTurn = (
  { transcripts, settings, changeSettings, onTurn }: CorrectionParts,
  turnId: string,
  text: string,
): Result<CorrectedTurn> => {
  const page = transcripts.page({ around: turnId, limit: 1 })
  if (!page.ok) return page
  const found = page.value.turns.find(({ id }) => id === turnId)
  if (found === undefined) return fail('transcript.gone')
  // Its words are still being heard, or are not the person's own.
  if (text === '' || found.status === 'streaming' || found.speaker !== 'person') {
    return fail('usage.invalid', 'no turn to correct')
  }
  const turn = { ...found, text }
  const stored = transcripts.upsertTurn(turn)
  if (!stored.ok) return stored
  onTurn(turn)
  const learned = learn(found.text, text)
  if (learned.length === 0) return succeed({ turn, learned })
  const changed = changeSettings({ dictionary: withEntries(settings().dictionary, learned) })
  // The words are corrected all the same; next time they are heard as they were.
  return succeed({ turn, learned: changed.ok ? learned : [] })
}
