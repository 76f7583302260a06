import { useTranslation } from 'react-i18next'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { ContrastSetting, MotionSetting, TransparencySetting } from './appearance-settings.tsx'
import { LanguageSetting } from './language-setting.tsx'
import { LinksSetting } from './links-setting.tsx'
import { NotificationsSetting } from './notifications-setting.tsx'
import { OverFullScreenSetting } from './over-full-screen-setting.tsx'
import { OverlayHideSetting } from './overlay-hide-setting.tsx'
import { StartSetting } from './start-setting.tsx'
import { SetUpAgainSetting } from './set-up-again-setting.tsx'
import { ThemeSetting } from './theme-setting.tsx'

/** How Warbler looks, and how it fits into the system. */
export const GeneralPane = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.general')}</h2>
      <SettingGroup title={t('settings.group.look')}>
        <LanguageSetting {...setting('locale')} />
        <ThemeSetting {...setting('theme')} />
        <ContrastSetting {...setting('contrast')} />
        <MotionSetting {...setting('motion')} />
        <TransparencySetting {...setting('transparency')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.overlay')}>
        <OverlayHideSetting {...setting('overlayHideAfterSeconds')} />
        <OverFullScreenSetting {...setting('overlayOverFullScreen')} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.system')}>
        <StartSetting setting="startAtLogin" {...setting('startAtLogin')} />
        <StartSetting setting="startHidden" {...setting('startHidden')} />
        <NotificationsSetting {...setting('notifications')} />
        <SetUpAgainSetting onSetUp={context.onSetUp} />
        <LinksSetting {...setting('links')} />
      </SettingGroup>
    </div>
  )
}
