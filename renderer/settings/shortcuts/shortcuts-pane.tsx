import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import {
  OTHER_SHORTCUTS,
  type OtherShortcut,
  type ShortcutName,
} from '../../../electron/contracts/shortcuts.ts'
import type { HotkeySnapshot } from '../../../electron/contracts/snapshot.ts'
import {
  acceleratorLabel,
  combinationLabel,
  isSameCombination,
  parseCombination,
} from '../../../electron/core/hotkeys/combination.ts'
import { useStore } from '../../bridge/value-store.ts'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import rows from '../rows/setting-row.module.css'
import { CommandList } from './command-list.tsx'
import type { EditorEvent } from '../../ui/shortcuts/editor-state.ts'
import { HotkeyEditor } from './hotkey-editor.tsx'
import { SessionNote } from './session-note.tsx'
import type { ShortcutsStore } from '../../ui/shortcuts/shortcuts-store.ts'
import { WindowKeyTable } from './window-key-table.tsx'

/** The usual keys, where others are in force. */
const usualKeys = (accelerator: string, platform: string): string | null => {
  const usual = parseCombination(defaultSettings().hotkey, platform)
  const now = parseCombination(accelerator, platform)
  if (usual === null || (now !== null && isSameCombination(usual, now))) return null
  return combinationLabel(usual, platform)
}

/** Keys that work in every program, what to do where there are none, and the keys of the windows. */
export const ShortcutsPane = ({
  context: { view, snapshot, onChange },
  store,
}: {
  readonly context: Pick<PaneContext, 'view' | 'snapshot' | 'onChange'>
  readonly store: ShortcutsStore
}) => {
  const { t } = useTranslation()
  const state = useStore(store.editor)
  const session = useStore(store.session)
  // Whoever goes elsewhere presses no key for this any more.
  useEffect(() => store.leave, [store])
  const { hotkey, shortcuts } = view.settings
  const { platform } = store
  const onEvent = (event: EditorEvent) => store.send(event, { talk: hotkey, ...shortcuts })
  const shared = { state, platform, onEvent, trialMs: session?.trialMs ?? 0 }
  const usual = usualKeys(hotkey, platform)
  const action = (name: ShortcutName) => t(`shortcuts.action.${name}`)

  const other = (name: OtherShortcut) => {
    const accelerator = shortcuts[name]
    const { [name]: _own, ...others } = shortcuts
    const now: HotkeySnapshot | undefined = snapshot.shortcuts[name]
    return (
      <HotkeyEditor
        key={name}
        {...shared}
        shortcut={name}
        label={action(name)}
        hint={t(`shortcuts.hint.${name}`)}
        keys={accelerator === undefined ? '' : acceleratorLabel(accelerator, platform)}
        error={now?.error ?? null}
        remove={
          accelerator === undefined
            ? null
            : {
                label: t('shortcuts.clear'),
                about: t('shortcuts.clearOf', { action: action(name) }),
                run: () => onChange({ shortcuts: others }),
              }
        }
      />
    )
  }
  return (
    <div>
      <h2 className={rows.title}>{t('settings.shortcuts')}</h2>
      {session !== null && <SessionNote session={session} />}
      <SettingGroup title={t('shortcuts.everywhere')}>
        <HotkeyEditor
          {...shared}
          shortcut="talk"
          label={t('settings.hotkey.label')}
          hint={t(`settings.hotkey.${snapshot.hotkey.mode}`)}
          keys={acceleratorLabel(hotkey, platform)}
          error={view.errors.hotkey ?? snapshot.hotkey.error}
          remove={
            usual === null
              ? null
              : {
                  label: t('shortcuts.reset', { keys: usual }),
                  about: t('shortcuts.reset', { keys: usual }),
                  run: () => onChange({ hotkey: defaultSettings().hotkey }),
                }
          }
        />
      </SettingGroup>
      <SettingGroup title={t('shortcuts.others')}>{OTHER_SHORTCUTS.map(other)}</SettingGroup>
      {session !== null && <CommandList session={session} onCopy={store.copy} />}
      <SettingGroup title={t('shortcuts.inWindows')}>
        <WindowKeyTable platform={platform} />
      </SettingGroup>
    </div>
  )
}
