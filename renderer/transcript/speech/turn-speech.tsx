import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { AgainMenu } from './again-menu.tsx'
import { correctButtonId } from './correct-button-id.ts'
import { SpeechContext, useSpeech } from './speech-context.ts'

/** Corrects the person's words, or has them transcribed again. */
export const TurnSpeechActions = ({ turn }: { readonly turn: TranscriptTurn }) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const { id, speaker, status, text } = turn
  const isKept = useSpeech((view) => view.kept.has(id), false)
  if (speech === null || speaker !== 'person' || status === 'streaming' || text === '') return null
  return (
    <>
      <IconButton
        icon="pencil"
        id={correctButtonId(id)}
        label={t('speechJournal.turn.correct')}
        onPress={() => speech.edit(id)}
      />
      {isKept && <AgainMenu id={id} label={t('speechJournal.turn.again')} />}
    </>
  )
}
