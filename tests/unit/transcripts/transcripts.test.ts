import { expect, test } from 'vitest'
import { conversationTitleSchema } from '../../../electron/contracts/transcript.ts'
import { groupByExchange } from '../../../electron/core/transcripts/grouping.ts'
import { rememberedTurns } from '../../../electron/core/transcripts/prompt-history.ts'
import { conversationTitle, TITLE_CHARACTERS } from '../../../electron/core/transcripts/title.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

const reply = (fields: Parameters<typeof turn>[0]) =>
  turn({ speaker: 'assistant', way: null, id: '01-r', text: 'Far.', ...fields })

test('an order to Warbler itself is not told to the model', () => {
  const turns = [
    turn({ id: '00-p', exchangeId: '00', text: 'Wait longer, please.' }),
    reply({ id: '00-r', exchangeId: '00', text: 'All right, I will wait longer.' }),
    turn({ id: '01-p', exchangeId: '01', text: 'How far is the moon?' }),
  ]
  expect(rememberedTurns(turns).map(({ text }) => text)).toEqual(['How far is the moon?'])
})

test('turns of one exchange come together and in order whatever order they are given in', () => {
  const at = Date.UTC(2026, 2, 14)
  const exchanges = groupByExchange([
    reply({ id: '02-r', exchangeId: '02', startedAtMs: at + 40 }),
    reply({ startedAtMs: at + 10 }),
    turn({ id: '02-p', exchangeId: '02', startedAtMs: at + 30 }),
    turn({ startedAtMs: at }),
  ])
  expect(exchanges.map(({ turns }) => turns.map(({ id }) => id))).toEqual([
    ['01-p', '01-r'],
    ['02-p', '02-r'],
  ])
})

test('the title is what the person said first, in one line', () => {
  expect(
    conversationTitle([
      turn({ id: '2', text: 'And the sun?', startedAtMs: 20 }),
      turn({ id: '1', text: ' How far\n is the moon? ', startedAtMs: 10 }),
      reply({ id: '0', startedAtMs: 5 }),
    ]),
  ).toBe('How far is the moon?')
  expect(conversationTitle([turn({ text: ' ' }), reply({})])).toBeNull()
})

test('a name that a person gives is one line that is seen, and turns nothing around beside it', () => {
  expect(conversationTitleSchema.parse('  two\nlines\0 ')).toBe('two lines')
  expect(conversationTitleSchema.parse('a\u202Egpj.exe')).toBe('agpj.exe')
  expect(conversationTitleSchema.parse('\u200B\u2060')).toBe('')
  expect(conversationTitle([turn({ text: '\u200B' })])).toBeNull()
})

test('a long title ends at a whole word, and one without spaces where the room ends', () => {
  const long = conversationTitle([turn({ text: 'please tell me '.repeat(10) })])
  expect(long).toBe('please tell me please tell me please tell me…')
  const chinese = conversationTitle([turn({ text: '月亮'.repeat(60) })])
  expect(chinese).toHaveLength(TITLE_CHARACTERS)
  const waving = conversationTitle([turn({ text: '👋🏽'.repeat(60) })])
  expect(waving).toBe(`${'👋🏽'.repeat(TITLE_CHARACTERS - 1)}…`)
})

test('the model is told what was heard of an interrupted reply and nothing of an unheard one', () => {
  const turns = [
    turn({ startedAtMs: 1 }),
    reply({ startedAtMs: 2, text: 'It is about', status: 'interrupted' }),
    turn({ id: '02-p', exchangeId: '02', startedAtMs: 3, text: 'In miles.', status: 'recovered' }),
    reply({ id: '02-r', exchangeId: '02', startedAtMs: 4, text: ' ', status: 'interrupted' }),
    turn({ id: '03-p', exchangeId: '03', startedAtMs: 5, text: 'Hello?' }),
    reply({ id: '03-r', exchangeId: '03', startedAtMs: 6, text: 'Hel', status: 'streaming' }),
  ]
  expect(rememberedTurns(turns).map(({ text }) => text)).toEqual([
    'How far is the moon?',
    'It is about',
    'In miles.',
    'Hello?',
  ])
})
