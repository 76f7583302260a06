import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import {
  combinationOf,
  MODIFIERS,
  parseCombination,
  spellCombination,
} from '../../../electron/core/hotkeys/combination.ts'
import { isAllowed, judge, type ShortcutTable } from '../../../electron/core/hotkeys/judge.ts'
import { KEYS } from '../../../electron/core/hotkeys/keys.ts'
import { RESERVED_USES, reservationsOn } from '../../../electron/core/hotkeys/reserved.ts'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import zh from '../../../resources/locales/zh.json' with { type: 'json' }

const PLATFORMS = ['linux', 'win32', 'darwin'] as const

const verdict = (text: string, platform = 'linux', others: ShortcutTable = {}): string => {
  const combination = parseCombination(text, platform)
  if (combination === null) return 'unreadable'
  const found = judge(combination, others, platform)
  return [found.kind, ...('use' in found ? [found.use] : 'with' in found ? [found.with] : [])].join(
    ' ',
  )
}

describe('what makes a shortcut', () => {
  it.each([
    ['A', 'linux', 'types'],
    ['Shift+A', 'linux', 'types'],
    ['Space', 'linux', 'types'],
    ['Shift+Tab', 'linux', 'types'],
    ['Plus', 'linux', 'types'],
    ['num5', 'linux', 'types'],
    ['F9', 'linux', 'fine'],
    ['Shift+F9', 'linux', 'fine'],
    ['MediaPlayPause', 'linux', 'fine'],
    ['Alt+A', 'linux', 'fine'],
    ['Alt+F4', 'linux', 'taken close'],
    ['Ctrl+C', 'win32', 'taken copy'],
    ['Ctrl+C', 'darwin', 'fine'],
    ['Cmd+C', 'darwin', 'taken copy'],
    ['Cmd+Q', 'darwin', 'taken quit'],
    ['Cmd+Space', 'darwin', 'taken search-everything'],
    ['Super+L', 'linux', 'taken lock'],
    ['Ctrl+Alt+Delete', 'win32', 'taken security'],
    ['Delete+Ctrl+Alt', 'win32', 'unreadable'],
    ['Ctrl+Alt+F3', 'linux', 'taken console'],
    ['Ctrl+Space', 'linux', 'used input-method'],
    ['PrintScreen', 'linux', 'used screenshot'],
    ['F5', 'win32', 'used reload'],
  ])('%s on %s: %s', (text, platform, expected) => {
    expect(verdict(text, platform)).toBe(expected)
  })

  it('is not what another shortcut has, however that is spelled', () => {
    const others = { talk: 'CommandOrControl+Shift+Space', stop: 'Alt+X', 'toggle-mute': null }
    expect(verdict('shift + ctrl + space', 'linux', others)).toBe('conflict talk')
    expect(verdict('Option+x', 'linux', others)).toBe('conflict stop')
    expect(verdict('Command+Shift+Space', 'darwin', others)).toBe('conflict talk')
    expect(verdict('Alt+Y', 'linux', others)).toBe('fine')
  })

  it('is the usual hotkey, everywhere', () => {
    for (const platform of PLATFORMS)
      expect(verdict(defaultSettings().hotkey, platform)).toBe('fine')
  })

  it('never takes a key with which people write', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS.filter((key) => key.length === 1)),
        fc.boolean(),
        fc.constantFrom(...PLATFORMS),
        (key, shift, platform) => {
          const combination = combinationOf(shift ? ['shift'] : [], key)
          expect(isAllowed(judge(combination, {}, platform))).toBe(false)
        },
      ),
    )
  })

  it('is the same for every spelling of a combination', () => {
    fc.assert(
      fc.property(
        fc.subarray([...MODIFIERS]),
        fc.constantFrom(...KEYS),
        fc.constantFrom(...PLATFORMS),
        (modifiers, key, platform) => {
          const combination = combinationOf(modifiers.toReversed(), key)
          const again = parseCombination(spellCombination(combination, platform), platform)
          expect(again === null ? null : judge(again, {}, platform)).toEqual(
            judge(combination, {}, platform),
          )
        },
      ),
    )
  })
})

describe('the table of what is reserved', () => {
  it('holds combinations only, and each platform has its own', () => {
    for (const platform of PLATFORMS) {
      const reservations = reservationsOn(platform)
      expect(reservations.length).toBeGreaterThan(25)
      for (const [combination, { use }] of reservations) {
        expect(
          combination.modifiers.length + (/^F\d|Print/.test(combination.key) ? 1 : 0),
          use,
        ).toBeGreaterThan(0)
      }
    }
  })

  it('has words for each use, and no words for anything else', () => {
    const used = new Set(
      PLATFORMS.flatMap((platform) => reservationsOn(platform).map(([, { use }]) => use)),
    )
    expect([...used].sort()).toEqual([...RESERVED_USES].sort())
    expect(Object.keys(en.shortcuts.use).sort()).toEqual([...RESERVED_USES].sort())
    expect(Object.keys(zh.shortcuts.use).sort()).toEqual([...RESERVED_USES].sort())
  })
})
