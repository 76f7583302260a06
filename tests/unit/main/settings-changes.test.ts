import { describe, expect, it } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import { createSettingsChanges } from '../../../electron/main/settings-changes.ts'
import { ShortcutSet } from '../../../electron/main/shortcuts/shortcut-set.ts'
import { SettingsStore } from '../../../electron/main/storage/settings-store.ts'

const FIRST = 'Control+Shift+Space'
const SECOND = 'Control+Alt+K'
const TAKEN = 'Control+Alt+T'

/** The real store and the real keys on a disk and a system that do as told. */
const stage = () => {
  const disk = { full: false }
  const store = new SettingsStore(
    '/nowhere',
    () => {
      let content: Record<string, unknown> = {}
      return {
        get store() {
          return content
        },
        set store(next) {
          if (disk.full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          content = next
        },
      }
    },
    0,
  )
  const registered = new Set<string>()
  const keys = new ShortcutSet({
    registry: {
      register: (accelerator) => {
        if (accelerator === TAKEN) return false
        registered.add(accelerator)
        return true
      },
      unregister: (accelerator) => void registered.delete(accelerator),
    },
    hook: null,
    talk: { pressed: () => undefined, released: () => undefined, toggled: () => undefined },
    onPressed: () => undefined,
    platform: 'linux',
    wayland: false,
    nowMs: () => 0,
    after: () => undefined,
  })
  keys.start(store.get())
  const login = { on: false, isRefused: false }
  const hindrance: { now: CodedError | null } = { now: null }
  const place = { canKeep: true }
  const shown: string[] = []
  const followed: SettingsPatch[] = []
  const told: (string | null)[] = []
  const changes = createSettingsChanges({
    store,
    keys,
    onKeys: () => void shown.push(keys.snapshots.hotkey.accelerator),
    loginItem: {
      set: (on) => {
        if (login.isRefused) return { ok: false, error: { code: 'login.refused' } }
        login.on = on
        return { ok: true, value: null }
      },
    },
    speech: { canKeep: () => place.canKeep },
    obstacle: () => hindrance.now,
    follow: (patch) => void followed.push(patch),
    onUnsaved: (error) => void told.push(error?.code ?? null),
  })
  return { told, disk, store, place, login, registered, hindrance, shown, followed, changes }
}

describe('a change of the settings', () => {
  it('refuses to keep speech where none would be kept, and not to keep none', () => {
    const { changes, store, place } = stage()
    place.canKeep = false
    expect(changes.change({ keepSpeech: 'mine' })).toMatchObject({
      error: { code: 'speech.no-key-store' },
    })
    expect(store.get().keepSpeech).toBe('off')
    expect(changes.change({ keepSpeech: 'off' }).ok).toBe(true)
    place.canKeep = true
    expect(changes.change({ keepSpeech: 'both' }).ok).toBe(true)
    expect(store.get().keepSpeech).toBe('both')
  })

  it('refuses a phrase that nobody can be called by, and says which', () => {
    const { changes, store } = stage()
    for (const [phrase, code] of [
      ['Bo', 'wake.phrase-too-short'],
      ['Okay computer', 'wake.phrase-too-common'],
      ['!!!!!!', 'wake.phrase-unreadable'],
    ] as const) {
      expect(changes.change({ wakePhrases: ['Hey Warbler', phrase] })).toEqual({
        ok: false,
        error: { code, params: { phrase } },
      })
    }
    expect(store.get().wakePhrases).toEqual(['Hey Warbler'])
    expect(changes.change({ wakePhrases: ['Okay Zephyr'] }).ok).toBe(true)
  })

  it('is saved, and then followed', () => {
    const { changes, store, followed, registered } = stage()
    expect(changes.change({ hotkey: SECOND, volume: 0.4 }).ok).toBe(true)
    expect(store.get()).toMatchObject({ hotkey: SECOND, volume: 0.4 })
    expect([...registered]).toEqual([SECOND])
    expect(followed).toEqual([{ hotkey: SECOND, volume: 0.4 }])
  })

  it('that cannot be saved is obeyed, and is told of once, and so is that the next one was saved', () => {
    const { changes, disk, registered, followed, store, told } = stage()
    disk.full = true
    expect(changes.change({ hotkey: SECOND }).ok).toBe(true)
    expect(changes.setMuted(true).ok).toBe(true)
    expect([...registered]).toEqual([SECOND])
    expect(store.get()).toMatchObject({ hotkey: SECOND, muted: true })
    expect(followed).toEqual([{ hotkey: SECOND }, { muted: true, mutedUntilMs: null }])
    expect(told).toEqual(['settings.unsaved'])
    disk.full = false
    changes.change({ wake: false })
    expect(told).toEqual(['settings.unsaved', null])
  })

  it('of what starts at login is made with the system first, and refused where that refuses it', () => {
    const { changes, store, login, disk, followed, registered } = stage()
    expect(changes.change({ startAtLogin: true }).ok).toBe(true)
    expect([login.on, store.get().startAtLogin]).toEqual([true, true])
    disk.full = true
    expect(changes.change({ startAtLogin: false }).ok).toBe(true)
    expect([login.on, store.get().startAtLogin]).toEqual([false, false])
    login.isRefused = true
    const refused = changes.change({ startAtLogin: true, hotkey: SECOND })
    expect(refused).toMatchObject({ error: { code: 'login.refused' } })
    expect([store.get().startAtLogin, [...registered]]).toEqual([false, [FIRST]])
    expect(followed).toEqual([{ startAtLogin: true }, { startAtLogin: false }])
  })

  it('with a hotkey that another program has is refused before it is saved', () => {
    const { changes, store, registered } = stage()
    const before = store.get()
    expect(changes.change({ hotkey: TAKEN, volume: 0.1 })).toMatchObject({
      error: { code: 'hotkey.taken' },
    })
    expect(store.get()).toEqual(before)
    expect([...registered]).toEqual([FIRST])
  })

  it('to keys that are another action’s is refused, and says so', () => {
    const { changes, store, registered } = stage()
    const muteBy = (key: string) => changes.change({ shortcuts: { 'toggle-mute': key } })
    expect(muteBy('Shift+Ctrl+Space')).toMatchObject({ error: { code: 'hotkey.conflict' } })
    expect(muteBy('Control+C')).toMatchObject({ error: { code: 'hotkey.reserved' } })
    expect(muteBy('M')).toMatchObject({ error: { code: 'hotkey.types' } })
    expect(muteBy('Control+Banana')).toMatchObject({ error: { code: 'hotkey.invalid' } })
    expect(store.get().shortcuts).toEqual({})
    expect(muteBy(SECOND).ok).toBe(true)
    expect([...registered].sort()).toEqual([SECOND, FIRST].sort())
    expect(changes.change({ shortcuts: {} }).ok).toBe(true)
    expect([...registered]).toEqual([FIRST])
  })

  it('exchanges the keys of two actions at once', () => {
    const { changes, store, registered } = stage()
    changes.change({ shortcuts: { 'toggle-mute': SECOND } })
    expect(changes.change({ hotkey: SECOND, shortcuts: { 'toggle-mute': FIRST } }).ok).toBe(true)
    expect(store.get()).toMatchObject({ hotkey: SECOND, shortcuts: { 'toggle-mute': FIRST } })
    expect(registered.size).toBe(2)
  })

  it('to the open conversation is refused, and not saved, while nothing could be heard', () => {
    const { changes, store, hindrance, followed } = stage()
    hindrance.now = { code: 'stt.model-missing' }
    expect(changes.change({ openConversation: true })).toMatchObject({ error: hindrance.now })
    expect(changes.setOpen(true)).toMatchObject({ error: hindrance.now })
    expect(store.get().openConversation).toBe(false)
    expect(followed).toEqual([])
    expect(changes.setOpen(false).ok).toBe(true)
  })
})
