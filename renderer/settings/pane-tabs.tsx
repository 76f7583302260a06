import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { SETTINGS_PANES, type SettingsPane } from '../../electron/contracts/window-routes.ts'
import { HotkeyKeys } from '../ui/hotkey-keys.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './pane-tabs.module.css'

const PANES = SETTINGS_PANES
export type PaneName = SettingsPane

const ICONS = {
  general: 'settings',
  'voice-in': 'microphone',
  wake: 'voice',
  'voice-out': 'loudspeaker',
  brain: 'bulb',
  models: 'cube',
  providers: 'cloud',
  usage: 'gauge',
  privacy: 'shield',
  shortcuts: 'keyboard',
  advanced: 'order',
  about: 'info',
} as const

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
}

/** One tab stop; arrow keys go from pane to pane. */
export const PaneTabs = ({
  open,
  unsaved,
  onOpen,
  onFind,
  findKeys,
}: {
  readonly open: PaneName
  /** Panes that hold something that is typed and stored nowhere. */
  readonly unsaved: readonly PaneName[]
  readonly onOpen: (pane: PaneName) => void
  /** Searches settings and actions; `findKeys` do so, too. */
  readonly onFind: () => void
  readonly findKeys: string
}) => {
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = PANES[(PANES.indexOf(open) + step + PANES.length) % PANES.length] ?? open
    onOpen(next)
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <header className={styles.side}>
      <h1 className={styles.title}>{t('settings.title')}</h1>
      <button type="button" className={styles.find} onClick={onFind}>
        <Icon name="search" />
        <span className={styles.findText}>{t('settings.find')}</span>
        <HotkeyKeys label={findKeys} />
      </button>
      <div
        className={styles.tabs}
        role="tablist"
        aria-label={t('settings.panes')}
        aria-orientation="vertical"
        onKeyDown={onKeyDown}
      >
        {PANES.map((pane) => (
          <button
            key={pane}
            type="button"
            role="tab"
            id={`tab-${pane}`}
            className={styles.tab}
            aria-selected={pane === open}
            aria-controls={pane === open ? `pane-${pane}` : undefined}
            tabIndex={pane === open ? 0 : -1}
            onClick={() => onOpen(pane)}
          >
            <Icon name={ICONS[pane]} />
            <span>
              {t(`settings.${pane}`)}
              {unsaved.includes(pane) && (
                <span className={styles.unsaved}>{t('settings.unsaved')}</span>
              )}
            </span>
          </button>
        ))}
      </div>
    </header>
  )
}
