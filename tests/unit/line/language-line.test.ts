import { describe, expect, it } from 'vitest'
import type { ChatMessage, EngineModel } from '../../../electron/contracts/workers.ts'
import {
  createScriptedLanguageModel,
  type Script,
  type ScriptedLanguageModel,
} from '../../../electron/engines/llm/scripted-language-model.ts'
import { openLanguageLine } from '../../../electron/engines/line/language-line.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import { hearReply } from '../../support/providers/replies.ts'
import { CLOUD, LOCAL } from './fake-engines.ts'

const WHOLE = 'One two three four five.'
const ASK: readonly ChatMessage[] = [{ role: 'user', text: 'Count.' }]

/** A line of scripted models, and what each of them was asked. */
const openLine = async (scripts: readonly Script[]) => {
  const models = new Map<string, ScriptedLanguageModel>()
  const line = [CLOUD, LOCAL].slice(0, scripts.length)
  const open = async ({ id }: EngineModel) => {
    const script = scripts[line.findIndex((one) => one.id === id)] ?? {}
    const model = createScriptedLanguageModel(script, { id })
    models.set(id, model)
    return model
  }
  const recorded = recordedParts(line, open)
  const model = await openLanguageLine(recorded.parts)
  const askedOf = (id: string) => models.get(id)?.calls ?? []
  return { ...recorded, model, askedOf }
}

const saying = (more: object = {}): Script => ({ rules: [{ say: WHOLE, ...more }] })

describe('a line of language models', () => {
  it('asks the second nothing while the first answers', async () => {
    const { model, askedOf } = await openLine([saying(), saying()])
    expect(await hearReply(model, { messages: ASK })).toMatchObject({ text: WHOLE })
    expect(askedOf('local')).toEqual([])
  })

  it('has a reply that breaks off continued from its last word on', async () => {
    const { model, askedOf } = await openLine([
      saying({ end: 'fail', endAfterDeltas: 2 }),
      saying(),
    ])
    const heard = await hearReply(model, { messages: ASK })
    expect(heard.text).toBe(WHOLE)
    expect(askedOf('local')[0]?.messages).toEqual([...ASK, { role: 'assistant', text: 'One two' }])
    // As if one had written it all.
    expect(heard.finishes).toEqual([expect.objectContaining({ completionTokens: 5 })])
  })

  it('adds to the beginning of a reply that it was given', async () => {
    const { model, askedOf } = await openLine([
      saying({ end: 'fail', endAfterDeltas: 2 }),
      saying(),
    ])
    const begun: readonly ChatMessage[] = [...ASK, { role: 'assistant', text: 'One' }]
    expect((await hearReply(model, { messages: begun })).text).toBe(' two three four five.')
    expect(askedOf('local')[0]?.messages.at(-1)).toEqual({
      role: 'assistant',
      text: 'One two three',
    })
  })

  it('tells once how whole the words are, and never behind a word of the reply', async () => {
    const early = await openLine([
      saying({ completeness: 0.2, end: 'fail', endAfterDeltas: 0 }),
      saying({ completeness: 0.9 }),
    ])
    const first = (await hearReply(early.model, { messages: ASK })).parts
    expect(first.filter(({ type }) => type === 'completeness')).toEqual([
      { type: 'completeness', probability: 0.2 },
    ])
    const late = await openLine([
      saying({ end: 'fail', endAfterDeltas: 2 }),
      saying({ completeness: 0.9 }),
    ])
    const second = (await hearReply(late.model, { messages: ASK })).parts
    expect(second.map(({ type }) => type)).not.toContain('completeness')
  })

  it('tells of each model how much it can read, when it is opened', async () => {
    const { model, record } = await openLine([saying({ end: 'fail', endAfterDeltas: 2 }), saying()])
    expect(record.opened.map((one) => one.model)).toEqual(['cloud/m'])
    await hearReply(model, { messages: ASK })
    expect(record.opened).toEqual([
      { type: 'opened', model: 'cloud/m', contextTokens: expect.any(Number), gpu: null },
      { type: 'opened', model: 'local', contextTokens: expect.any(Number), gpu: null },
    ])
  })

  it('says why the first failed where all fail: that is what the person chose', async () => {
    const { model } = await openLine([
      { rules: [{ say: WHOLE, end: 'fail', endAfterDeltas: 0 }] },
      { rules: [{ say: WHOLE, end: 'fail', endAfterDeltas: 1 }] },
    ])
    const heard = await hearReply(model, { messages: ASK })
    expect(heard.failure).toMatchObject({ code: 'llm.failed' })
    expect(heard.finishes).toEqual([])
  })

  it('does not bring an engine back that was only stopped in time', async () => {
    const failing: Script = {
      rules: [
        { when: 'count', say: WHOLE, end: 'fail', endAfterDeltas: 0 },
        { say: WHOLE, end: 'hang', endAfterDeltas: 1 },
      ],
    }
    const { model, record } = await openLine([failing, failing])
    await hearReply(model, { messages: ASK })
    const told = record.inUse.length
    const abort = new AbortController()
    const heard = await hearReply(model, {
      messages: [{ role: 'user', text: 'Wait.' }],
      signal: abort.signal,
      onDelta: () => abort.abort(),
    })
    expect(heard.finishes).toEqual([expect.objectContaining({ finishReason: 'cancelled' })])
    expect(record.inUse).toHaveLength(told)
  })

  it('warms the one that serves, with the messages that come', async () => {
    const { model, askedOf } = await openLine([saying(), saying()])
    await model.prewarm(ASK, new AbortController().signal)
    expect(askedOf('cloud/m').map(({ type }) => type)).toEqual(['prewarm'])
    expect(askedOf('local')).toEqual([])
  })
})

describe('a language model that gave its memory back', () => {
  it('is loaded from the moment when somebody calls, once, and answers when it is there', async () => {
    const opened: (() => void)[] = []
    const created: ScriptedLanguageModel[] = []
    const open = async ({ id }: EngineModel) => {
      // The first is there at once; the next takes as long as the test says.
      if (created.length > 0) await new Promise<void>((resolve) => void opened.push(resolve))
      const model = createScriptedLanguageModel(saying(), { id })
      created.push(model)
      return model
    }
    const { parts, time } = recordedParts([LOCAL], open, { unloadAfterMs: 60_000 })
    const line = await openLanguageLine(parts)
    await time.advanceAsync(60_000)
    // The phrase was heard: what every question begins with is read ahead.
    const warmed = line.prewarm([], new AbortController().signal)
    await time.advanceAsync(0)
    expect(opened).toHaveLength(1)
    const reply = hearReply(line, { messages: ASK })
    await time.advanceAsync(0)
    expect([opened.length, created.length]).toEqual([1, 1])
    opened[0]?.()
    await warmed
    expect(await reply).toMatchObject({ text: WHOLE })
    expect(created).toHaveLength(2)
    await line.dispose()
  })
})
