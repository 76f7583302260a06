import { useTranslation } from 'react-i18next'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { HotkeySetting } from './hotkey-setting.tsx'

/** The keys that Warbler listens to, wherever the person is. */
export const ShortcutsPane = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.shortcuts')}</h2>
      <SettingGroup title={t('settings.group.talking')}>
        <HotkeySetting {...setting('hotkey')} hotkey={context.snapshot.hotkey} />
      </SettingGroup>
    </div>
  )
}
