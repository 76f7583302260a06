import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { correctButtonId } from './correct-button-id.ts'
import { engineName } from './engine-name.ts'
import { SpeechContext, useSpeech } from './speech-context.ts'

const NO_ENGINES = [] as const

/** Corrects the person's words, or has them transcribed again. */
export const TurnSpeechActions = ({ turn }: { readonly turn: TranscriptTurn }) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const { id, speaker, status, text } = turn
  const isKept = useSpeech((view) => view.kept.has(id), false)
  const engines = useSpeech((view) => view.engines, NO_ENGINES)
  if (speech === null || speaker !== 'person' || status === 'streaming' || text === '') return null
  return (
    <>
      <IconButton
        icon="pencil"
        id={correctButtonId(id)}
        label={t('speechJournal.turn.correct')}
        onPress={() => speech.edit(id)}
      />
      {isKept && engines.length > 0 && (
        <MenuButton
          label={t('speechJournal.turn.again')}
          icon="restart"
          items={engines.map((engine) => ({
            label: t('speechJournal.turn.againWith', { engine: engineName(engine) }),
            icon: engine.provider === null ? 'cube' : 'cloud',
            onPress: () => speech.transcribe(id, engine),
          }))}
        />
      )}
    </>
  )
}
