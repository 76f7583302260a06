import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MicrophoneMessage } from '../../../electron/contracts/audio.ts'
import type { EngineModel, SttEvent, SttRequest } from '../../../electron/contracts/workers.ts'
import { createEnergyDetector } from '../../../electron/engines/stt/energy-detector.ts'
import {
  createScriptedRecognizer,
  type RecognizerScript,
} from '../../../electron/engines/stt/scripted-recognizer.ts'
import { SttServer } from '../../../electron/workers/stt-server.ts'
import { framesOf, join as joinSound, say, settle, silence } from '../stt/tone-utterance.ts'
import { loadOf } from '../../support/engine-line.ts'

const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-journal-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await rm(folder, { recursive: true })
})

/** A server whose messages really cross `structuredClone`, as between processes. */
const serve = async (script: RecognizerScript = {}, journalFolder: string | null = null) => {
  const events: SttEvent[] = []
  const recognizer = createScriptedRecognizer(script, 'm')
  let microphone: (message: MicrophoneMessage) => void = () => undefined
  let epochMs = 2000
  const server = new SttServer({
    open: () =>
      script.failOnLoad === true ? Promise.reject(new Error('no')) : Promise.resolve(recognizer),
    openDetectors: () => Promise.resolve(createEnergyDetector),
    openMicrophone: () => ({
      onMessage: (listener) => {
        microphone = listener
      },
      post: () => undefined,
      close: () => undefined,
    }),
    send: (event) => events.push(structuredClone(event)),
    now: () => 0,
    epochMs: () => (epochMs += 1),
  })
  const ask = (request: SttRequest) => server.handle(structuredClone(request), [])
  const hear = (message: MicrophoneMessage) => microphone(structuredClone(message))
  const hearSound = (utterance: number, sound: Float32Array, from = 0) => {
    for (const [index, samples] of framesOf(sound).entries()) {
      if (index >= from) hear({ type: 'frame', utterance, index, samples })
    }
  }
  ask({ ...loadOf(model), vadModelPath: '', journalFolder, journalsSinceMs: 1000 })
  await settle()
  ask({ type: 'attach-microphone' })
  await settle()
  const transcribe = (request: number, utterance: number, endSample: number) =>
    ask({ type: 'transcribe', request, utterance, endSample })
  const answers = () =>
    events.flatMap((event): (readonly [number | null, string])[] => {
      if (event.type === 'transcript') return [[event.request, event.text]]
      return event.type === 'failed' ? [[event.request, event.error.code]] : []
    })
  return { events, answers, ask, hear, hearSound, transcribe, recognizer }
}

const sentence = joinSound(say('what time is it'), silence(300))
const end = framesOf(sentence).length * 512

