import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatMessage } from '../../electron/contracts/workers.ts'
import { openLanguageModel } from '../../electron/engines/llm/open-language-model.ts'
import type { LanguageModel, LanguageModelPart } from '../../electron/engines/ports.ts'
import { missingModel, skipAllBecause } from '../support/skip-because.ts'
import { LANGUAGE_MODELS, missingFile, PROVIDED_MODELS, type ServedModel } from './llm-models.ts'
import { NO_REPORT } from '../support/engine-line.ts'

const SYSTEM: ChatMessage = {
  role: 'system',
  text: 'You are a helpful assistant. Answer in one short sentence.',
}
const ask = (text: string): readonly ChatMessage[] => [SYSTEM, { role: 'user', text }]
const CAPITAL = ask('What is the capital of France?')
const COUNT = ask('Count from one to fifty in words, please.')
const open = new AbortController().signal

const textOf = (parts: readonly LanguageModelPart[]): string =>
  parts.map((part) => (part.type === 'delta' ? part.text : '')).join('')

/** All parts of a reply; `onDelta` is called with how many deltas there have been. */
const reply = async (
  model: LanguageModel,
  messages: readonly ChatMessage[],
  {
    maximumTokens = 48,
    signal = open,
    onDelta = () => undefined,
  }: {
    readonly maximumTokens?: number
    readonly signal?: AbortSignal
    readonly onDelta?: (count: number) => void
  } = {},
): Promise<readonly LanguageModelPart[]> => {
  const parts: LanguageModelPart[] = []
  for await (const part of model.generate(messages, { maximumTokens, signal })) {
    parts.push(part)
    if (part.type === 'delta') onDelta(parts.filter(({ type }) => type === 'delta').length)
  }
  return parts
}

