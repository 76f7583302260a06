import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startFaultyProvider, type FaultyProvider } from '../support/providers/faulty-provider.ts'
import { startRealtimeServer, type RealtimeServer } from '../support/providers/realtime-server.ts'
import { RECORDED_SCRIPT } from '../support/providers/recorded-script.ts'
import { modelFolder } from '../support/providers/third-party/model-files.ts'
import { missingModel, skipAllBecause } from '../support/skip-because.ts'
import { loadQuestion, questionSound } from '../support/sound-lab/questions.ts'
import { resample } from '../support/sound-lab/resample.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { encodeWave, fromPcm16, toPcm16 } from '../support/sound-lab/wave-file.ts'
import { wordErrorRate } from '../support/sound-lab/word-error-rate.ts'

/** Whether the test servers, with the recorded script, hold a conversation that can be heard. */

const QUESTION = 'spider-legs'
const ANSWER = 'A spider has eight legs.'

const reason = missingModel(
  ['moonshine-tiny-en', 'piper-en-us-joe-medium', 'espeak-ng-data'].map(modelFolder),
)

describe('a provider with the recorded script', () => {
  skipAllBecause(reason)
  let provider: FaultyProvider
  beforeAll(async () => {
    provider = await startFaultyProvider({ script: RECORDED_SCRIPT })
  })
  afterAll(() => provider.close())

  it('hears a question, answers it and speaks the answer', async () => {
    const client = new OpenAI({ baseURL: provider.baseUrl, apiKey: 'sk-test', maxRetries: 0 })
    const wave = encodeWave(await questionSound(await loadQuestion(QUESTION)))
    const { text } = await client.audio.transcriptions.create({
      file: new File([new Uint8Array(wave)], 'speech.wav'),
      model: 'test-model',
    })
    const completion = await client.chat.completions.create({
      model: 'test-model',
      messages: [{ role: 'user', content: text }],
    })
    const answer = completion.choices[0]?.message.content ?? ''
    const speech = await client.audio.speech.create({
      model: 'test-model',
      voice: 'joe',
      input: answer,
      response_format: 'pcm',
    })
    const heard = await transcribe(fromPcm16(Buffer.from(await speech.arrayBuffer())), 24_000)
    expect(answer).toBe(ANSWER)
    expect(wordErrorRate(ANSWER, heard)).toBeLessThan(0.3)
  })
})

describe('a realtime service with the recorded script', () => {
  skipAllBecause(reason)
  let server: RealtimeServer
  beforeAll(async () => {
    server = await startRealtimeServer({ script: RECORDED_SCRIPT, timesRealTime: 100 })
  })
  afterAll(() => server.close())

  it('hears a question and speaks the answer', async () => {
    const socket = new WebSocket(`${server.baseUrl.replace('http', 'ws')}/realtime?model=test`)
    const pieces: Buffer[] = []
    const done = new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => {
        const event = JSON.parse(data.toString('utf8')) as { type: string; delta?: string }
        if (event.type === 'response.output_audio.delta')
          pieces.push(Buffer.from(event.delta ?? '', 'base64'))
        if (event.type === 'error') reject(new Error(data.toString('utf8')))
        if (event.type === 'response.done') resolve()
      })
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const sound = resample(await questionSound(await loadQuestion(QUESTION)), 24_000)
    const events: readonly object[] = [
      {
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { turn_detection: null } } },
      },
      {
        type: 'input_audio_buffer.append',
        audio: toPcm16(sound.samples).toString('base64'),
      },
      { type: 'input_audio_buffer.commit' },
      { type: 'response.create' },
    ]
    for (const event of events) socket.send(JSON.stringify(event))
    await done
    socket.close()
    const heard = await transcribe(fromPcm16(Buffer.concat(pieces)), 24_000)
    expect(wordErrorRate(ANSWER, heard)).toBeLessThan(0.3)
  })
})
