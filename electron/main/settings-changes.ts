import { succeed, type CodedError, type Result } from '../contracts/errors.ts'
import type { SettingsPatch } from '../contracts/settings.ts'
import type { HotkeySnapshot } from '../contracts/snapshot.ts'
import { PHRASE_FAULT_CODES, usablePhrase } from '../core/wake/usable-phrase.ts'
import type { GlobalHotkey } from './platform/global-hotkey.ts'
import type { LoginItem } from './platform/login-item.ts'
import type { SettingsStore } from './storage/settings-store.ts'

export interface SettingsChangeParts {
  readonly store: Pick<SettingsStore, 'get' | 'change' | 'unsaved'>
  readonly hotkey: Pick<GlobalHotkey, 'use' | 'snapshot'>
  readonly loginItem: Pick<LoginItem, 'set'>
  readonly onHotkey: (hotkey: HotkeySnapshot) => void
  /** What keeps Warbler from listening now; null where nothing does. */
  readonly obstacle: () => CodedError | null
  /** These settings hold from now on. */
  readonly follow: (patch: SettingsPatch) => void
  /** What holds now could not be saved; null: it could again. */
  readonly onUnsaved: (error: CodedError | null) => void
}

/** Why nobody can call by this phrase; null where they can. */
const phraseFault = (phrase: string): CodedError | null => {
  const verdict = usablePhrase(phrase)
  return verdict.usable ? null : { code: PHRASE_FAULT_CODES[verdict.fault], params: { phrase } }
}

/**
 * How settings are changed while Warbler runs.
 *
 * 1. A change that is refused is not made: nothing follows it, and the hotkey from before is in force again; so
 *    is what the system starts at login.
 * 2. A change that cannot be saved is obeyed for this run, and that it is not saved is told once.
 */
export const createSettingsChanges = (parts: SettingsChangeParts) => {
  const { store, hotkey, loginItem, obstacle, follow } = parts

  const useHotkey = (accelerator: string): HotkeySnapshot => {
    const used = hotkey.use(accelerator)
    parts.onHotkey(used)
    return used
  }

  const refusal = ({ openConversation, wakePhrases = [] }: SettingsPatch): CodedError | null => {
    const unusable = wakePhrases.map(phraseFault).find((fault) => fault !== null)
    if (unusable !== undefined) return unusable
    return openConversation === true && !store.get().openConversation ? obstacle() : null
  }

  let isTold = false
  const lookAtDisk = (): void => {
    const { unsaved } = store
    if ((unsaved !== null) === isTold) return
    isTold = unsaved !== null
    parts.onUnsaved(unsaved)
  }

  const change = (patch: SettingsPatch): Result<null> => {
    const refused = refusal(patch)
    if (refused !== null) return { ok: false, error: refused }
    const { accelerator } = hotkey.snapshot
    const { startAtLogin } = store.get()
    if (patch.hotkey !== undefined) {
      const { error } = useHotkey(patch.hotkey)
      if (error !== null) return { ok: false, error }
    }
    const changed =
      patch.startAtLogin === undefined ? succeed(null) : loginItem.set(patch.startAtLogin)
    const saved = changed.ok ? store.change(patch) : changed
    if (!saved.ok) {
      if (patch.hotkey !== undefined) useHotkey(accelerator)
      if (changed.ok && patch.startAtLogin !== undefined) loginItem.set(startAtLogin)
      return saved
    }
    follow(patch)
    lookAtDisk()
    return succeed(null)
  }

  const flip = (
    patch: Pick<SettingsPatch, 'muted' | 'mutedUntilMs' | 'openConversation'>,
  ): Result<null> => {
    store.change(patch)
    follow(patch)
    lookAtDisk()
    return succeed(null)
  }

  return {
    change,
    /** `untilMs`: epoch ms; null: until somebody ends it. */
    setMuted: (muted: boolean, untilMs: number | null = null): Result<null> =>
      flip({ muted, mutedUntilMs: muted ? untilMs : null }),
    setOpen: (open: boolean): Result<null> => {
      const error = open ? obstacle() : null
      return error === null ? flip({ openConversation: open }) : { ok: false, error }
    },
  }
}
