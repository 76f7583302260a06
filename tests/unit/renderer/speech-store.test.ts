import { describe, expect, it } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import {
  createSpeechStore,
  type SpeechBridge,
} from '../../../renderer/transcript/speech/speech-store.ts'

const ENGINE = { id: 'moonshine', provider: null }
const ANCHORS = [
  { atMs: 0, share: 0 },
  { atMs: 900, share: 1 },
]
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A bridge that answers what a test says, and tells what a test says. */
const open = async (
  answers: Readonly<Record<string, () => Result<unknown> | Promise<Result<unknown>>>> = {},
) => {
  const asked: (readonly [string, unknown])[] = []
  const listeners = new Map<string, (event: unknown) => void>()
  const usual: typeof answers = {
    'speech.kept': () => succeed(['01-p']),
    'speech.left': () => succeed([{ id: 'left-1-2', startedAtMs: 1, durationMs: 900 }]),
    'speech.engines': () => succeed([ENGINE]),
    'speech.play': () => succeed({ durationMs: 900, anchors: ANCHORS }),
    'speech.transcribe': () => succeed('Other words.'),
    'transcript.correct': () => succeed({ turn: {}, learned: [{ heard: 'a', meant: 'b' }] }),
  }
  const bridge = {
    request: async (route: string, input: unknown) => {
      asked.push([route, input])
      return (answers[route] ?? usual[route] ?? (() => succeed(null)))()
    },
    on: (route: string, listener: (event: never) => void) => {
      // The routes of this fake carry what its tests send.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      listeners.set(route, listener as (event: unknown) => void)
      return () => void listeners.delete(route)
    },
  }
  let nowMs = 100
  // It answers every route with what that route's tests need.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const store = createSpeechStore(bridge as unknown as SpeechBridge, () => nowMs)
  await settle()
  const tell = (route: string, event: unknown) => listeners.get(route)?.(event)
  const asks = (route: string) => asked.filter(([name]) => name === route).map(([, input]) => input)
  return { store, tell, asks, listeners, at: (ms: number) => void (nowMs = ms) }
}

describe('kept speech in the transcript window', () => {
  it('knows which turns can be heard, and follows what comes and goes', async () => {
    const { store, tell } = await open()
    expect([...store.get().kept]).toEqual(['01-p'])
    tell('speech.changed', { added: ['02-p'], removed: ['01-p'] })
    expect([...store.get().kept]).toEqual(['02-p'])
    tell('speech.changed', { added: [], removed: null })
    expect([...store.get().kept]).toEqual([])
    store.dispose()
  })

  it.each(['the answer', 'the sound'])('plays, whichever comes first: %s', async (first) => {
    const { store, tell, at } = await open()
    store.toggle('01-p')
    if (first === 'the answer') await settle()
    at(250)
    tell('speech.playback', { id: '01-p', state: 'started' })
    await settle()
    expect(store.get().playing).toEqual({ id: '01-p', anchors: ANCHORS, startedAtMs: 250 })
    tell('speech.playback', { id: '01-p', state: 'ended' })
    expect(store.get().playing).toBeNull()
    store.dispose()
  })

  it('stops what plays, and goes over to another turn', async () => {
    const { store, asks, tell } = await open()
    store.toggle('01-p')
    await settle()
    store.toggle('01-p')
    expect(asks('speech.stop')).toHaveLength(1)
    store.toggle('02-p')
    tell('speech.playback', { id: '01-p', state: 'ended' })
    await settle()
    expect(store.get().playing?.id).toBe('02-p')
    store.dispose()
  })

  it('gives up what is stopped before it begins, without a word of it', async () => {
    const answers = [fail('speech.gone'), succeed({ durationMs: 900, anchors: ANCHORS })]
    const { store, asks } = await open({
      'speech.play': () => answers.shift() ?? fail('internal.unexpected'),
    })
    store.toggle('01-p')
    store.toggle('01-p')
    expect(store.get().playing).toBeNull()
    expect(asks('speech.stop')).toHaveLength(1)
    store.toggle('01-p')
    await settle()
    expect(store.get().failure).toBeNull()
    expect(store.get().playing).toMatchObject({ id: '01-p', anchors: ANCHORS })
    store.dispose()
  })

  it('says why it does not play', async () => {
    const { store } = await open({ 'speech.play': () => fail('speech.damaged') })
    store.toggle('01-p')
    await settle()
    expect(store.get().playing).toBeNull()
    expect(store.get().failure).toEqual({ id: '01-p', error: { code: 'speech.damaged' } })
    store.dispose()
  })

  it('shows what another engine hears, which is taken as a correction', async () => {
    const { store, asks } = await open()
    store.transcribe('01-p', ENGINE)
    expect(store.get().trial).toEqual({ id: '01-p', engine: ENGINE, heard: null })
    await settle()
    expect(store.get().trial?.heard).toEqual(succeed('Other words.'))
    store.takeTrial()
    await settle()
    expect(asks('transcript.correct')).toEqual([{ turnId: '01-p', text: 'Other words.' }])
    expect(store.get().trial).toBeNull()
    store.dispose()
  })

  it('makes a turn of what was left, when words were found for it', async () => {
    const { store, asks } = await open()
    store.transcribe('left-1-2', ENGINE)
    await settle()
    store.takeTrial()
    await settle()
    expect(asks('speech.take-left')).toEqual([{ id: 'left-1-2', text: 'Other words.' }])
    expect(asks('transcript.correct')).toEqual([])
    store.dispose()
  })

  it('makes a turn of what was left with the words that the person writes', async () => {
    const { store, asks } = await open()
    store.edit('left-1-2')
    store.correct('left-1-2', 'My own words.')
    await settle()
    expect(asks('speech.take-left')).toEqual([{ id: 'left-1-2', text: 'My own words.' }])
    expect(asks('transcript.correct')).toEqual([])
    expect(store.get().editing).toBeNull()
    store.dispose()
    const full = await open({ 'speech.take-left': () => fail('disk.full') })
    full.store.edit('left-1-2')
    full.store.correct('left-1-2', 'My own words.')
    await settle()
    expect(full.store.get().editing).toBe('left-1-2')
    expect(full.store.get().failure?.error.code).toBe('disk.full')
    full.store.dispose()
  })

  it('takes nothing where nothing was heard, or it failed, or was dropped', async () => {
    for (const answer of [succeed(''), fail('stt.failed')]) {
      const { store, asks } = await open({ 'speech.transcribe': () => answer })
      store.transcribe('01-p', ENGINE)
      await settle()
      store.takeTrial()
      expect(asks('transcript.correct')).toEqual([])
      store.dispose()
    }
    const { store } = await open()
    store.transcribe('01-p', ENGINE)
    store.dropTrial()
    await settle()
    expect(store.get().trial).toBeNull()
    store.dispose()
  })

  it('leaves the editor when the words are saved, and keeps it open where they were not', async () => {
    const { store } = await open()
    store.edit('01-p')
    store.correct('01-p', 'b')
    await settle()
    expect(store.get().editing).toBeNull()
    expect(store.get().learned).toEqual({ id: '01-p', entries: [{ heard: 'a', meant: 'b' }] })
    store.dispose()
    const full = await open({ 'transcript.correct': () => fail('disk.full') })
    full.store.edit('01-p')
    full.store.correct('01-p', 'b')
    await settle()
    expect(full.store.get().editing).toBe('01-p')
    expect(full.store.get().failure?.error.code).toBe('disk.full')
    full.store.dispose()
  })

  it('hears no more after it was disposed', async () => {
    const { store, listeners } = await open()
    store.dispose()
    expect(listeners.size).toBe(0)
  })
})
