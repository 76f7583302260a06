import { fork, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  MicrophoneMessage,
  PlaybackMessage,
  TurnMessage,
} from '../../../electron/contracts/audio.ts'
import type {
  EngineModel,
  SttEvent,
  TtsEvent,
  TurnEvent,
} from '../../../electron/contracts/workers.ts'
import { resample } from '../../../electron/engines/sound-files/resample.ts'
import { understandTones } from '../../../electron/engines/tone-speech.ts'
import type { ChannelMessage } from '../../../electron/workers/transport.ts'
import { bundleEntry } from '../../support/bundle-entry.ts'
import { framesOf, join as joinSound, say, silence } from '../stt/tone-utterance.ts'
import { loadOf } from '../../support/engine-line.ts'

/** The real entries as real processes, with scripted engines. */

const model: EngineModel = { id: 'script', engine: 'scripted', files: {}, options: {}, threads: 1 }
let folder = ''
let sttEntry = ''
let ttsEntry = ''
let turnEntry = ''

beforeAll(async () => {
  // Below the project, because what is not bundled comes from its node_modules.
  const cache = join(import.meta.dirname, '../../../.cache')
  await mkdir(cache, { recursive: true })
  folder = await mkdtemp(join(cache, 'entries-'))
  const build = async (name: string) => {
    const own = join(folder, name)
    await mkdir(own)
    return bundleEntry(join(import.meta.dirname, `../../../electron/workers/${name}.ts`), own)
  }
  sttEntry = await build('stt')
  ttsEntry = await build('tts')
  turnEntry = await build('turn')
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

type Message = SttEvent | TtsEvent | TurnEvent | ChannelMessage

const start = (entry: string) => {
  const child = fork(entry, [], { serialization: 'advanced', stdio: 'ignore' })
  const messages: Message[] = []
  const watchers = new Set<() => void>()
  child.on('message', (message) => {
    // The entry sends nothing else.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    messages.push(message as Message)
    for (const watcher of watchers) watcher()
  })
  const until = (type: string) =>
    new Promise<Message>((resolve) => {
      const look = () => {
        const found = messages.find((message) => 'type' in message && message.type === type)
        if (found) resolve(found)
      }
      watchers.add(look)
      look()
    })
  return { child, messages, until }
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))

describe('the worker entries', () => {
  it('transcribe sound that shares the channel of the parent, and end with it', async () => {
    const { child, until } = start(sttEntry)
    child.send({ ...loadOf(model), vadModelPath: '', journalFolder: null })
    await until('ready')
    child.send({ type: 'attach-microphone' })
    const hear = (message: MicrophoneMessage) => child.send({ channel: 'microphone', message })
    const frames = framesOf(joinSound(silence(100), say('are you there?'), silence(300)))
    hear({ type: 'utterance-open', utterance: 1 })
    for (const [index, samples] of frames.entries()) {
      hear({ type: 'frame', utterance: 1, index, samples })
    }
    const endSample = frames.length * 512
    child.send({ type: 'transcribe', request: 9, utterance: 1, endSample })
    expect(await until('transcript')).toMatchObject({ request: 9, text: 'are you there?' })
    child.disconnect()
    expect(await exitOf(child)).toBe(0)
  })

  it('speak into the channel of the parent', async () => {
    const { child, messages, until } = start(ttsEntry)
    child.send(loadOf(model))
    await until('ready')
    child.send({ type: 'attach-playback' })
    child.send({ type: 'synthesize', generation: 3, index: 0, text: 'i am here.', speed: 1 })
    await until('synthesized')
    const played = messages.flatMap((message) =>
      // The contract of this channel.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      'channel' in message ? [message.message as PlaybackMessage] : [],
    )
    const sound = played.flatMap((message) =>
      message.type === 'pcm' ? [resample(message.samples, message.sampleRateHz, 16_000)] : [],
    )
    expect(understandTones(joinSound(...sound), 16_000)).toBe('i am here.')
    expect(played.at(-1)).toEqual({ type: 'chunk-end', generation: 3, index: 0 })
    child.kill('SIGKILL')
    await exitOf(child)
  })

  it('score a pause that shares the channel of the parent', async () => {
    const { child, until } = start(turnEntry)
    child.send({ type: 'load', model })
    await until('ready')
    child.send({ type: 'attach-microphone' })
    const samples = new Float32Array(32_000)
    const message: TurnMessage = { type: 'score', utterance: 2, endSample: 30_720, samples }
    child.send({ channel: 'turn', message })
    expect(await until('score')).toMatchObject({
      utterance: 2,
      endSample: 30_720,
      probability: 0.9,
    })
    child.disconnect()
    expect(await exitOf(child)).toBe(0)
  })

  it('report a bug as a crash and end, so that main can start another', async () => {
    const { child, until } = start(sttEntry)
    child.send({ ...loadOf(model), vadModelPath: '', journalFolder: null })
    child.send({ type: 'attach-microphone' })
    child.send({ channel: 'microphone', message: null })
    expect(await until('failed')).toMatchObject({ error: { code: 'worker.crashed' } })
    expect(await exitOf(child)).toBe(1)
  })
})
