import { expect, it } from 'vitest'
import { isEnter } from '../../../renderer/ui/is-enter.ts'

it('is Enter, but not while a word is being put together', () => {
  expect(isEnter({ key: 'Enter', nativeEvent: { isComposing: false } })).toBe(true)
  expect(isEnter({ key: 'Enter', nativeEvent: { isComposing: true } })).toBe(false)
  expect(isEnter({ key: 'a', nativeEvent: { isComposing: false } })).toBe(false)
})
