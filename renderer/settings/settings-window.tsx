import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowSetting } from '../../electron/contracts/actions.ts'
import { SETTING_TABLE } from '../../electron/contracts/setting-table.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { useStore, type ReadableStore } from '../bridge/value-store.ts'
import type { LevelSource } from '../ui/level-meter.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { isBudgetUsed, isModelMissing } from '../ui/phase-view.ts'
import { ConversationPane } from './conversation/conversation-pane.tsx'
import { EnginesPane } from './engines/engines-pane.tsx'
import { focusSetting } from './focus-setting.ts'
import { GeneralPane } from './general/general-pane.tsx'
import type { ModelsStore } from './models-store.ts'
import { ModelsPane } from './models/models-pane.tsx'
import { createProviderForms, isUnsaved } from './providers/provider-forms.ts'
import { ProvidersPane } from './providers/providers-pane.tsx'
import type { ProvidersStore } from './providers-store.ts'
import { UsagePane } from './usage/usage-pane.tsx'
import type { UsageStore } from './usage-store.ts'
import { PaneTabs, type PaneName } from './pane-tabs.tsx'
import type { SettingsStore } from './settings-store.ts'
import { ShortcutsPane } from './shortcuts/shortcuts-pane.tsx'
import type { ShortcutsStore } from './shortcuts/shortcuts-store.ts'
import type { VoicesStore } from './wake/voices/voices-store.ts'
import { WakePane } from './wake/wake-pane.tsx'
import type { WakeStore } from './wake-store.ts'
import styles from './settings-window.module.css'

export interface SettingsWindowProps {
  readonly snapshot: AppSnapshot
  readonly settings: SettingsStore
  readonly models: ModelsStore
  readonly providers: ProvidersStore
  readonly usage: UsageStore
  readonly wake: WakeStore
  readonly voices: VoicesStore
  readonly shortcuts: ShortcutsStore
  readonly levels: LevelSource
  readonly onToggleTalk: () => void
  /** Which pane to open with; else the one where what is missing can be mended. */
  readonly firstPane?: PaneName | undefined
  /** Where a link, a word or the palette leads. */
  readonly target: ReadableStore<ShowSetting | null>
  /** Opens the search over all settings and actions. */
  readonly onFind: () => void
}

/** Where what keeps Warbler from working can be mended. */
const paneFor = (snapshot: AppSnapshot): PaneName => {
  if (isModelMissing(snapshot)) return 'models'
  return isBudgetUsed(snapshot) ? 'usage' : 'general'
}

const useTarget = (target: ShowSetting | null, open: (pane: PaneName) => void): void => {
  const { t } = useTranslation()
  const shown = useRef<ShowSetting | null>(null)
  useEffect(() => {
    // Another language is no reason to go there again.
    if (target === null || target === shown.current) return
    shown.current = target
    open(target.pane)
    if (target.setting === null) return
    return focusSetting(t(SETTING_TABLE[target.setting].label), () =>
      document.querySelector<HTMLElement>(`#pane-${target.pane}`),
    )
  }, [target, open, t])
}

/** The settings window: a list of panes and the pane that is open. */
export const SettingsWindow = ({
  snapshot,
  settings,
  models,
  providers,
  usage,
  wake,
  voices,
  shortcuts,
  levels,
  onToggleTalk,
  firstPane,
  target,
  onFind,
}: SettingsWindowProps) => {
  const [chosen, setChosen] = useState(firstPane)
  const [opened] = useState<PaneName>(() => paneFor(snapshot))
  const settingsView = useStore(settings)
  const modelsView = useStore(models)
  const used = useStore(usage)
  const [forms] = useState(createProviderForms)
  const hasUnsaved = Object.values(useStore(forms)).some(isUnsaved)
  const pane = chosen ?? opened
  useTarget(useStore(target), setChosen)
  return (
    <div className={styles.window}>
      <PaneTabs
        open={pane}
        unsaved={hasUnsaved ? ['providers'] : []}
        onOpen={setChosen}
        onFind={onFind}
      />
      <main className={styles.main}>
        <div
          id={`pane-${pane}`}
          className={styles.pane}
          role="tabpanel"
          aria-labelledby={`tab-${pane}`}
          tabIndex={0}
        >
          {pane === 'engines' && settingsView !== null && (
            <EnginesPane
              view={settingsView}
              onChange={settings.change}
              models={modelsView}
              onDownload={models.download}
              onCommand={models.command}
              snapshot={snapshot}
              capped={used?.capped ?? false}
            />
          )}
          {pane === 'providers' && settingsView !== null && (
            <ProvidersPane
              view={settingsView}
              store={providers}
              forms={forms}
              onSave={settings.save}
            />
          )}
          {pane === 'usage' && settingsView !== null && used !== null && (
            <UsagePane usage={used} view={settingsView} onChange={settings.change} />
          )}
          {pane === 'models' && (
            <ModelsPane
              view={modelsView}
              onCommand={models.command}
              onDownload={models.download}
              onRemove={models.remove}
              snapshot={snapshot}
              levels={levels}
              onToggleTalk={onToggleTalk}
            />
          )}
          {pane === 'conversation' && settingsView !== null && (
            <ConversationPane view={settingsView} onChange={settings.change} />
          )}
          {pane === 'wake' && settingsView !== null && (
            <WakePane
              view={settingsView}
              onChange={settings.change}
              snapshot={snapshot}
              models={modelsView}
              store={wake}
              voices={voices}
              levels={levels}
            />
          )}
          {pane === 'general' && settingsView !== null && (
            <GeneralPane view={settingsView} onChange={settings.change} />
          )}
          {pane === 'shortcuts' && settingsView !== null && (
            <ShortcutsPane
              view={settingsView}
              snapshot={snapshot}
              store={shortcuts}
              onChange={settings.change}
            />
          )}
        </div>
      </main>
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}
