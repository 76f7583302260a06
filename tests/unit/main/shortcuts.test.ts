import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
} from '../../../electron/contracts/settings.ts'
import type { TrialEnd } from '../../../electron/contracts/shortcuts.ts'
import { spellCombination } from '../../../electron/core/hotkeys/combination.ts'
import type { KeyboardHook } from '../../../electron/main/platform/keyboard-hook.ts'
import { commandLines } from '../../../electron/main/shortcuts/command-lines.ts'
import { keySessionOf } from '../../../electron/main/shortcuts/key-session.ts'
import { ShortcutSet } from '../../../electron/main/shortcuts/shortcut-set.ts'
import { createShortcutTrials, TRIAL_MS } from '../../../electron/main/shortcuts/shortcut-trials.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const FIRST = 'Control+Shift+Space'
const SECOND = 'Control+Alt+K'
const ELSEWHERE = 'Control+Alt+E'

/** A system with one keyboard: keys that another program has are refused, the rest are ours or nobody's. */
const stage = ({
  hooked = true,
  shortcuts = {},
}: { hooked?: boolean; shortcuts?: Settings['shortcuts'] } = {}) => {
  const time = new VirtualTime()
  const registered = new Map<string, () => void>()
  const elsewhere = new Set([ELSEWHERE])
  const watched = new Map<(type: 'down' | 'up', atMs: number) => void, string>()
  const hook: KeyboardHook = {
    knows: ({ key }) => !key.startsWith('Media'),
    watch: (combination, listener) => {
      watched.set(listener, spellCombination(combination, 'linux'))
      return () => void watched.delete(listener)
    },
    dispose: () => undefined,
  }
  const heard: string[] = []
  const keys = new ShortcutSet({
    registry: {
      register: (accelerator, pressed) => {
        if (elsewhere.has(accelerator) || registered.has(accelerator)) return false
        registered.set(accelerator, pressed)
        return true
      },
      unregister: (accelerator) => void registered.delete(accelerator),
    },
    hook: hooked ? hook : null,
    talk: {
      pressed: () => void heard.push('pressed'),
      released: () => void heard.push('released'),
      toggled: () => void heard.push('talk'),
    },
    onPressed: (shortcut) => void heard.push(shortcut),
    platform: 'linux',
    wayland: false,
    nowMs: () => time.nowMs,
    after: (delayMs, callback) => void time.setTimer(delayMs, callback),
  })
  let settings: Settings = { ...defaultSettings(), shortcuts }
  let isDiskFull = false
  keys.start(settings)
  const ends: TrialEnd[] = []
  const trials = createShortcutTrials({
    keys,
    settings: () => settings,
    keep: (patch: SettingsPatch) => {
      const next = { ...settings, ...(patch as Partial<Settings>) }
      const error = keys.use(next)
      if (error !== null) return { ok: false, error }
      if (isDiskFull) {
        keys.use(settings)
        return fail('disk.full')
      }
      settings = next
      return succeed(null)
    },
    clock: time,
    onEnd: (end) => void ends.push(end),
    onChange: () => undefined,
  })
  /** As X11 tells of it: by the shortcut and, where there is one, by the hook. */
  const press = (accelerator: string): void => {
    registered.get(accelerator)?.()
    for (const [listener, own] of watched) {
      if (own === accelerator) listener('down', time.nowMs)
    }
  }
  const letGo = (): void => {
    for (const listener of watched.keys()) listener('up', time.nowMs)
  }
  return {
    time,
    keys,
    trials,
    press,
    letGo,
    registered: () => [...registered.keys()].sort(),
    /** Another program lets go of a key. */
    leaveElsewhere: (accelerator: string) => void elsewhere.delete(accelerator),
    /** Another program takes a key that nobody has. */
    takeElsewhere: (accelerator: string) => void elsewhere.add(accelerator),
    fillDisk: () => {
      isDiskFull = true
    },
    heard,
    ends,
    settings: () => settings,
  }
}

