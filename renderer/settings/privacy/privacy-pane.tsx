import { useTranslation } from 'react-i18next'
import type { KeptSpeechStore } from '../kept-speech-store.ts'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { KeptSpeechSection } from './kept-speech/kept-speech-section.tsx'
import { LogTextSetting } from './log-text-setting.tsx'

/** What is kept of what was said. */
export const PrivacyPane = ({
  context,
  keptSpeech,
}: {
  readonly context: PaneContext
  readonly keptSpeech: KeptSpeechStore
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.privacy')}</h2>
      <KeptSpeechSection context={context} store={keptSpeech} />
      <SettingGroup title={t('settings.group.log')}>
        <LogTextSetting {...setting('logText')} />
      </SettingGroup>
    </div>
  )
}
