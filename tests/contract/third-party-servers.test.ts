import { join } from 'node:path'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLlamaServer } from '../support/providers/third-party/llama-server.ts'
import { modelFolder } from '../support/providers/third-party/model-files.ts'
import { startMoonshineServer } from '../support/providers/third-party/moonshine-server.ts'
import { startPiperServer } from '../support/providers/third-party/piper-server.ts'
import {
  missingServer,
  type ThirdPartyServer,
} from '../support/providers/third-party/start-server.ts'
import { missingModel, skipAllBecause } from '../support/skip-because.ts'
import { readFlac } from '../support/sound-lab/flac-file.ts'
import { loadQuestion, questionFiles } from '../support/sound-lab/questions.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { encodeWave, fromPcm16 } from '../support/sound-lab/wave-file.ts'
import { wordErrorRate } from '../support/sound-lab/word-error-rate.ts'

/** Whether the servers that adapters are tested against are up to it: as the SDK, not an adapter, sees them. */

const clientOf = (server: ThirdPartyServer, apiKey = 'sk-test'): OpenAI =>
  new OpenAI({ baseURL: server.baseUrl, apiKey, maxRetries: 0 })

const started = (start: () => Promise<ThirdPartyServer>, reason: string | null) => {
  let server: ThirdPartyServer | undefined
  beforeAll(async () => {
    if (reason === null) server = await start()
  })
  afterAll(async () => {
    await server?.stop()
  })
  return (): ThirdPartyServer => {
    if (server === undefined) throw new Error('the server is not started')
    return server
  }
}

const llamaReason = (await missingServer('llama')) ?? missingModel([modelFolder('smollm2-135m')])
const moonshineReason =
  (await missingServer('moonshine')) ?? missingModel([modelFolder('moonshine-tiny-en')])
const piperReason =
  (await missingServer('piper')) ?? missingModel([modelFolder('piper-en-us-joe-medium')])

describe("llama.cpp's server", () => {
  skipAllBecause(llamaReason)
  const server = started(() => startLlamaServer({ apiKey: 'sk-llama' }), llamaReason)

  it('streams a chat completion that answers the question', async () => {
    const stream = await clientOf(server(), 'sk-llama').chat.completions.create({
      model: server().model,
      messages: [
        { role: 'user', content: 'What is the capital of France? Answer in one sentence.' },
      ],
      max_tokens: 40,
      temperature: 0,
      stream: true,
    })
    const pieces: string[] = []
    let finishReason: string | null = null
    for await (const chunk of stream) {
      pieces.push(chunk.choices[0]?.delta.content ?? '')
      finishReason = chunk.choices[0]?.finish_reason ?? finishReason
    }
    expect(pieces.join('')).toContain('Paris')
    expect(pieces.length).toBeGreaterThan(3)
    expect(finishReason).toBe('stop')
  })

  it('streams a response', async () => {
    // Its `response.created` has no `output`, at which the SDK's own `responses.stream` throws.
    const stream = await clientOf(server(), 'sk-llama').responses.create({
      model: server().model,
      input: 'What is the capital of France? Answer in one sentence.',
      max_output_tokens: 40,
      temperature: 0,
      stream: true,
    })
    let text = ''
    const types: string[] = []
    for await (const event of stream) {
      types.push(event.type)
      if (event.type === 'response.output_text.delta') text += event.delta
    }
    expect(text).toContain('Paris')
    expect(types.at(-1)).toBe('response.completed')
  })

  it('lists its model, and refuses another key', async () => {
    const { data } = await clientOf(server(), 'sk-llama').models.list()
    expect(data.map(({ id }) => id)).toEqual([server().model])
    const refused = await clientOf(server(), 'sk-other')
      .chat.completions.create({
        model: server().model,
        messages: [{ role: 'user', content: 'Hi' }],
      })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 401 })
  })
})

describe("Moonshine's server", () => {
  skipAllBecause(moonshineReason)
  const server = started(startMoonshineServer, moonshineReason)

  it('hears what is said, whole and as a stream', async () => {
    const question = await loadQuestion('capital-of-france')
    const [path] = questionFiles(question)
    const wave = encodeWave(await readFlac(path ?? ''))
    const file = () => new File([new Uint8Array(wave)], 'speech.wav', { type: 'audio/wav' })
    const client = clientOf(server())
    const { text } = await client.audio.transcriptions.create({
      file: file(),
      model: server().model,
    })
    let streamed = ''
    for await (const event of await client.audio.transcriptions.create({
      file: file(),
      model: server().model,
      stream: true,
    }))
      if (event.type === 'transcript.text.delta') streamed += event.delta
    expect(wordErrorRate(question.text, text)).toBeLessThan(0.2)
    expect(streamed).toBe(text)
  })
})

describe("Piper's server", () => {
  const reason = piperReason ?? missingModel([join(modelFolder('moonshine-tiny-en'), 'tokens.txt')])
  skipAllBecause(reason)
  const server = started(() => startPiperServer({ apiKey: 'sk-piper' }), reason)

  it('speaks what is asked for, in 24 kHz PCM', async () => {
    const text = 'Honey is made by bees.'
    const response = await clientOf(server(), 'sk-piper').audio.speech.create({
      model: server().model,
      voice: 'joe',
      input: text,
      response_format: 'pcm',
    })
    const samples = fromPcm16(Buffer.from(await response.arrayBuffer()))
    expect(wordErrorRate(text, await transcribe(samples, 24_000))).toBeLessThan(0.3)
  })

  it('refuses another key', async () => {
    const refused = await clientOf(server(), 'sk-other')
      .audio.speech.create({ model: server().model, voice: 'joe', input: 'Hello.' })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 401 })
  })
})
