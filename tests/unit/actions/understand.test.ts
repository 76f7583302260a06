import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACTIONS, actionOf } from '../../../electron/core/actions/definitions.ts'
import { orderOf } from '../../../electron/core/actions/understand.ts'
import { NO_ORDERS } from './no-orders-corpus.ts'
import { ORDER_LINES } from './orders-corpus.ts'

describe('what is ordered', () => {
  it.each(ORDER_LINES)('"%s" is %s', (saying, action) => {
    const order = orderOf(saying)
    expect(order?.action).toBe(action)
    expect(actionOf(action)?.parameters.safeParse(order?.input).success).toBe(true)
  })

  it('is known of more than two hundred sayings', () => {
    expect(new Set(ORDER_LINES.map(([saying]) => saying)).size).toBeGreaterThanOrEqual(200)
  })

  it('names every action that has words, at least once', () => {
    const asked = new Set(ORDER_LINES.map(([, action]) => action))
    const own = ACTIONS.filter(({ setting, spoken }) => setting === null && spoken.length > 0)
    expect(own.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([])
  })
})

it('knows every example that the README gives, and leaves its counterexample alone', () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8')
  const section = readme.split('### Asking it to change itself')[1]?.split(/^### /m)[0] ?? ''
  const table = section
    .split('\n')
    .filter((line) => line.startsWith('| "') || line.startsWith('| 「'))
  const examples = table.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/"([^"]+)"|「([^」]+)」/g)].map(
      ([, english, chinese]) => english ?? chinese ?? '',
    ),
  )
  expect(examples.length).toBeGreaterThan(20)
  expect(examples.filter((example) => orderOf(example) === null)).toEqual([])
  expect(orderOf('How do I speak slower in meetings?')).toBeNull()
})

describe('what is for the model', () => {
  it('is known of more than three hundred sayings, and none of them is swallowed', () => {
    expect(new Set(NO_ORDERS).size).toBeGreaterThanOrEqual(300)
    const swallowed = NO_ORDERS.map((saying) => [saying, orderOf(saying)] as const).filter(
      ([, order]) => order !== null,
    )
    expect(swallowed).toEqual([])
  })

  it.each([
    ['How do I', 'in a meeting?'],
    ['What does it mean to', 'in English?'],
    ['My sister told me to', 'and I laughed.'],
    ['Translate', 'into Chinese.'],
    ['Why do people say', 'so often?'],
  ])('holds of every order inside a longer sentence: "%s ... %s"', (before, behind) => {
    const swallowed = ORDER_LINES.filter(([saying]) => !/\p{Script=Han}/u.test(saying))
      .map(([saying]) => `${before} ${saying.toLowerCase().replace(/[.?!]$/, '')} ${behind}`)
      .filter((sentence) => orderOf(sentence) !== null)
    expect(swallowed).toEqual([])
  })

  it.each([
    ['“', '”用英语怎么说？'],
    ['他跟我说', '，我笑了'],
    ['为什么大家总说', '呢'],
  ])('holds of every order inside a longer sentence: "%s...%s"', (before, behind) => {
    const swallowed = ORDER_LINES.filter(([saying]) => /\p{Script=Han}/u.test(saying))
      .map(([saying]) => `${before}${saying.replace(/[。？]$/u, '')}${behind}`)
      .filter((sentence) => orderOf(sentence) !== null)
    expect(swallowed).toEqual([])
  })
})

describe('the values in an order', () => {
  it.each([
    ['Set the volume to thirty percent.', { value: 0.3 }],
    ['Set the volume to 30%.', { value: 0.3 }],
    ['Set volume to five.', { value: 0.5 }],
    ['Set the volume to two hundred percent.', { value: 1 }],
    ['Full volume.', { value: 1 }],
    ['把音量调到百分之三十', { value: 0.3 }],
    ['音量调到最小', { value: 0 }],
    ['Set the speed to one point two.', { value: 1.2 }],
    ['Set the speed to 120 percent.', { value: 1.2 }],
    ['Set the speech speed to double.', { value: 2 }],
    ['语速设为一点五', { value: 1.5 }],
    ['Talk a lot faster.', { steps: 2 }],
    ['Talk a bit faster.', { steps: 1 }],
    ['Raise the volume by ten percent.', { by: 0.1 }],
    ['Lower the volume by 20 percent.', { by: -0.2 }],
    ['Mute for an hour.', { forMs: 3_600_000 }],
    ['Mute for an hour and a half.', { forMs: 5_400_000 }],
    ['Mute for half an hour.', { forMs: 1_800_000 }],
    ['Mute for twenty five minutes.', { forMs: 1_500_000 }],
    ['静音半个小时', { forMs: 1_800_000 }],
    ['静音两个半小时', { forMs: 9_000_000 }],
    ['Set quiet hours from ten pm to seven am.', { value: { from: '22:00', to: '07:00' } }],
    ['把安静时段设为晚上十点半到早上七点', { value: { from: '22:30', to: '07:00' } }],
    ['Unload the models after two hours.', { value: 120 }],
    ['Never unload the models.', { value: null }],
    ["Don't listen after an answer.", { value: 0 }],
    ['Use the British voice.', { name: 'british' }],
    ['Change your voice to Emma.', { name: 'emma' }],
    ['Open the voice settings.', { pane: 'voice-out' }],
    ['Use Groq for your answers.', { role: 'llm', name: 'groq' }],
  ] as const)('"%s"', (saying, input) => expect(orderOf(saying)?.input).toEqual(input))

  it.each([
    'Set the volume to the tune of the anthem.',
    'Mute for ever and a day.',
    'Set quiet hours from dusk to dawn.',
    'Set the language to Klingon.',
    'Raise the volume by the book.',
  ])('"%s" has none, and is for the model', (saying) => expect(orderOf(saying)).toBeNull())
})
