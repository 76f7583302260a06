import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemblePrompt, type PromptInput } from '../../../electron/core/agent/assemble-prompt.ts'
import { messageTokens, type HistoryTurn } from '../../../electron/core/agent/exchanges.ts'
import { answerLengthSchema } from '../../../electron/contracts/settings.ts'
import { choosePersona, type AnswerWishes } from '../../../electron/core/agent/persona.ts'
import personas from '../../../resources/prompts/personas.json' with { type: 'json' }

const PLAIN: AnswerWishes = { answerLength: 'balanced', instructions: '' }
const person = (text: string): HistoryTurn => ({ speaker: 'person', text, status: 'complete' })
const assistant = (text: string, status: HistoryTurn['status'] = 'complete'): HistoryTurn => ({
  speaker: 'assistant',
  text,
  status,
})
const prompt = (history: readonly HistoryTurn[], more: Partial<PromptInput> = {}) =>
  assemblePrompt({
    persona: 'Be brief.',
    history,
    contextTokens: 4096,
    reserveTokens: 256,
    language: 'en',
    ...more,
  })
const texts = (history: readonly HistoryTurn[], more: Partial<PromptInput> = {}) =>
  prompt(history, more).map(({ role, text }) => `${role}: ${text}`)

describe('prompt', () => {
  it('holds the persona and the talk in order', () => {
    expect(texts([person('Hi.'), assistant('Hello!'), person('How are you?')])).toEqual([
      'system: Be brief.',
      'user: Hi.',
      'assistant: Hello!',
      'user: How are you?',
    ])
  })

  it('holds of an interrupted reply what was heard, and nothing of one that was not heard at all', () => {
    expect(
      texts([
        person('Tell me about Paris.'),
        assistant('Paris is', 'interrupted'),
        person('No, London.'),
        assistant('', 'interrupted'),
        person('London, please.'),
      ]),
    ).toEqual([
      'system: Be brief.',
      'user: Tell me about Paris.',
      'assistant: Paris is',
      'user: No, London.\nLondon, please.',
    ])
  })

  it('leaves out a reply that is still under way', () => {
    expect(texts([person('Hi.'), assistant('Hel', 'streaming')])).toEqual([
      'system: Be brief.',
      'user: Hi.',
    ])
  })

  it('shows the examples of the persona before the talk, and none with a model’s own prompt', () => {
    const shown = prompt([person('Hi.')], { persona: choosePersona(personas, 'en-GB', PLAIN) })
    expect(shown[0]?.role).toBe('system')
    expect(shown.slice(1, -1).map(({ role }) => role)).toEqual(
      personas.en.examples.flatMap(() => ['user', 'assistant']),
    )
    expect(
      texts([person('Hi.')], { persona: choosePersona(personas, 'en', PLAIN, 'I am Smol.') }),
    ).toEqual(['system: I am Smol.', 'user: Hi.'])
    expect(choosePersona(personas, 'zh-CN', PLAIN).examples).toBe(personas.zh.examples)
    expect(choosePersona(personas, 'fr', PLAIN).examples).toBe(personas.en.examples)
  })
})

describe('what a person wishes of every answer', () => {
  const system = (wishes: Partial<AnswerWishes>, language = 'en', own?: string) =>
    choosePersona(personas, language, { ...PLAIN, ...wishes }, own).system

  it('is how much it says', () => {
    for (const language of ['en', 'zh'] as const) {
      const { lengths } = personas[language]
      for (const answerLength of answerLengthSchema.options) {
        const shown = system({ answerLength }, language)
        expect(shown).toContain(lengths[answerLength])
        expect(shown).not.toContain('{')
      }
    }
  })

  it('is what they have written, last and as it is, also with a model’s own prompt', () => {
    const instructions = 'Call me $& {length} Ada.'
    expect(system({ instructions })).toMatch(/in every answer: Call me \$& \{length\} Ada\.$/)
    expect(system({ instructions }, 'zh')).toContain(instructions)
    expect(system({ instructions }, 'en', 'I am Smol.')).toMatch(/^I am Smol\.\n.*Ada\.$/)
    expect(system({ instructions }, 'en', '')).toMatch(/^The person asks/)
  })
})

