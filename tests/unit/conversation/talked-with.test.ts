import { describe, expect, it } from 'vitest'
import type { WayIn } from '../../../electron/contracts/snapshot.ts'
import { isTalkedWith } from '../../../electron/core/conversation/talked-with.ts'
import type { Ear, Exchange, Listening } from '../../../electron/core/conversation/state.ts'

// Only the way in is looked at.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const armed = (way: WayIn): Listening => ({ kind: 'armed', ...({ way } as Ear) })
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const EXCHANGE = { confirmed: true } as Exchange

describe('talk with Warbler', () => {
  it.each([
    ['nobody is listened to', { exchange: null, listening: { kind: 'closed' } }, false],
    ['a key is held', { exchange: null, listening: armed('hold') }, true],
    ['the phrase was said', { exchange: null, listening: armed('wake') }, true],
    ['a conversation is open, and silent', { exchange: null, listening: armed('open') }, false],
    ['it answers', { exchange: EXCHANGE, listening: { kind: 'closed' } }, true],
    ['it answers in an open one', { exchange: EXCHANGE, listening: armed('open') }, true],
  ] as const)('%s', (_what, state, expected) => {
    expect(isTalkedWith(state)).toBe(expected)
  })
})
