import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowSetting } from '../../electron/contracts/actions.ts'
import { SETTING_TABLE } from '../../electron/contracts/setting-table.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { useStore, type ReadableStore } from '../bridge/value-store.ts'
import type { DevicesStore } from '../ui/devices/devices-store.ts'
import type { LevelSource } from '../ui/level-meter.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { isBudgetUsed, isModelMissing } from '../ui/phase-view.ts'
import { focusSetting } from './focus-setting.ts'
import type { KeptSpeechStore } from './kept-speech-store.ts'
import type { ModelsStore } from '../bridge/models-store.ts'
import type { PaneContext } from './pane-context.ts'
import { PaneContent } from './pane-content.tsx'
import { PaneTabs, type PaneName } from './pane-tabs.tsx'
import { createProviderForms, isUnsaved } from './providers/provider-forms.ts'
import type { ProvidersStore } from '../ui/providers/providers-store.ts'
import type { SettingsStore } from '../bridge/settings-store.ts'
import type { ShortcutsStore } from '../ui/shortcuts/shortcuts-store.ts'
import type { TrustStore } from './trust/trust-store.ts'
import type { UsageStore } from './usage-store.ts'
import type { PreviewStore } from './voice-out/preview-store.ts'
import type { VoicesStore } from './wake/voices/voices-store.ts'
import type { WakeStore } from '../ui/wake/wake-store.ts'
import styles from './settings-window.module.css'

/** What the panes show, as main holds it. */
export interface SettingsStores {
  readonly settings: SettingsStore
  readonly models: ModelsStore
  readonly providers: ProvidersStore
  readonly usage: UsageStore
  readonly wake: WakeStore
  readonly voices: VoicesStore
  readonly shortcuts: ShortcutsStore
  readonly preview: PreviewStore
  readonly trust: TrustStore
  readonly keptSpeech: KeptSpeechStore
  readonly devices: DevicesStore
}

interface SettingsWindowProps {
  readonly snapshot: AppSnapshot
  readonly stores: SettingsStores
  readonly levels: LevelSource
  readonly onToggleTalk: () => void
  /** Opens the first steps. */
  readonly onSetUp: () => void
  readonly platform: PaneContext['platform']
  /** Where a link, a word or the palette leads. */
  readonly target: ReadableStore<ShowSetting | null>
  /** Opens the search over all settings and actions. */
  readonly onFind: () => void
  readonly findKeys: string
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
  stores,
  levels,
  onToggleTalk,
  onSetUp,
  platform,
  target,
  onFind,
  findKeys,
}: SettingsWindowProps) => {
  const [chosen, setChosen] = useState<PaneName | null>(null)
  // Where it opens is where what is missing can be mended.
  const [opened] = useState<PaneName>(() => paneFor(snapshot))
  const view = useStore(stores.settings)
  const models = useStore(stores.models)
  const used = useStore(stores.usage)
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
        findKeys={findKeys}
      />
      <main className={styles.main}>
        {/* Another pane is another element: it begins at its top. */}
        <div
          key={pane}
          id={`pane-${pane}`}
          className={styles.pane}
          role="tabpanel"
          aria-labelledby={`tab-${pane}`}
          tabIndex={0}
        >
          {view !== null && (
            <PaneContent
              pane={pane}
              context={{
                view,
                onChange: stores.settings.change,
                snapshot,
                models,
                modelsStore: stores.models,
                levels,
                devices: stores.devices,
                platform,
                onSetUp,
                capped: used?.capped ?? false,
              }}
              stores={stores}
              forms={forms}
              onToggleTalk={onToggleTalk}
            />
          )}
        </div>
      </main>
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}