describe('SttServer', () => {
  it('moves the sound of what it forgets to where it is to be kept, and tells of it', async () => {
    const { events, ask, hear, hearSound, transcribe, answers } = await serve({}, folder)
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, sentence)
    transcribe(1, 1, end)
    await vi.waitFor(() => expect(answers()).toHaveLength(1))
    const keepAs = join(folder, 'kept', '01-p.pcm')
    ask({ type: 'forget', utterance: 1, keepAs })
    await vi.waitFor(() => expect(events.at(-1)).toEqual({ type: 'kept', path: keepAs }))
    expect(await readdir(folder)).toEqual(['kept'])
  })

  it('transcribes any sound by an engine of its own, which is closed again', async () => {
    const { answers, ask, recognizer } = await serve()
    const dispose = vi.spyOn(recognizer, 'dispose')
    const expected: (readonly string[])[] = []
    recognizer.expectWords = (words) => void expected.push(words)
    ask({ type: 'expect-words', words: ['Kubernetes'] })
    ask({ type: 'transcribe-sound', request: -1, samples: sentence, engine: model })
    await vi.waitFor(() => expect(answers()).toEqual([[-1, 'what time is it']]))
    expect(dispose).toHaveBeenCalledOnce()
    // The line is told, and so is the engine that is opened later.
    expect(expected).toEqual([['Kubernetes'], ['Kubernetes']])
  })

  it('ends the transcription of a sound before its next piece when somebody talks', async () => {
    const { answers, ask, recognizer } = await serve()
    const decode = vi.spyOn(recognizer, 'transcribe')
    const dispose = vi.spyOn(recognizer, 'dispose')
    const long = joinSound(sentence, silence(2000), sentence)
    ask({ type: 'transcribe-sound', request: -1, samples: long, engine: model })
    ask({ type: 'stop-sounds' })
    await vi.waitFor(() => expect(answers()).toEqual([[-1, 'speech.not-now']]))
    expect(decode).not.toHaveBeenCalled()
    expect(dispose).toHaveBeenCalledOnce()
    ask({ type: 'transcribe-sound', request: -2, samples: sentence, engine: model })
    await vi.waitFor(() => expect(answers().at(-1)).toEqual([-2, 'what time is it']))
  })

  it('tells when it is ready, and why it is not', async () => {
    expect((await serve()).events).toEqual([{ type: 'ready', model: 'm', loadMs: 0 }])
    const { answers, transcribe } = await serve({ failOnLoad: true })
    transcribe(1, 1, 100)
    await settle()
    expect(answers()).toEqual([
      [null, 'stt.failed'],
      [1, 'stt.failed'],
    ])
  })

  it('shows partial texts and answers with the whole', async () => {
    const { events, answers, hear, hearSound, transcribe } = await serve()
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, sentence)
    await settle()
    transcribe(5, 1, end)
    await settle()
    expect(events.some((event) => event.type === 'partial' && event.utterance === 1)).toBe(true)
    expect(answers()).toEqual([[5, 'what time is it']])
  })

  it('waits for sound that is still on its way when the question is already there', async () => {
    const { answers, hear, hearSound, transcribe } = await serve()
    transcribe(5, 1, end)
    await settle()
    expect(answers()).toEqual([])
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, sentence)
    await settle()
    expect(answers()).toEqual([[5, 'what time is it']])
  })

  it('answers from what is there when no more sound comes', async () => {
    const { answers, hearSound, transcribe } = await serve()
    hearSound(1, sentence)
    await settle()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    transcribe(5, 1, end + 50_000)
    await settle()
    expect(answers()).toEqual([])
    vi.advanceTimersByTime(3000)
    await settle()
    expect(answers()).toEqual([[5, 'what time is it']])
  })

  it('says that it failed where no sound came at all', async () => {
    const { answers, transcribe } = await serve()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    transcribe(5, 1, end)
    await settle()
    vi.advanceTimersByTime(3000)
    await settle()
    expect(answers()).toEqual([[5, 'stt.failed']])
  })

  it('keeps apart two utterances whose frames come mixed', async () => {
    const { answers, hear, transcribe } = await serve()
    const [one, other] = [say('first of the two'), say('second and last')].map((sound) =>
      framesOf(joinSound(sound, silence(400))),
    )
    for (let index = 0; index < 40; index += 1) {
      for (const [utterance, frames] of [[1, one] as const, [2, other] as const]) {
        const samples = frames?.[index]
        if (samples) hear({ type: 'frame', utterance, index, samples })
      }
    }
    transcribe(1, 1, 14_000)
    transcribe(2, 2, 14_000)
    await settle()
    expect(Object.fromEntries(answers().map(([request, text]) => [String(request), text]))).toEqual(
      { 1: 'first of the two', 2: 'second and last' },
    )
  })

  it('starts over when the window sends all frames again', async () => {
    const { answers, hear, hearSound, transcribe } = await serve()
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, say('something that was lost half'))
    transcribe(5, 1, 400_000)
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, sentence)
    transcribe(6, 1, end)
    await settle()
    expect(answers()).toEqual([[6, 'what time is it']])
  })

  it('does not count a frame that comes twice, and keeps the place of one that never came', async () => {
    const { answers, hear, hearSound, transcribe } = await serve()
    const sound = joinSound(silence(640), sentence)
    const frames = framesOf(sound)
    hear({ type: 'frame', utterance: 1, index: 0, samples: silence(32) })
    hearSound(1, sound, 15)
    hear({ type: 'frame', utterance: 1, index: 16, samples: frames[16] ?? silence(32) })
    transcribe(5, 1, frames.length * 512)
    await settle()
    expect(answers()).toEqual([[5, 'what time is it']])
  })

  it('answers with nothing about an utterance that was dropped, and ignores its late frames', async () => {
    const { events, answers, hear, hearSound, transcribe } = await serve({ hangFrom: 0 })
    hearSound(1, sentence)
    transcribe(5, 1, end)
    await settle()
    hear({ type: 'utterance-drop', utterance: 1 })
    hearSound(1, sentence)
    transcribe(6, 1, end)
    await settle()
    expect(answers()).toHaveLength(2)
    expect(Object.fromEntries(answers().map(([request, text]) => [String(request), text]))).toEqual(
      { 5: '', 6: '' },
    )
    expect(events.filter(({ type }) => type === 'partial')).toEqual([])
  })

  it('keeps the two newest utterances in memory', async () => {
    const { answers, hearSound, transcribe } = await serve()
    for (const utterance of [1, 2, 3]) hearSound(utterance, sentence)
    for (const utterance of [1, 2, 3]) transcribe(utterance, utterance, end)
    await settle()
    expect(answers()).toHaveLength(3)
    expect(Object.fromEntries(answers().map(([request, text]) => [String(request), text]))).toEqual(
      {
        1: '',
        2: 'what time is it',
        3: 'what time is it',
      },
    )
  })

  it('has the sound on disk when it answers, keeps it when dropped, removes it when forgotten', async () => {
    const { answers, ask, hear, hearSound, transcribe } = await serve({}, folder)
    hear({ type: 'utterance-open', utterance: 1 })
    hearSound(1, sentence)
    transcribe(5, 1, end)
    await vi.waitFor(() => expect(answers()).toHaveLength(1))
    const [name] = await readdir(folder)
    expect(name).toBe('2001-1.pcm')
    hear({ type: 'utterance-drop', utterance: 1 })
    ask({ type: 'transcribe-journal', request: 6, path: join(folder, name ?? '') })
    await vi.waitFor(() => expect(answers()).toHaveLength(2))
    expect(answers()[1]).toEqual([6, 'what time is it'])
    ask({ type: 'forget', utterance: 1 })
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]))
  })

  it('transcribes on when the journal cannot be written, and says so once', async () => {
    const { answers, hearSound, transcribe } = await serve({}, join('/dev/null', 'journal'))
    hearSound(1, sentence)
    transcribe(5, 1, end)
    await vi.waitFor(() => expect(answers()).toHaveLength(2))
    expect(answers()).toEqual([
      [null, 'storage.unavailable'],
      [5, 'what time is it'],
    ])
  })

  it('names a journal that is not there', async () => {
    const { answers, ask } = await serve()
    ask({ type: 'transcribe-journal', request: 6, path: join(folder, 'none.pcm') })
    await vi.waitFor(() => expect(answers()).toEqual([[6, 'sound.not-found']]))
  })
})
