import { useStore } from '../bridge/value-store.ts'
import { AboutPane } from './about/about-pane.tsx'
import { AdvancedPane } from './advanced/advanced-pane.tsx'
import { BrainPane } from './brain/brain-pane.tsx'
import { GeneralPane } from './general/general-pane.tsx'
import { ModelsPane } from './models/models-pane.tsx'
import type { PaneContext } from './pane-context.ts'
import type { PaneName } from './pane-tabs.tsx'
import { PrivacyPane } from './privacy/privacy-pane.tsx'
import type { ProviderForms } from './providers/provider-forms.ts'
import { ProvidersPane } from './providers/providers-pane.tsx'
import type { SettingsStores } from './settings-window.tsx'
import { ShortcutsPane } from './shortcuts/shortcuts-pane.tsx'
import { UsagePane } from './usage/usage-pane.tsx'
import { VoiceInPane } from './voice-in/voice-in-pane.tsx'
import { VoiceOutPane } from './voice-out/voice-out-pane.tsx'
import { WakePane } from './wake/wake-pane.tsx'

/** What stands in the pane that is open. */
export const PaneContent = ({
  pane,
  context,
  stores,
  forms,
  onToggleTalk,
}: {
  readonly pane: PaneName
  readonly context: PaneContext
  readonly stores: SettingsStores
  readonly forms: ProviderForms
  readonly onToggleTalk: () => void
}) => {
  const { view, onChange, snapshot, levels, models } = context
  const used = useStore(stores.usage)
  switch (pane) {
    case 'general':
      return <GeneralPane context={context} />
    case 'voice-in':
      return <VoiceInPane context={context} />
    case 'wake':
      return (
        <WakePane
          view={view}
          onChange={onChange}
          snapshot={snapshot}
          models={models}
          store={stores.wake}
          voices={stores.voices}
          levels={levels}
        />
      )
    case 'voice-out':
      return <VoiceOutPane context={context} preview={stores.preview} />
    case 'brain':
      return <BrainPane context={context} />
    case 'models':
      return (
        <ModelsPane
          view={models}
          onCommand={stores.models.command}
          onDownload={stores.models.download}
          onRemove={stores.models.remove}
          snapshot={snapshot}
          levels={levels}
          onToggleTalk={onToggleTalk}
        />
      )
    case 'providers':
      return (
        <ProvidersPane
          view={view}
          store={stores.providers}
          forms={forms}
          onSave={stores.settings.save}
        />
      )
    case 'usage':
      return used === null ? null : <UsagePane usage={used} view={view} onChange={onChange} />
    case 'privacy':
      return <PrivacyPane context={context} store={stores.trust} keptSpeech={stores.keptSpeech} />
    case 'shortcuts':
      return <ShortcutsPane context={context} store={stores.shortcuts} />
    case 'advanced':
      return <AdvancedPane context={context} store={stores.trust} />
    case 'about':
      return <AboutPane store={stores.trust} />
  }
}
