import { useTranslation } from 'react-i18next'
import { EngineSection } from '../engines/engine-section.tsx'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { DictionarySetting } from './dictionary-setting.tsx'
import { LearnedPausesSetting } from './learned-pauses-setting.tsx'
import { MicrophoneSetting } from './microphone-setting.tsx'
import { PatienceSetting } from './patience-setting.tsx'
import { WarmMicrophoneSetting } from './warm-microphone-setting.tsx'

/** How Warbler hears: with what, by which engine, and how long it waits for more. */
export const VoiceInPane = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.voice-in')}</h2>
      <SettingGroup title={t('settings.group.microphone')}>
        <MicrophoneSetting context={context} />
        <WarmMicrophoneSetting {...setting('keepMicrophoneWarm')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.turns')}>
        <PatienceSetting {...setting('patience')} />
        <LearnedPausesSetting {...setting('learnedPausesMs')} />
      </SettingGroup>
      <SettingGroup title={t('speechJournal.dictionary.group')}>
        <DictionarySetting {...setting('dictionary')} />
      </SettingGroup>
      <EngineSection role="stt" context={context} />
    </div>
  )
}
