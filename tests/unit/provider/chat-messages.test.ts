import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../../../electron/contracts/workers.ts'
import {
  joinedBeginning,
  providerMessages,
} from '../../../electron/engines/provider/chat-messages.ts'

const QUESTION: readonly ChatMessage[] = [
  { role: 'system', text: 'Be short.' },
  { role: 'user', text: 'Who makes honey?' },
]
const BEGUN: readonly ChatMessage[] = [...QUESTION, { role: 'assistant', text: 'Honey is made' }]

describe('messages for a provider', () => {
  it.each(['prefill', 'prefix', 'ask'] as const)('are as they were for a question (%s)', (way) => {
    expect(providerMessages(QUESTION, way)).toEqual([
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Who makes honey?' },
    ])
  })

  it('end in the begun reply where the provider continues it by itself', () => {
    expect(providerMessages(BEGUN, 'prefill').at(-1)).toEqual({
      role: 'assistant',
      content: 'Honey is made',
    })
  })

  it('mark the begun reply where the provider wants it marked', () => {
    expect(providerMessages(BEGUN, 'prefix').at(-1)).toEqual({
      role: 'assistant',
      content: 'Honey is made',
      prefix: true,
    })
  })

  it('ask for the rest in words where the provider knows neither', () => {
    const messages = providerMessages(BEGUN, 'ask')
    expect(messages.at(-2)).toEqual({ role: 'assistant', content: 'Honey is made' })
    expect(messages.at(-1)).toMatchObject({ role: 'user' })
    expect(messages.at(-1)?.content).toMatch(/continue/i)
  })
})

describe('the beginning of a continuation', () => {
  it.each([
    ['Honey is made', 'by bees', ' by bees'],
    ['Honey is made', ' by bees', ' by bees'],
    ['Honey is made ', 'by bees', 'by bees'],
    ['Honey is made', '... by bees', ' by bees'],
    ['Honey is made', '…by bees', ' by bees'],
    ['Honey is made', ', as you know', ', as you know'],
    ['Honey is made', '.', '.'],
    ['by bees.', 'They dance', ' They dance'],
    ['bees (and wasps)', 'dance', ' dance'],
    ['bees', '(and wasps)', ' (and wasps)'],
    ['he said “yes”', 'and left', ' and left'],
    ['蜂蜜是', '蜜蜂做的', '蜜蜂做的'],
  ])('joins %j and %j by %j', (before, beginning, joined) => {
    expect(joinedBeginning(before, beginning)).toBe(joined)
  })
})
