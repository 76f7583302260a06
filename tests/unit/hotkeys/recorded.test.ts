import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spellCombination } from '../../../electron/core/hotkeys/combination.ts'
import { recorded, type KeyPress } from '../../../electron/core/hotkeys/recorded.ts'
import {
  isWindowKey,
  WINDOW_KEY_NAMES,
  windowKeyLabels,
} from '../../../electron/core/hotkeys/window-keys.ts'
import en from '../../../resources/locales/en.json' with { type: 'json' }

const press = (code: string, key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  altGraph: false,
  ...held,
})

const spelled = (made: KeyPress): string => {
  const found = recorded(made)
  if (found.kind === 'combination') return spellCombination(found.combination, 'linux')
  return found.kind === 'held' ? `held ${found.modifiers.join('+')}` : found.because
}

describe('a recorded press', () => {
  it.each([
    ['a letter', press('KeyK', 'k', { ctrlKey: true }), 'Control+K'],
    ['with Shift', press('KeyK', 'K', { ctrlKey: true, shiftKey: true }), 'Control+Shift+K'],
    [
      'as it is printed: A of a French keyboard',
      press('KeyQ', 'a', { ctrlKey: true }),
      'Control+A',
    ],
    ['of another script', press('KeyK', 'л', { altKey: true }), 'Alt+K'],
    ['Option on a Mac, which types å', press('KeyA', 'å', { altKey: true }), 'Alt+A'],
    ['a dead key', press('KeyE', 'Dead', { altKey: true }), 'Alt+E'],
    [
      'a digit, which types "!" with Shift',
      press('Digit1', '!', { ctrlKey: true, shiftKey: true }),
      'Control+Shift+1',
    ],
    ['a digit of a French keyboard', press('Digit1', '&', { ctrlKey: true }), 'Control+1'],
    ['the number block', press('Numpad5', '5', { ctrlKey: true }), 'Control+num5'],
    [
      'the number block without its numbers',
      press('Numpad5', 'Clear', { ctrlKey: true }),
      'Control+num5',
    ],
    ['a sign', press('Slash', '/', { ctrlKey: true }), 'Control+/'],
    ['the number block’s sign', press('NumpadDivide', '/', { ctrlKey: true }), 'Control+numdiv'],
    [
      'a sign with Shift',
      press('Slash', '?', { ctrlKey: true, shiftKey: true }),
      'Control+Shift+/',
    ],
    ['a function key', press('F13', 'F13'), 'F13'],
    ['a media key', press('MediaPlayPause', 'MediaPlayPause'), 'MediaPlayPause'],
    ['a media key by another name', press('MediaTrackNext', 'MediaTrackNext'), 'MediaNextTrack'],
    ['a volume key', press('AudioVolumeUp', 'AudioVolumeUp'), 'VolumeUp'],
    ['the space bar', press('Space', ' ', { metaKey: true }), 'Super+Space'],
    ['an arrow', press('ArrowUp', 'ArrowUp', { altKey: true }), 'Alt+Up'],
    ['Enter of the number block', press('NumpadEnter', 'Enter', { altKey: true }), 'Alt+Return'],
    ['a key without a place, from a remote control', press('', 'MediaPlayPause'), 'MediaPlayPause'],
    ['while an input method composes', press('KeyM', 'Process', { ctrlKey: true }), 'Control+M'],
    [
      'modifiers so far',
      press('ShiftLeft', 'Shift', { ctrlKey: true, shiftKey: true }),
      'held ctrl+shift',
    ],
    ['AltGr itself', press('AltRight', 'AltGraph'), 'alt-graph'],
    [
      'AltGr with a letter, which Windows calls Ctrl and Alt',
      press('KeyE', '€', { ctrlKey: true, altKey: true, altGraph: true }),
      'alt-graph',
    ],
    ['a key that no program can have', press('Fn', 'Fn'), 'unknown-key'],
    ['Caps Lock, which is a state', press('CapsLock', 'CapsLock'), 'unknown-key'],
  ])('%s', (_what, made, expected) => {
    expect(spelled(made)).toBe(expected)
  })

  it('is always something, whatever a keyboard sends', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), fc.boolean(), (code, key, ctrl, alt) => {
        const made = recorded(press(code, key, { ctrlKey: ctrl, altKey: alt }))
        expect(['held', 'combination', 'unusable']).toContain(made.kind)
      }),
    )
  })
})

describe('a key of the windows', () => {
  const ctrl = (code: string, key: string) => press(code, key, { ctrlKey: true })

  it('is what the table says, and nothing that has more held', () => {
    expect(isWindowKey('palette', ctrl('KeyK', 'k'), 'linux')).toBe(true)
    expect(isWindowKey('palette', { ...ctrl('KeyK', 'K'), shiftKey: true }, 'linux')).toBe(false)
    expect(isWindowKey('palette', press('KeyK', 'k'), 'linux')).toBe(false)
    // As a browser gives them: nothing of its own.
    const native = Object.create(ctrl('KeyK', 'k')) as ReturnType<typeof ctrl>
    expect(isWindowKey('palette', native, 'linux')).toBe(true)
    expect(isWindowKey('rename', press('F2', 'F2'), 'linux')).toBe(true)
  })

  it('is the Command key’s on a Mac, where Ctrl moves in the text', () => {
    expect(isWindowKey('search', ctrl('KeyF', 'f'), 'darwin')).toBe(false)
    expect(isWindowKey('search', press('KeyF', 'f', { metaKey: true }), 'darwin')).toBe(true)
    expect(windowKeyLabels('search', 'darwin')).toEqual(['⌘F'])
  })

  it('is the input method’s while a word is composed', () => {
    expect(isWindowKey('stop', press('Escape', 'Escape'), 'linux')).toBe(true)
    expect(isWindowKey('stop', press('Escape', 'Process'), 'linux')).toBe(false)
  })

  it('has a sentence, each of them', () => {
    expect(Object.keys(en.shortcuts.window).sort()).toEqual([...WINDOW_KEY_NAMES].sort())
    for (const name of WINDOW_KEY_NAMES) expect(windowKeyLabels(name, 'linux')).not.toEqual([])
  })
})
