import { describe, expect, it } from 'vitest'
import { acceleratorLabel, parseAccelerator } from '../../../electron/core/turns/accelerator.ts'

describe('an accelerator', () => {
  it.each([
    ['CommandOrControl+Shift+Space', 'linux', 'Ctrl+Shift+Space'],
    ['CommandOrControl+Shift+Space', 'darwin', '⇧⌘Space'],
    ['Super+F9', 'win32', 'Win+F9'],
    ['alt + k', 'linux', 'Alt+K'],
    ['F9', 'linux', 'F9'],
  ])('%s on %s reads as %s', (text, platform, label) => {
    const parsed = parseAccelerator(text, platform)
    expect(parsed === null ? null : acceleratorLabel(parsed, platform)).toBe(label)
  })

  it.each(['', 'Ctrl', 'Ctrl+', 'A', 'Shift+A', 'Ctrl+A+B', 'Hyper+A', 'Ctrl+Banana'])(
    'refuses %j: it could not be pressed, or everybody types it',
    (text) => {
      expect(parseAccelerator(text, 'linux')).toBeNull()
    },
  )
})
