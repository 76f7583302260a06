import { expect, it } from 'vitest'
import { keysOfLabel } from '../../../renderer/ui/hotkey-label.ts'

it.each([
  ['Ctrl+Shift+Space', ['Ctrl', 'Shift', 'Space']],
  ['⌃⇧Space', ['⌃', '⇧', 'Space']],
  ['⌘+⇧+Space', ['⌘', '⇧', 'Space']],
  ['Ctrl++', ['Ctrl', '+']],
  ['⌘+', ['⌘', '+']],
  ['F8', ['F8']],
  ['', []],
])('draws %s as its keys', (label, keys) => {
  expect(keysOfLabel(label)).toEqual(keys)
})
