import { succeed, type CodedError, type Result } from '../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../contracts/settings.ts'
import { PHRASE_FAULT_CODES, usablePhrase } from '../core/wake/usable-phrase.ts'
import type { ShortcutSet } from './shortcuts/shortcut-set.ts'
import type { LoginItem } from './platform/login-item.ts'
import type { SettingsStore } from './storage/settings-store.ts'

export interface SettingsChangeParts {
  readonly store: Pick<SettingsStore, 'get' | 'change' | 'unsaved'>
  readonly keys: Pick<ShortcutSet, 'use'>
  /** Keys are others now. */
  readonly onKeys: () => void
  readonly loginItem: Pick<LoginItem, 'set'>
  /** Whether speech that is wanted is kept: the system may have no place for its key. */
  readonly speech: { readonly canKeep: () => boolean }
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
 * 1. A change that is refused is not made: nothing follows it, and the keys from before are in force again; so
 *    is what the system starts at login.
 * 2. A change that cannot be saved is obeyed for this run, and that it is not saved is told once.
 */
export const createSettingsChanges = (parts: SettingsChangeParts) => {
  const { store, keys, loginItem, speech, obstacle, follow } = parts

  const useKeys = (of: Pick<Settings, 'hotkey' | 'shortcuts'>): CodedError | null => {
    const error = keys.use(of)
    parts.onKeys()
    return error
  }

  const refusal = ({
    openConversation,
    wakePhrases = [],
    keepSpeech = 'off',
  }: SettingsPatch): CodedError | null => {
    // What is confirmed as switched on is kept.
    if (keepSpeech !== 'off' && !speech.canKeep()) return { code: 'speech.no-key-store' }
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
    const before = store.get()
    const { hotkey = before.hotkey, shortcuts = before.shortcuts } = patch
    const changesKeys = patch.hotkey !== undefined || patch.shortcuts !== undefined
    if (changesKeys) {
      const error = useKeys({ hotkey, shortcuts })
      if (error !== null) return { ok: false, error }
    }
    const changed =
      patch.startAtLogin === undefined ? succeed(null) : loginItem.set(patch.startAtLogin)
    const saved = changed.ok ? store.change(patch) : changed
    if (!saved.ok) {
      if (changesKeys) useKeys(before)
      if (changed.ok && patch.startAtLogin !== undefined) loginItem.set(before.startAtLogin)
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
