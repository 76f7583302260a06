import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../../../electron/contracts/workers.ts'
import { fitMessages } from '../../../electron/engines/llm/fit-messages.ts'

const count = (messages: readonly ChatMessage[]) =>
  messages.reduce((sum, { text }) => sum + text.length, 0)
const message = (role: ChatMessage['role'], text: string): ChatMessage => ({ role, text })

describe('messages that are too long for the context', () => {
  it('are left alone while they fit', () => {
    const messages = [message('system', 'abc'), message('user', 'def')]
    expect(fitMessages(messages, 100, count)).toBe(messages)
  })

  it('lose the oldest turns first, never the system prompt', () => {
    const messages = [
      message('system', 's'.repeat(20)),
      message('user', 'a'.repeat(50)),
      message('assistant', 'b'.repeat(50)),
      message('user', 'c'.repeat(20)),
    ]
    expect(fitMessages(messages, 130, count).map(({ text }) => text[0])).toEqual(['s', 'b', 'c'])
    expect(fitMessages(messages, 80, count).map(({ text }) => text[0])).toEqual(['s', 'c'])
  })

  it('keep the end of the newest turn, and fit in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 10 }), (lengths) => {
        const messages = lengths.map((length) => message('user', `${'x'.repeat(length)}!`))
        const fitting = fitMessages(messages, 132, count)
        expect(count(fitting)).toBeLessThanOrEqual(100)
        expect(fitting.at(-1)?.text.endsWith('!')).toBe(true)
      }),
    )
  })
})