describe('the keys that work in every program', () => {
  it('each run their action, once per press', () => {
    const { press, heard, time, registered } = stage({
      hooked: false,
      shortcuts: { 'toggle-mute': SECOND, stop: 'Alt+F9' },
    })
    expect(registered()).toEqual(['Alt+F9', SECOND, FIRST].sort())
    press(SECOND)
    time.advance(100)
    // A key that is held repeats.
    press(SECOND)
    time.advance(2000)
    press('Alt+F9')
    press(FIRST)
    expect(heard).toEqual(['toggle-mute', 'stop', 'talk'])
  })

  it('stand in nobody’s way where another program has some of them, and come once it lets go', () => {
    const { keys, registered, settings, leaveElsewhere, takeElsewhere } = stage()
    takeElsewhere('Alt+F8')
    const set = { 'toggle-mute': ELSEWHERE, stop: 'Alt+F8' }
    keys.start({ ...settings(), shortcuts: set })
    expect(registered()).toEqual([FIRST])
    const changed = { ...set, 'show-transcript': SECOND }
    expect(keys.use({ ...settings(), shortcuts: changed })).toBeNull()
    expect(registered()).toEqual([SECOND, FIRST].sort())
    leaveElsewhere(ELSEWHERE)
    const again = { ...changed, stop: 'Alt+F9' }
    expect(keys.use({ ...settings(), shortcuts: again })).toBeNull()
    expect(registered()).toEqual([ELSEWHERE, SECOND, 'Alt+F9', FIRST].sort())
    takeElsewhere('Alt+F7')
    expect(keys.use({ ...settings(), shortcuts: { ...again, stop: 'Alt+F7' } })?.code).toBe(
      'hotkey.taken',
    )
    expect(registered()).toEqual([ELSEWHERE, SECOND, 'Alt+F9', FIRST].sort())
  })

  it('are seen as often as they are pressed, where key-up is seen', () => {
    const { press, letGo, heard, time } = stage({ shortcuts: { 'toggle-mute': SECOND } })
    for (let times = 0; times < 3; times += 1) {
      press(SECOND)
      time.advance(40)
      letGo()
      time.advance(60)
    }
    expect(heard.filter((report) => report === 'toggle-mute')).toHaveLength(3)
  })

  it('that another program has say so, and the rest work', () => {
    const { keys, registered } = stage({ shortcuts: { 'toggle-mute': ELSEWHERE, stop: SECOND } })
    expect(keys.snapshots.shortcuts['toggle-mute']).toMatchObject({
      mode: 'none',
      error: { code: 'hotkey.taken' },
    })
    expect(registered()).toEqual([SECOND, FIRST].sort())
  })

  it('of a file in which two are the same, only the first is had', () => {
    const { keys } = stage({ shortcuts: { 'toggle-mute': SECOND, stop: 'Alt+Control+K' } })
    expect(keys.snapshots.shortcuts['toggle-mute']?.error).toBeNull()
    expect(keys.snapshots.shortcuts.stop?.error).toMatchObject({ code: 'hotkey.conflict' })
  })

  it('that nobody sees come up are tapped: a media key would leave the ear open', () => {
    const { keys, press, letGo, heard } = stage()
    expect(keys.use({ hotkey: 'MediaPlayPause', shortcuts: {} })).toBeNull()
    expect(keys.snapshots.hotkey.mode).toBe('toggle')
    press('MediaPlayPause')
    letGo()
    expect(heard).toEqual(['talk'])
  })
})

describe('recording', () => {
  it('gives all keys back to other programs, and has them again afterwards', () => {
    const { trials, registered } = stage({ shortcuts: { stop: SECOND } })
    trials.record(true)
    expect(registered()).toEqual([])
    trials.record(false)
    expect(registered()).toEqual([SECOND, FIRST].sort())
  })

  it.each([true, false])(
    'ends when the person goes elsewhere (the window is gone: %s)',
    (isGone) => {
      const { trials, registered } = stage()
      trials.record(true)
      trials.left(isGone)
      expect(registered()).toEqual([FIRST])
    },
  )

  it('ends by itself where a page forgets it', () => {
    const { trials, registered, time } = stage()
    trials.record(true)
    time.advance(10 * 60_000)
    expect(registered()).toEqual([FIRST])
  })

  it('ends listening to somebody whose key it takes away', () => {
    const { trials, press, heard } = stage()
    press(FIRST)
    trials.record(true)
    expect(heard).toEqual(['pressed', 'released'])
  })

  it('says so where another program took a key meanwhile', () => {
    const { trials, keys, takeElsewhere } = stage()
    trials.record(true)
    takeElsewhere(FIRST)
    trials.record(false)
    expect(keys.snapshots.hotkey).toMatchObject({ mode: 'none', error: { code: 'hotkey.taken' } })
  })
})