describe('clock', () => {
  const now = '2026-11-24T14:05'

  it('gives the date once, in the system prompt', () => {
    expect(texts([person('Hi.')], { now })).toEqual([
      'system: Be brief.\nToday is Tuesday, November 24, 2026.',
      'user: Hi.',
    ])
    expect(texts([person('你好')], { now, language: 'zh-CN' })[0]).toBe(
      'system: Be brief.\n今天是2026年11月24日，星期二。',
    )
  })

  it.each(['What time is it?', 'Do you have the time?', "What's the time?", 'Tell me the time.'])(
    'gives the time where it is asked for: %s',
    (question) => {
      expect(texts([person(question)], { now }).at(-1)).toBe(`user: (It is 2:05 PM.)\n${question}`)
    },
  )

  it.each(['How much time does an egg take?', 'What should I cook tonight?'])(
    'does not give it elsewhere: %s',
    (question) => {
      expect(texts([person(question)], { now }).at(-1)).toBe(`user: ${question}`)
    },
  )

  it('says midnight and noon as a clock does', () => {
    const at = (time: string) =>
      texts([person('What time is it?')], { now: `2026-02-28T${time}` })[1]
    expect(at('00:07')).toContain('(It is 12:07 AM.)')
    expect(at('12:00')).toContain('(It is 12:00 PM.)')
  })

  it('changes nothing before the newest message while the day lasts', () => {
    const history = [person('What time is it?'), assistant('It is 2:05 PM.'), person('Thanks.')]
    const first = prompt(history, { now })
    const later = prompt(history, { now: '2026-11-24T23:59' })
    expect(later).toEqual(first)
  })
})

describe('budget', () => {
  const long = (index: number) => `${index} ${'word '.repeat(60)}`
  const talk = (exchanges: number) =>
    Array.from({ length: exchanges }, (_, index) => [
      person(long(index)),
      assistant(long(index)),
    ]).flat()

  it('never exceeds the context less the reserve, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.string({ maxLength: 2000 })), { maxLength: 40 }),
        fc.integer({ min: 128, max: 4096 }),
        (turns, contextTokens) => {
          const history = turns.map(([mine, text]) => (mine ? person(text) : assistant(text)))
          const messages = prompt(history, { contextTokens, reserveTokens: 64 })
          expect(messageTokens(messages)).toBeLessThanOrEqual(contextTokens - 64)
        },
      ),
    )
  })

  it('drops the oldest exchanges whole and keeps the newest', () => {
    const messages = prompt([...talk(40), person('And now?')], { contextTokens: 2048 })
    expect(messages[0]?.role).toBe('system')
    expect(messages[1]?.role).toBe('user')
    expect(messages.at(-1)?.text).toBe('And now?')
    expect(messages.length).toBeGreaterThan(4)
    expect(messages.length).toBeLessThan(42)
  })

  it('keeps its beginning for several turns once the talk is longer than the window', () => {
    const firsts = Array.from({ length: 16 }, (_, more) => {
      const messages = prompt([...talk(30 + more), person('And now?')], { contextTokens: 2048 })
      return messages[1]?.text
    })
    const changes = firsts.filter((first, index) => index > 0 && first !== firsts[index - 1]).length
    expect(changes).toBeGreaterThan(0)
    expect(changes).toBeLessThanOrEqual(5)
  })

  it('keeps the end of a message that alone is too long', () => {
    const messages = prompt([person(`${'blah '.repeat(3000)}the point`)], { contextTokens: 512 })
    expect(messages.at(-1)?.text.endsWith('the point')).toBe(true)
  })

  it('counts with the model’s own tokenizer where it is given', () => {
    const countTokens = (text: string) => text.length
    const messages = prompt([...talk(4), person('And now?')], { contextTokens: 1024, countTokens })
    expect(messageTokens(messages, countTokens)).toBeLessThanOrEqual(1024 - 256)
  })
})
