import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { HotkeySnapshot } from '../../../electron/contracts/snapshot.ts'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../settings-store.ts'
import { EarconsSetting } from './earcons-setting.tsx'
import { HotkeySetting } from './hotkey-setting.tsx'
import { LanguageSetting } from './language-setting.tsx'
import { LinksSetting } from './links-setting.tsx'
import { LogTextSetting } from './log-text-setting.tsx'
import { NotificationsSetting } from './notifications-setting.tsx'
import { OverFullScreenSetting } from './over-full-screen-setting.tsx'
import { OverlayHideSetting } from './overlay-hide-setting.tsx'
import { SettingGroup } from './setting-row.tsx'
import styles from './setting-row.module.css'
import { StartSetting } from './start-setting.tsx'
import { VolumeSetting } from './volume-setting.tsx'
import { WarmMicrophoneSetting } from './warm-microphone-setting.tsx'

export const GeneralPane = ({
  view,
  onChange,
  hotkey,
}: {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly hotkey: HotkeySnapshot
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(view, onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.general')}</h2>
      <SettingGroup title={t('settings.group.talking')}>
        <HotkeySetting {...setting('hotkey')} hotkey={hotkey} />
        <WarmMicrophoneSetting {...setting('keepMicrophoneWarm')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.sound')}>
        <VolumeSetting {...setting('volume')} />
        <EarconsSetting {...setting('earcons')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.window')}>
        <LanguageSetting {...setting('locale')} />
        <OverlayHideSetting {...setting('overlayHideAfterSeconds')} />
        <OverFullScreenSetting {...setting('overlayOverFullScreen')} />
        <LinksSetting {...setting('links')} />
      </SettingGroup>
      <SettingGroup title={t('system.group')}>
        <StartSetting setting="startAtLogin" {...setting('startAtLogin')} />
        <StartSetting setting="startHidden" {...setting('startHidden')} />
        <NotificationsSetting {...setting('notifications')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.privacy')}>
        <LogTextSetting {...setting('logText')} />
      </SettingGroup>
    </div>
  )
}
