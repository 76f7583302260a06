import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../settings-store.ts'
import { EarconsSetting } from './earcons-setting.tsx'
import { LanguageSetting } from './language-setting.tsx'
import { LinksSetting } from './links-setting.tsx'
import { LogTextSetting } from './log-text-setting.tsx'
import { OverlayHideSetting } from './overlay-hide-setting.tsx'
import { SettingGroup } from './setting-row.tsx'
import styles from './setting-row.module.css'
import { VolumeSetting } from './volume-setting.tsx'
import { WarmMicrophoneSetting } from './warm-microphone-setting.tsx'

export const GeneralPane = ({
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
      <h2 className={styles.title}>{t('settings.general')}</h2>
      <SettingGroup title={t('settings.group.talking')}>
        <WarmMicrophoneSetting {...setting('keepMicrophoneWarm')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.sound')}>
        <VolumeSetting {...setting('volume')} />
        <EarconsSetting {...setting('earcons')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.window')}>
        <LanguageSetting {...setting('locale')} />
        <OverlayHideSetting {...setting('overlayHideAfterSeconds')} />
        <LinksSetting {...setting('links')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.privacy')}>
        <LogTextSetting {...setting('logText')} />
      </SettingGroup>
    </div>
  )
}