describe.each([...LANGUAGE_MODELS, ...PROVIDED_MODELS])('language model $name', (underTest) => {
  describe('keeps the contract of its port:', () => {
    const missing = missingFile(underTest)
    let model: LanguageModel
    let served: ServedModel | null = null

    skipAllBecause(missing)
    beforeAll(async () => {
      if (missing !== null) return
      served = (await underTest.serve?.()) ?? null
      model = await openLanguageModel(served?.model ?? underTest.model, NO_REPORT)
    })
    afterAll(async () => {
      await model?.dispose()
      await served?.close()
    })

    const longTalk = (exchanges: number, question: string): readonly ChatMessage[] => [
      SYSTEM,
      ...Array.from({ length: exchanges }, (_, index): readonly ChatMessage[] => [
        { role: 'user', text: `Please remember that my number ${index} is ${index * 7 + 3}.` },
        {
          role: 'assistant',
          text: `I will remember that your number ${index} is ${index * 7 + 3}.`,
        },
      ]).flat(),
      { role: 'user', text: question },
    ]

    it('answers a question', async () => {
      expect(textOf(await reply(model, CAPITAL))).toContain('Paris')
    })

    it('tells at most once how likely the words are all, and before anything else', async () => {
      for (const text of ['What is the capital of France?', 'What is the capital of France']) {
        const parts = await reply(model, ask(text))
        const at = parts.flatMap((part, index) => (part.type === 'completeness' ? [index] : []))
        expect(at.length === 0 || (at.length === 1 && at[0] === 0)).toBe(true)
      }
    })

    it('ends with exactly one finish that counts the tokens', async () => {
      const parts = await reply(model, CAPITAL)
      expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1)
      const last = parts.at(-1)
      if (last?.type !== 'finish') throw new Error('the last part is no finish')
      expect(last.finishReason).toBe('stop')
      expect(last.promptTokens).toBeGreaterThan(10)
      expect(last.completionTokens).toBeGreaterThan(3)
    })

    it('says nothing of its template and nothing that cannot be spoken', async () => {
      const text = textOf(await reply(model, ask('Give me a recipe for pancakes.')))
      expect(text).not.toMatch(/<\||\|>|\n|\*\*|```|\uFFFD/)
    })

    it('gives deltas that are not empty, while it writes', async () => {
      const parts = await reply(model, COUNT)
      const deltas = parts.filter((part) => part.type === 'delta')
      expect(deltas.length).toBeGreaterThan(4)
      expect(deltas.filter(({ text }) => text === '')).toEqual([])
    })

    // What a model says by itself comes as sound and is counted in seconds.
    if (underTest.isVoiced !== true) {
      it('stops at the maximum and says so', async () => {
        const parts = await reply(model, COUNT, { maximumTokens: 5 })
        expect(parts.at(-1)).toMatchObject({ finishReason: 'length', completionTokens: 5 })
      })
    }

    it('stops in the middle of a reply when it is aborted, and answers the next question', async () => {
      const abort = new AbortController()
      const parts = await reply(model, COUNT, {
        signal: abort.signal,
        onDelta: (count) => {
          if (count === 3) abort.abort()
        },
      })
      expect(parts.filter(({ type }) => type === 'delta')).toHaveLength(3)
      expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'cancelled' })
      expect(textOf(await reply(model, CAPITAL))).toContain('Paris')
    })

    it('says nothing at all when it was aborted before it began', async () => {
      const parts = await reply(model, COUNT, { signal: AbortSignal.abort() })
      expect(parts).toEqual([expect.objectContaining({ finishReason: 'cancelled' })])
    })

    it('is free again when its reader goes away', async () => {
      for await (const part of model.generate(COUNT, { maximumTokens: 48, signal: open })) {
        if (part.type === 'delta') break
      }
      expect(textOf(await reply(model, CAPITAL))).toContain('Paris')
    })

    it('answers two questions asked at once, one after the other', async () => {
      const [first, second, third] = await Promise.all(
        [CAPITAL, COUNT, CAPITAL].map((asked) => reply(model, asked)),
      )
      expect(textOf(first ?? [])).toContain('Paris')
      expect(textOf(second ?? [])).not.toContain('Paris')
      expect(textOf(second ?? [])).not.toBe('')
      expect(textOf(third ?? [])).toContain('Paris')
    })

    it('speaks all of what it says by itself, or nothing of it', async () => {
      const parts = await reply(model, CAPITAL)
      const deltas = parts.filter((part) => part.type === 'delta')
      const voiced = deltas.filter((part) => part.voiced === true)
      const sounds = parts.filter((part) => part.type === 'sound')
      const isVoiced = underTest.isVoiced === true
      expect(voiced).toHaveLength(isVoiced ? deltas.length : 0)
      expect(sounds.some(({ samples }) => samples.length > 0)).toBe(isVoiced)
    })

    it('says the same after a prewarm as without', async () => {
      const cold = textOf(await reply(model, CAPITAL))
      await model.prewarm([SYSTEM], open)
      expect(textOf(await reply(model, CAPITAL))).toBe(cold)
      await model.prewarm(CAPITAL, open)
      expect(textOf(await reply(model, CAPITAL))).toBe(cold)
    })

    it('lets a prewarm be aborted, and goes on from there', async () => {
      const abort = new AbortController()
      const warming = model.prewarm(longTalk(12, 'And now?'), abort.signal)
      abort.abort()
      await warming
      expect(textOf(await reply(model, CAPITAL))).toContain('Paris')
    })

    it('goes on from a reply of which only a part was heard', async () => {
      await reply(model, COUNT, { maximumTokens: 12 })
      const messages: readonly ChatMessage[] = [
        ...COUNT,
        { role: 'assistant', text: 'One, two' },
        { role: 'user', text: 'Stop. What is the capital of France?' },
      ]
      expect(textOf(await reply(model, messages))).toContain('Paris')
    })

    it.each(['The capital of France', 'The capital of France is'])(
      'goes on from the beginning of a reply: "%s"',
      async (begun) => {
        const text = textOf(await reply(model, [...CAPITAL, { role: 'assistant', text: begun }]))
        expect(`${begun}${text}`).toMatch(/^The capital of France is(?: the city of)? Paris/)
      },
    )

    it('has little to add to a reply that is whole, and answers the next question', async () => {
      const whole = textOf(await reply(model, CAPITAL))
      const parts = await reply(model, [...CAPITAL, { role: 'assistant', text: whole }])
      expect(parts.at(-1)).toMatchObject({ type: 'finish' })
      expect(textOf(parts)).not.toContain(whole)
      expect(textOf(await reply(model, CAPITAL))).toBe(whole)
    })

    it('answers what was asked, whatever it had begun to answer ahead', async () => {
      const cold = textOf(await reply(model, COUNT))
      await model.prewarm(CAPITAL, open)
      expect(textOf(await reply(model, COUNT))).toBe(cold)
      await model.prewarm(COUNT, open)
      expect(textOf(await reply(model, CAPITAL))).toContain('Paris')
    })

    it('answers within a talk that is longer than its context', async () => {
      const parts = await reply(model, longTalk(60, 'What is the capital of France?'))
      const last = parts.at(-1)
      if (last?.type !== 'finish') throw new Error('the last part is no finish')
      expect(textOf(parts)).not.toBe('')
      expect(last.promptTokens + last.completionTokens).toBeLessThanOrEqual(model.contextTokens)
    })

    it('keeps its wits when the beginning of a talk is dropped', async () => {
      const whole = longTalk(14, 'What is the capital of France?')
      await reply(model, whole)
      const shorter = [SYSTEM, ...whole.slice(9)]
      expect(textOf(await reply(model, shorter))).toContain('Paris')
    })

    it('survives a message that alone is longer than its context', async () => {
      const parts = await reply(
        model,
        ask(`${'word '.repeat(4000)} What is the capital of France?`),
        {
          maximumTokens: 8,
        },
      )
      expect(parts.at(-1)).toMatchObject({ type: 'finish' })
    })
  })
})

describe('a model file that is not what it should be', () => {
  const model = (path: string) =>
    openLanguageModel(
      {
        id: 'broken',
        engine: 'llama',
        files: { model: path },
        options: {},
        threads: 1,
      },
      NO_REPORT,
    )

  it('is named as missing', async () => {
    await expect(model('/no/such/model.gguf')).rejects.toMatchObject({
      error: { code: 'llm.model-missing' },
    })
  })

  const damaged = async (content: Buffer) => {
    const folder = await mkdtemp(join(tmpdir(), 'warbler-llm-'))
    const path = join(folder, 'model.gguf')
    await writeFile(path, content)
    try {
      await expect(model(path)).rejects.toMatchObject({ error: { code: 'model.damaged' } })
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  it('is named as damaged when it is nonsense', async () => {
    await damaged(Buffer.from('GGUF but not really a model at all'))
    await damaged(Buffer.from('<html>404</html>'))
    await damaged(Buffer.alloc(0))
  })

  const smallest = LANGUAGE_MODELS.find(({ file }) => file !== null)
  const whole = smallest?.file ?? ''
  it.for([1_000, 1_000_000, 40_000_000])(
    'is named as damaged when it breaks off after %d bytes',
    async (bytes, { skip }) => {
      const missing = missingModel([whole])
      if (missing !== null) skip(missing)
      await damaged((await readFile(whole)).subarray(0, bytes))
    },
  )

  it('is not looked for with an engine that does not exist', async () => {
    await expect(
      openLanguageModel(
        { id: 'x', engine: 'abacus', files: {}, options: {}, threads: 1 },
        NO_REPORT,
      ),
    ).rejects.toMatchObject({ error: { code: 'llm.failed' } })
  })
})

describe('Qwen2.5, reading what the person has said so far', () => {
  const underTest = LANGUAGE_MODELS.find(({ name }) => name === 'qwen2.5-0.5b')
  const missing = underTest === undefined ? 'it is not among the models' : missingFile(underTest)
  let model: LanguageModel

  skipAllBecause(missing)
  beforeAll(async () => {
    if (missing === null && underTest !== undefined)
      model = await openLanguageModel(underTest.model, NO_REPORT)
  })
  afterAll(() => model?.dispose())

  const completeness = async (text: string): Promise<number> => {
    const [first] = await reply(model, ask(text), { maximumTokens: 2 })
    if (first?.type !== 'completeness') throw new Error(`"${text}" was not read`)
    return first.probability
  }

  it.each([
    ['What is the capital of France', 'What is the capital of'],
    ['How many days are in a week', 'How many days are'],
    ['Set a timer for ten minutes', 'Set a timer for'],
    ['Tell me a short story about a lighthouse', 'Tell me a short story about a'],
  ])('takes "%s" for whole, and "%s" not', async (whole, broken) => {
    expect(await completeness(`${whole}?`)).toBeGreaterThan(0.06)
    expect(await completeness(broken)).toBeLessThan(0.06)
    // The recogniser puts a full stop behind everything.
    expect(await completeness(`${broken}.`)).toBeLessThan(0.06)
  })

  it('tells the same after a prewarm with the same words, with fewer and with others', async () => {
    const words = 'Who wrote Romeo and Juliet?'
    const cold = await completeness(words)
    for (const before of [words, 'Who wrote Romeo and Juliet', 'Who wrote', 'Where is Rome.']) {
      await model.prewarm(ask(before), open)
      expect(Math.abs((await completeness(words)) - cold)).toBeLessThan(0.05)
    }
  })
})
