import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import { SpeechContext, useSpeech } from './speech-context.ts'

/** Plays a sound, and stops it. */
export const PlayButton = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const isPlaying = useSpeech((view) => view.playing?.id === id, false)
  return (
    <IconButton
      icon={isPlaying ? 'stop' : 'play'}
      label={t(isPlaying ? 'speechJournal.turn.stop' : 'speechJournal.turn.play')}
      onPress={() => speech?.toggle(id)}
    />
  )
}
