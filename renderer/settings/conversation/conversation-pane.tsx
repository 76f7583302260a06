import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import { SettingGroup } from '../general/setting-row.tsx'
import styles from '../general/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../settings-store.ts'
import { AcknowledgeSetting } from './acknowledge-setting.tsx'
import { InterruptionsSetting } from './interruptions-setting.tsx'
import { LearnedPausesSetting } from './learned-pauses-setting.tsx'
import { PatienceSetting } from './patience-setting.tsx'

/** When Warbler speaks, and when it stops. */
export const ConversationPane = ({
  view,
  onChange,
}: {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(view, onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.conversation')}</h2>
      <SettingGroup title={t('settings.group.turns')}>
        <PatienceSetting {...setting('patience')} />
        <LearnedPausesSetting {...setting('learnedPausesMs')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.replies')}>
        <InterruptionsSetting {...setting('interruptions')} />
        <AcknowledgeSetting {...setting('acknowledge')} />
      </SettingGroup>
    </div>
  )
}
