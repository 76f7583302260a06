import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EngineModel, LlmEvent, LlmRequest } from '../../electron/contracts/workers.ts'
import { bundleEntry } from '../support/bundle-entry.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { LANGUAGE_MODELS, missingFile } from './llm-models.ts'
import { startFaultyProvider } from '../support/providers/faulty-provider.ts'
import { loopbackModel } from '../support/providers/loopback-models.ts'
import { refusedBaseUrl } from '../support/providers/free-port.ts'
import { honeyScript, REPLY, scriptedHoney } from '../support/providers/replies.ts'

/** Inside the repository, so that the built worker finds the native module. */
const CACHE = join(import.meta.dirname, '../../.cache')
let folder = ''
let entry = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'llm-worker-'))
  entry = await bundleEntry(join(import.meta.dirname, '../../electron/workers/llm.ts'), folder)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const start = (...line: readonly EngineModel[]) => {
  const child = fork(entry, [], { serialization: 'advanced', stdio: 'ignore' })
  children.push(child)
  const events: LlmEvent[] = []
  const watchers = new Set<() => void>()
  child.on('message', (event) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are ours
    events.push(event as LlmEvent)
    for (const watcher of watchers) watcher()
  })
  const request = (message: LlmRequest) => void child.send(message)
  const until = (wanted: (event: LlmEvent) => boolean) =>
    new Promise<LlmEvent>((resolve) => {
      const look = () => {
        const found = events.find(wanted)
        if (found === undefined) return
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
    })
  request({ type: 'load', line, unloadAfterMs: null })
  return { child, events, request, until }
}
const ask = (generation: number, text: string): LlmRequest => ({
  type: 'generate',
  generation,
  messages: [{ role: 'user', text }],
  maximumTokens: 40,
})
const isDone = (generation: number) => (event: LlmEvent) =>
  event.type === 'done' && event.generation === generation

describe.each(LANGUAGE_MODELS.slice(0, 2))('language worker process with $name', (underTest) => {
  skipAllBecause(missingFile(underTest))

  it('loads, answers, cancels and answers again', async () => {
    const { events, request, until } = start(underTest.model)
    const ready = await until(({ type }) => type === 'ready')
    const { id } = underTest.model
    expect(ready).toMatchObject({ model: id })
    expect(events).toContainEqual({ type: 'opened', model: id, contextTokens: 1024, gpu: null })

    request({ type: 'prewarm', messages: [{ role: 'system', text: 'Be brief.' }] })
    request(ask(1, 'What is the capital of France?'))
    await until(isDone(1))
    const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('')
    expect(text).toContain('Paris')

    request(ask(2, 'Count from one to fifty in words, please.'))
    await until((event) => event.type === 'delta' && event.generation === 2)
    request({ type: 'cancel', generation: 2 })
    expect(await until(isDone(2))).toMatchObject({ finishReason: 'cancelled' })
    request(ask(3, 'What is the capital of France?'))
    expect(await until(isDone(3))).toMatchObject({ finishReason: 'stop' })
    const second = events.filter((event) => 'generation' in event && event.generation === 2)
    expect(second.at(-1)?.type).toBe('done')
    expect(second.filter(({ type }) => type === 'done')).toHaveLength(1)
  })
})

describe('language worker process', () => {
  it('says so when its model is missing, and lives on', async () => {
    const { request, until } = start({
      id: 'm',
      engine: 'llama',
      files: { model: '/no/such/model.gguf' },
      options: {},
      threads: 1,
    })
    const failed = await until(({ type }) => type === 'failed')
    expect(failed).toMatchObject({ generation: null, error: { code: 'llm.model-missing' } })
    request(ask(1, 'Hi'))
    const refused = await until((event) => event.type === 'failed' && event.generation === 1)
    expect(refused).toMatchObject({ error: { code: 'llm.model-missing' } })
  })

  it('ends when its parent is gone', async () => {
    const { child, until } = start({
      id: 's',
      engine: 'scripted',
      files: {},
      options: {},
      threads: 1,
    })
    await until(({ type }) => type === 'ready')
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.disconnect()
    expect(await exited).toBe(0)
  })
})

describe('language worker process with a provider and a model behind it', () => {
  const textOf = (events: readonly LlmEvent[], generation: number) =>
    events
      .map((event) => (event.type === 'delta' && event.generation === generation ? event.text : ''))
      .join('')
  const usedOf = (events: readonly LlmEvent[]) =>
    events.flatMap((event) =>
      event.type === 'in-use' ? [[event.model, event.because?.code ?? null]] : [],
    )

  it('is ready though the provider is down, says who serves instead, and answers', async () => {
    const down = loopbackModel('llm', await refusedBaseUrl(), { secret: 'sk-0123456789' })
    const { events, request, until } = start(down, scriptedHoney)
    await until(({ type }) => type === 'ready')
    await until((event) => event.type === 'in-use' && event.model === 'local')
    request(ask(1, 'Who makes honey?'))
    expect(await until(isDone(1))).toMatchObject({ finishReason: 'stop' })
    expect(textOf(events, 1)).toBe(REPLY)
    // That the provider serves is never said: it would be taken for its return.
    expect(usedOf(events)).toEqual([['local', 'provider.unreachable']])
    expect(JSON.stringify(events)).not.toContain('0123456789')
  })

  it('goes on with a reply when the provider is killed within it, and ends it once', async () => {
    const provider = await startFaultyProvider({
      script: honeyScript,
      faults: { '/chat/completions': { faults: [{ kind: 'stall', afterParts: 4 }] } },
    })
    try {
      const { events, request, until } = start(
        loopbackModel('llm', provider.baseUrl),
        scriptedHoney,
      )
      await until(({ type }) => type === 'ready')
      request(ask(1, 'Who makes honey?'))
      await until(() => textOf(events, 1).endsWith(' by'))
      await provider.goAway()
      expect(await until(isDone(1))).toMatchObject({ finishReason: 'stop' })
      expect(textOf(events, 1)).toBe(REPLY)
      expect(events.filter(isDone(1))).toHaveLength(1)
      expect(usedOf(events).at(-1)).toEqual(['local', 'provider.cut-off'])
    } finally {
      await provider.close()
    }
  })

  it('is not ready where neither can be opened, and says why', async () => {
    const keyless = loopbackModel('llm', await refusedBaseUrl(), { change: { preset: 'groq' } })
    const missing = { ...scriptedHoney, options: { failOnLoad: true } }
    const { events, until } = start(keyless, missing)
    expect(await until(({ type }) => type === 'failed')).toMatchObject({
      generation: null,
      error: { code: 'llm.failed' },
    })
    expect(events.some(({ type }) => type === 'ready')).toBe(false)
  })
})
