import { describe, expect, it } from 'vitest'
import type { PlaybackMessage } from '../../../electron/contracts/audio.ts'
import type { EngineModel, TtsEvent, TtsRequest } from '../../../electron/contracts/workers.ts'
import type { SpeechSynthesizer } from '../../../electron/engines/ports.ts'
import {
  createScriptedSynthesizer,
  type SynthesizerScript,
} from '../../../electron/engines/tts/scripted-synthesizer.ts'
import { TtsServer } from '../../../electron/workers/tts-server.ts'
import { settle } from '../stt/tone-utterance.ts'
import { loadOf } from '../../support/engine-line.ts'

const model: EngineModel = { id: 'v', engine: 'scripted', files: {}, options: {}, threads: 1 }

const serve = (voice: SpeechSynthesizer | Error, attached = true) => {
  const events: TtsEvent[] = []
  const played: PlaybackMessage[] = []
  const server = new TtsServer({
    open: () => (voice instanceof Error ? Promise.reject(voice) : Promise.resolve(voice)),
    openPlayback: () => ({
      onMessage: () => undefined,
      post: (message) => played.push(structuredClone(message)),
      close: () => undefined,
    }),
    send: (event) => events.push(structuredClone(event)),
    now: () => 0,
  })
  const ask = (request: TtsRequest) => server.handle(structuredClone(request), [])
  ask(loadOf(model))
  if (attached) ask({ type: 'attach-playback' })
  const say = (generation: number, index: number, text: string) =>
    ask({ type: 'synthesize', generation, index, text, speed: 1 })
  const told = () =>
    events.flatMap((event) =>
      event.type === 'synthesized' || event.type === 'failed'
        ? [`${event.type} ${event.generation}/${event.index}`]
        : [],
    )
  const heard = () => played.map(({ type, generation, index }) => `${type} ${generation}/${index}`)
  return { events, played, ask, say, told, heard }
}

const scripted = (script: SynthesizerScript = {}) => serve(createScriptedSynthesizer(script))

/** A voice whose pieces come when the test says so. */
const held = () => {
  const waiting: (() => void)[] = []
  const asked: string[] = []
  const voice: SpeechSynthesizer = {
    id: 'held',
    synthesize: async function* (text, { signal }) {
      asked.push(text)
      for (let piece = 0; piece < 3; piece += 1) {
        await new Promise<void>((resolve) => waiting.push(resolve))
        if (signal.aborted) return
        yield { samples: new Float32Array(100), sampleRateHz: 1000 }
      }
    },
    dispose: () => Promise.resolve(),
  }
  const release = async () => {
    for (const resolve of waiting.splice(0)) resolve()
    await settle()
  }
  return { voice, asked, release }
}

/** Without the number of messages that a piece goes in. */
const joined = (messages: readonly string[]) =>
  messages.filter((message, at) => message !== messages[at - 1])

describe('TtsServer', () => {
  it('sends the beginning of a clause ahead, and all of it', async () => {
    const samples = Float32Array.from({ length: 1000 }, (_, i) => i)
    const { say, played } = serve({
      id: 'counting',
      synthesize: async function* () {
        yield { samples, sampleRateHz: 1000 }
        yield { samples: samples.slice(0, 200), sampleRateHz: 1000 }
      },
      dispose: () => Promise.resolve(),
    })
    say(1, 0, 'one')
    await settle()
    const parts = played.flatMap((message) => (message.type === 'pcm' ? [message.samples] : []))
    expect(parts.map(({ length }) => length)).toEqual([160, 840, 200])
    expect(parts.flatMap((part) => [...part])).toEqual([...samples, ...samples.slice(0, 200)])
  })

  it('plays every clause in the order in which they were asked for, each with its end', async () => {
    const { say, heard, told } = scripted()
    say(1, 0, 'hello.')
    say(1, 1, 'how are you?')
    say(2, 0, 'fine.')
    await settle()
    expect(joined(heard())).toEqual([
      'pcm 1/0',
      'chunk-end 1/0',
      'pcm 1/1',
      'chunk-end 1/1',
      'pcm 2/0',
      'chunk-end 2/0',
    ])
    expect(told()).toEqual(['synthesized 1/0', 'synthesized 1/1', 'synthesized 2/0'])
  })

  it('plays the first piece of a clause while the next is made', async () => {
    const { voice, release } = held()
    const { say, heard, events } = serve(voice)
    say(1, 0, 'three pieces')
    await settle()
    await release()
    expect(heard()).toEqual(['pcm 1/0'])
    await release()
    await release()
    expect(heard()).toEqual(['pcm 1/0', 'pcm 1/0', 'pcm 1/0', 'chunk-end 1/0'])
    expect(events.at(-1)).toMatchObject({ type: 'synthesized', audioMs: 300 })
  })

  it('drops what waits and what runs of a cancelled generation, and nothing else', async () => {
    const { voice, asked, release } = held()
    const { ask, say, heard, told } = serve(voice)
    say(1, 0, 'running')
    say(1, 1, 'waiting')
    say(2, 0, 'another')
    await settle()
    await release()
    ask({ type: 'cancel', generation: 1 })
    for (let piece = 0; piece < 4; piece += 1) await release()
    expect(heard()).toEqual(['pcm 1/0', 'pcm 2/0', 'pcm 2/0', 'pcm 2/0', 'chunk-end 2/0'])
    expect(told()).toEqual(['synthesized 2/0'])
    expect(asked).toEqual(['running', 'another'])
  })

  it('tells of a clause that failed, ends its chunk, and goes on with the next', async () => {
    const { say, heard, events, told } = scripted({ failAt: [0] })
    say(1, 0, 'this fails')
    say(1, 1, 'this does not')
    await settle()
    expect(told()).toEqual(['failed 1/0', 'synthesized 1/1'])
    expect(joined(heard())).toEqual(['chunk-end 1/0', 'pcm 1/1', 'chunk-end 1/1'])
    expect(events[1]).toMatchObject({ error: { code: 'tts.failed' } })
  })

  it('holds clauses back until there is somewhere to play them', async () => {
    const { ask, say, heard } = serve(createScriptedSynthesizer(), false)
    say(1, 0, 'hello')
    await settle()
    expect(heard()).toEqual([])
    ask({ type: 'attach-playback' })
    await settle()
    expect(heard()).toEqual(['pcm 1/0', 'chunk-end 1/0'])
  })

  it('copies its sound and no more than its sound', async () => {
    const voice: SpeechSynthesizer = {
      id: 'view',
      synthesize: async function* () {
        yield { samples: new Float32Array(10_000).subarray(10, 20), sampleRateHz: 1000 }
      },
      dispose: () => Promise.resolve(),
    }
    const { say, played } = serve(voice)
    say(1, 0, 'a view')
    await settle()
    const [first] = played
    expect(first?.type === 'pcm' && first.samples.buffer.byteLength).toBe(40)
  })

  it('says why it is not ready', async () => {
    const { events } = serve(new Error('no voice'))
    await settle()
    expect(events).toMatchObject([
      { type: 'failed', generation: null, index: null, error: { code: 'tts.failed' } },
    ])
  })
})