describe('a trial', () => {
  const begun = (options?: Parameters<typeof stage>[0]) => {
    const staged = stage(options)
    expect(staged.trials.begin({ shortcut: 'talk', accelerator: SECOND }).ok).toBe(true)
    return staged
  }

  it('changes nothing before the keys have come', () => {
    const { settings, press, letGo, time } = begun()
    expect(settings().hotkey).toBe(defaultSettings().hotkey)
    press(SECOND)
    time.advance(10)
    // Whether it can be held is known when it comes up.
    expect(settings().hotkey).toBe(defaultSettings().hotkey)
    letGo()
    time.advance(100)
    expect(settings().hotkey).toBe(SECOND)
  })

  it('keeps keys that have come, and begins nothing by that press', () => {
    const { press, letGo, time, ends, registered, heard } = begun()
    press(SECOND)
    letGo()
    time.advance(100)
    expect(ends).toEqual([{ shortcut: 'talk', outcome: 'kept', error: null }])
    expect(registered()).toEqual([SECOND])
    // X11's last report of the shortcut may come after the key has.
    press(SECOND)
    letGo()
    expect(heard.filter((report) => report === 'talk')).toEqual([])
  })

  it('where no key is seen to come up takes no repeat of it for another press', () => {
    const { press, time, ends, heard } = begun({ hooked: false })
    press(SECOND)
    time.advance(0)
    for (let repeat = 0; repeat < 5; repeat += 1) {
      time.advance(300)
      press(SECOND)
    }
    expect(ends.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(heard).toEqual([])
    time.advance(2000)
    press(SECOND)
    expect(heard).toEqual(['talk'])
  })

  it('is over after a while, with the keys from before', () => {
    const { time, ends, registered, settings, press } = begun()
    time.advance(TRIAL_MS + 1)
    expect(ends).toEqual([{ shortcut: 'talk', outcome: 'expired', error: null }])
    expect(registered()).toEqual([FIRST])
    press(SECOND)
    time.advance(100)
    expect(settings().hotkey).toBe(defaultSettings().hotkey)
  })

  it.each([
    ['cancelled', 'cancel'],
    ['left by closing its window', 'left'],
    ['left by quitting', 'dispose'],
  ] as const)('that is %s gives the keys from before back', (_how, way) => {
    const { trials, registered, ends, settings } = begun({ shortcuts: { stop: 'Alt+F9' } })
    trials[way](true)
    expect(ends).toEqual([{ shortcut: 'talk', outcome: 'cancelled', error: null }])
    expect(registered()).toEqual(['Alt+F9', FIRST].sort())
    expect(settings().hotkey).toBe(defaultSettings().hotkey)
  })

  it('goes on while the person looks at another window: keys are for all of them', () => {
    const { trials, ends } = begun()
    trials.left(false)
    expect(ends).toEqual([])
  })

  it('of keys that cannot be had is refused at once', () => {
    const { trials, registered } = stage({ shortcuts: { stop: 'Alt+F9' } })
    const of = (accelerator: string) => {
      const begun = trials.begin({ shortcut: 'talk', accelerator })
      return begun.ok ? 'begun' : begun.error.code
    }
    expect([of(ELSEWHERE), of('Control+C'), of('X'), of('Alt+F9'), of('Foo')]).toEqual([
      'hotkey.taken',
      'hotkey.reserved',
      'hotkey.types',
      'hotkey.conflict',
      'hotkey.invalid',
    ])
    expect(registered()).toEqual(['Alt+F9', FIRST].sort())
  })

  it('can be one of the keys that there are: do they still come?', () => {
    const { trials, press, letGo, time, ends, settings, registered } = stage()
    trials.begin({ shortcut: 'talk', accelerator: FIRST })
    press(FIRST)
    letGo()
    time.advance(100)
    expect(ends.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(settings().hotkey).toBe(FIRST)
    expect(registered()).toEqual([FIRST])
  })

  it('that cannot be saved says so, and leaves the keys from before', () => {
    const { press, letGo, time, fillDisk, ends, registered } = begun()
    fillDisk()
    press(SECOND)
    letGo()
    time.advance(100)
    expect(ends).toMatchObject([{ outcome: 'refused', error: { code: 'disk.full' } }])
    expect(registered()).toEqual([FIRST])
  })

  it('of another action changes that one alone', () => {
    const { trials, press, letGo, time, settings } = stage()
    trials.begin({ shortcut: 'toggle-mute', accelerator: SECOND })
    press(SECOND)
    letGo()
    time.advance(100)
    expect(settings()).toMatchObject({
      hotkey: defaultSettings().hotkey,
      shortcuts: { 'toggle-mute': SECOND },
    })
  })
})

describe('what a session allows', () => {
  it.each([
    ['system', 45, 'system'],
    ['x11', 45, 'x11'],
    ['wayland', 45, 'portal'],
    ['wayland', 33, 'none'],
    // A key would come only while a window of X has the focus.
    ['xwayland', 45, 'none'],
  ] as const)('%s, Electron %i: %s', (display, electronMajor, session) => {
    expect(keySessionOf(display, electronMajor)).toBe(session)
  })
})

describe('the commands for a desktop', () => {
  const source = {
    isPackaged: false,
    program: '/opt/electron/electron',
    folder: '/home/ada/my warbler',
    node: '/usr/bin/node',
    profile: null,
  }

  it('are whole: a desktop knows no folder and no path', () => {
    const [talk] = commandLines(source)
    expect(talk).toEqual({
      shortcut: 'talk',
      command: "/usr/bin/node '/home/ada/my warbler/electron/launch/start.mjs' --toggle",
    })
  })

  it('name the profile, where it is not the usual one', () => {
    const [, mute] = commandLines({ ...source, profile: "/tmp/ada's" })
    expect(mute?.command).toContain(`--mute --profile '/tmp/ada'\\''s'`)
  })

  it('of a packaged app are its own', () => {
    const packaged = { ...source, isPackaged: true, program: '/opt/Warbler/warbler' }
    expect(commandLines(packaged).map(({ command }) => command)).toEqual([
      '/opt/Warbler/warbler --toggle',
      '/opt/Warbler/warbler --mute',
      '/opt/Warbler/warbler --listen',
      '/opt/Warbler/warbler --cancel',
    ])
  })
})
