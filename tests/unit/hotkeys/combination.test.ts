import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  combinationLabel,
  combinationOf,
  isSameCombination,
  MODIFIERS,
  parseCombination,
  spellCombination,
} from '../../../electron/core/hotkeys/combination.ts'
import { keyNamed, KEYS } from '../../../electron/core/hotkeys/keys.ts'
import { keysOfLabel } from '../../../renderer/ui/hotkey-label.ts'

const PLATFORMS = ['linux', 'win32', 'darwin'] as const

const anyCombination = fc
  .record({ modifiers: fc.subarray([...MODIFIERS]), key: fc.constantFrom(...KEYS) })
  .map(({ modifiers, key }) => combinationOf(modifiers, key))

describe('a combination of keys', () => {
  it.each([
    ['CommandOrControl+Shift+Space', 'linux', 'Ctrl+Shift+Space'],
    ['CommandOrControl+Shift+Space', 'darwin', '⇧⌘Space'],
    ['Super+F9', 'win32', 'Win+F9'],
    ['alt + k', 'linux', 'Alt+K'],
    ['F9', 'linux', 'F9'],
    ['Ctrl++', 'linux', 'Ctrl++'],
    ['⌥⌘K', 'darwin', '⌥⌘K'],
    ['shift+control+page up', 'linux', 'Ctrl+Shift+Page Up'],
    ['Control+Esc', 'linux', 'Ctrl+Esc'],
    ['num5+', 'linux', null],
    ['Play/Pause', 'linux', 'Play/Pause'],
  ])('%s on %s reads as %s', (text, platform, label) => {
    const parsed = parseCombination(text, platform)
    expect(parsed === null ? null : combinationLabel(parsed, platform)).toBe(label)
  })

  it.each(['', 'Ctrl', 'Ctrl+', 'Ctrl+A+B', 'Hyper+A', 'Ctrl+Banana', 'constructor+A', '+A'])(
    'is not made of %j',
    (text) => {
      expect(parseCombination(text, 'linux')).toBeNull()
    },
  )

  it('is the same after it was spelled and read again, on every platform', () => {
    fc.assert(
      fc.property(anyCombination, fc.constantFrom(...PLATFORMS), (combination, platform) => {
        const read = parseCombination(spellCombination(combination, platform), platform)
        expect(read).toEqual(combination)
      }),
    )
  })

  it('is the same in any order, any case, and with blanks around', () => {
    const spelled = fc
      .tuple(
        anyCombination,
        fc.shuffledSubarray([...MODIFIERS], { minLength: MODIFIERS.length }),
        fc.boolean(),
      )
      .filter(([{ key }]) => key !== 'Plus')
    fc.assert(
      fc.property(spelled, ([combination, order, upper]) => {
        const words = [
          ...order.filter((modifier) => combination.modifiers.includes(modifier)),
          combination.key,
        ].join(' + ')
        const read = parseCombination(upper ? words.toUpperCase() : words.toLowerCase(), 'linux')
        expect(read !== null && isSameCombination(read, combination)).toBe(true)
      }),
    )
  })

  it('is another one where one modifier or the key is another', () => {
    fc.assert(
      fc.property(anyCombination, anyCombination, (one, other) => {
        expect(isSameCombination(one, other)).toBe(
          spellCombination(one, 'linux') === spellCombination(other, 'linux'),
        )
      }),
    )
  })

  it('reads as no other one does, and is shown key by key', () => {
    for (const platform of PLATFORMS) {
      const labels = KEYS.map((key) => combinationLabel({ modifiers: ['ctrl'], key }, platform))
      expect(new Set(labels).size).toBe(KEYS.length)
      for (const label of labels) expect(keysOfLabel(label), label).toHaveLength(2)
    }
  })
})

it('knows each key by its own name, and what else people call it', () => {
  for (const key of KEYS) expect(keyNamed(key)).toBe(key)
  expect(['enter', 'ESC', 'PgDn', 'print screen', 'ArrowUp', 'f25', 'ä', ''].map(keyNamed)).toEqual(
    ['Return', 'Escape', 'PageDown', 'PrintScreen', 'Up', null, null, null],
  )
})
