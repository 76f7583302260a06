import { useTranslation } from 'react-i18next'
import type { ShortcutsView } from '../../../electron/contracts/shortcuts.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { SettingGroup } from '../rows/setting-row.tsx'
import rows from '../rows/setting-row.module.css'
import styles from './shortcuts-pane.module.css'

/** What a desktop can bind a key of its own to: the way where programs get none. */
export const CommandList = ({
  session: { commands },
  onCopy,
}: {
  readonly session: ShortcutsView
  readonly onCopy: (text: string) => Promise<boolean>
}) => {
  const { t } = useTranslation()
  return (
    <SettingGroup title={t('shortcuts.commands')}>
      <p className={rows.empty}>
        {t('shortcuts.commandsHint')} {t('shortcuts.commandsHold')}
      </p>
      {commands.map(({ shortcut, command }) => (
        <div key={shortcut} className={styles.command}>
          <span className={rows.label}>{t(`shortcuts.action.${shortcut}`)}</span>
          <code className={styles.code}>{command}</code>
          <CopyButton
            label={t('shortcuts.copy', { action: t(`shortcuts.action.${shortcut}`) })}
            text={command}
            onCopy={onCopy}
          />
        </div>
      ))}
    </SettingGroup>
  )
}
