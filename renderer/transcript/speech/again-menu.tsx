import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { MenuButton } from '../../ui/menu-button.tsx'
import { engineName } from './engine-name.ts'
import { SpeechContext, useSpeech } from './speech-context.ts'

const NO_ENGINES = [] as const

/** Has a sound transcribed again, by any engine that can; not there where none can. */
export const AgainMenu = ({ id, label }: { readonly id: string; readonly label: string }) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const engines = useSpeech((view) => view.engines, NO_ENGINES)
  if (speech === null || engines.length === 0) return null
  return (
    <MenuButton
      label={label}
      icon="restart"
      items={engines.map((engine) => ({
        label: t('speechJournal.turn.againWith', { engine: engineName(engine) }),
        icon: engine.provider === null ? 'cube' : 'cloud',
        onPress: () => speech.transcribe(id, engine),
      }))}
    />
  )
}
