import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { PlayKept, SpeechPlayback } from '../../../electron/contracts/speech-journal.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { initialState, type ConversationState } from '../../../electron/core/conversation/state.ts'
import { LeftSpeechList } from '../../../electron/main/speech-journal/left-speech.ts'
import { MemoryKeptSpeech } from '../../support/memory-kept-speech.ts'
import { bytesOf } from '../../../electron/core/kept-speech/pcm.ts'
import { SpeechDesk } from '../../../electron/main/speech-journal/speech-desk.ts'
import { listJournals, removeJournal } from '../../../electron/main/storage/journals.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { keptSound } from '../../support/kept-sound.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-desk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const idle = initialState({
  conversationId: 'c1',
  idSeed: 's',
  openConversation: false,
  muted: false,
  history: [],
})
const engine = (id: string): EngineModel => ({
  id,
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
})
const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.ok ? 'ok' : result.error?.code

const open = async (transcribe: (samples: Float32Array) => Promise<string> = async () => 'Hi.') => {
  const conversation: { state: ConversationState; noWindow?: boolean } = { state: idle }
  const store = new MemoryKeptSpeech()
  await store.keep(keptSound({ turnId: '01-p' }), 1)
  await store.keep(keptSound({ turnId: '01-r', sampleRateHz: 24_000 }), 1)
  const transcripts = new MemoryTranscriptStore()
  const kept: string[] = []
  const left = new LeftSpeechList({
    storage: { transcripts, journals: { list: () => listJournals(folder), remove: removeJournal } },
    conversationId: () => 'c1',
    over: () => ({ beforeMs: 100, wrong: [] }),
    isUnderWay: ({ utterance }) => utterance === 99,
    onTurn: () => undefined,
    keep: async (_journal, turnId) => {
      kept.push(turnId)
      return false
    },
    onChange: () => undefined,
  })
  const played: PlayKept[] = []
  const stopped: number[] = []
  const told: SpeechPlayback[] = []
  const asked: { readonly engine: string; readonly samples: number }[] = []
  const stops: string[] = []
  const desk = new SpeechDesk({
    store,
    left,
    state: () => conversation.state,
    engines: () => [engine('moonshine'), engine('openai/whisper-1')],
    providerOf: (id) => (id.startsWith('openai/') ? 'OpenAI' : null),
    transcribe: (samples, { id }) => {
      asked.push({ engine: id, samples: samples.length })
      return transcribe(samples)
    },
    stopTranscribing: () => void stops.push('stop'),
    volume: () => 0.5,
    correctWords: (text) => text.replace('Cuba Netties', 'Kubernetes'),
    play: (sound) => {
      if (conversation.noWindow === true) return false
      played.push(sound)
      return true
    },
    stop: (serial) => stopped.push(serial),
    onPlayback: (playback) => told.push(playback),
  })
  return { desk, left, store, transcripts, kept, played, stopped, told, asked, conversation, stops }
}

const talking: ConversationState = {
  ...idle,
  listening: {
    kind: 'armed',
    utterance: 1,
    way: 'hold',
    exchangeId: 's-1',
    pressedAtMs: 1,
    stoppedReply: false,
    bargeIn: false,
    phraseUntilMs: null,
    isSignalOwed: false,
    voice: 'unknown',
    callerUntilMs: null,
    unheeded: false,
  },
}

describe('listening to kept speech', () => {
  it('plays what was kept, and tells when it is heard and when it has ended', async () => {
    const { desk, played, told } = await open()
    const answer = await desk.play('01-p')
    expect(answer).toEqual({ ok: true, value: { durationMs: 500, anchors: keptSound().anchors } })
    expect(played[0]?.samples).toEqual(bytesOf(keptSound().samples))
    const serial = played[0]?.serial ?? -1
    desk.followed({ serial, state: 'started' })
    desk.followed({ serial, state: 'ended' })
    desk.followed({ serial, state: 'ended' })
    expect(told.map(({ state }) => state)).toEqual(['started', 'ended'])
  })

  it('plays the last one that was asked for, however long each takes to be read', async () => {
    const { desk, store, played } = await open()
    const read = store.read.bind(store)
    store.read = async (id) => {
      if (id === '01-p') await new Promise((resolve) => setImmediate(resolve))
      return read(id)
    }
    const answers = await Promise.all([desk.play('01-p'), desk.play('01-r')])
    expect(answers.map(codeOf)).toEqual(['speech.gone', 'ok'])
    expect(played.map(({ sampleRateHz }) => sampleRateHz)).toEqual([24_000])
  })

  it('does not play what was stopped, or erased, while it was read', async () => {
    const { desk, played } = await open()
    for (const give of [
      () => desk.stop(),
      () => desk.erased(['01-p']),
      () => desk.erased(null),
      () => void desk.removeLeft('01-p'),
    ]) {
      const answer = desk.play('01-p')
      give()
      expect(codeOf(await answer)).toBe('speech.gone')
    }
    const other = desk.play('01-p')
    desk.erased(['01-r'])
    expect(codeOf(await other)).toBe('ok')
    expect(played).toHaveLength(1)
  })

  it('plays one at a time: another one ends the first, and what is late of that changes nothing', async () => {
    const { desk, played, told } = await open()
    await desk.play('01-p')
    await desk.play('01-r')
    desk.followed({ serial: played[0]?.serial ?? -1, state: 'ended' })
    desk.followed({ serial: played[1]?.serial ?? -1, state: 'started' })
    expect(told).toEqual([
      { id: '01-p', state: 'ended' },
      { id: '01-r', state: 'started' },
    ])
  })

  it('falls silent when what plays is erased, by itself or with everything', async () => {
    const { desk, played, stopped } = await open()
    await desk.play('01-p')
    desk.erased(['01-r'])
    expect(stopped).toEqual([])
    desk.erased(['01-p'])
    expect(stopped).toEqual([played[0]?.serial])
    await desk.play('01-r')
    desk.erased(null)
    expect(stopped).toEqual(played.map(({ serial }) => serial))
  })

  it('stops what plays, and only then has something to stop', async () => {
    const { desk, played, stopped } = await open()
    desk.stop()
    await desk.play('01-p')
    desk.stop()
    expect(stopped).toEqual([played[0]?.serial])
  })

  it('plays nothing while somebody talks, also where that began a moment ago', async () => {
    const { desk, conversation, played } = await open()
    conversation.state = talking
    expect(codeOf(await desk.play('01-p'))).toBe('speech.not-now')
    conversation.state = idle
    const asked = desk.play('01-p')
    conversation.state = talking
    expect(codeOf(await asked)).toBe('speech.not-now')
    expect(played).toEqual([])
  })

  it('is not taken for playing where there is no audio window', async () => {
    const { desk, conversation, told, stopped } = await open()
    conversation.noWindow = true
    expect(codeOf(await desk.play('01-p'))).toBe('audio.lost')
    desk.stop()
    desk.lost()
    expect([told, stopped]).toEqual([[], []])
  })

  it('says that what is not there is gone', async () => {
    const { desk } = await open()
    expect(codeOf(await desk.play('07-p'))).toBe('speech.gone')
  })

  it('takes what plays for ended when the audio window is gone', async () => {
    const { desk, told } = await open()
    await desk.play('01-p')
    desk.lost()
    expect(told).toEqual([{ id: '01-p', state: 'ended' }])
  })
})

describe('transcribing again', () => {
  it('names every engine that there is, and whose it is', async () => {
    expect((await open()).desk.engines()).toEqual([
      { id: 'moonshine', provider: null },
      { id: 'openai/whisper-1', provider: 'OpenAI' },
    ])
  })

  it('has the engine of choice hear it at 16 kHz, and corrects it by the dictionary', async () => {
    const { desk, asked } = await open(async () => 'Cuba Netties.')
    expect(await desk.transcribe('01-r', 'openai/whisper-1')).toEqual({
      ok: true,
      value: 'Kubernetes.',
    })
    expect(asked).toEqual([{ engine: 'openai/whisper-1', samples: Math.round((8000 * 16) / 24) }])
  })

  it('tells why an engine failed, and refuses one that is not there', async () => {
    const failing = () => Promise.reject(new CodedFailure({ code: 'provider.unreachable' }))
    const { desk } = await open(failing)
    expect(codeOf(await desk.transcribe('01-p', 'moonshine'))).toBe('provider.unreachable')
    expect(codeOf(await desk.transcribe('01-p', 'none'))).toBe('usage.invalid')
    expect(codeOf(await desk.transcribe('07-p', 'moonshine'))).toBe('speech.gone')
  })
})

describe('transcribing while somebody talks', () => {
  it('is refused, also where that began a moment ago', async () => {
    const { desk, conversation, asked } = await open()
    conversation.state = talking
    expect(codeOf(await desk.transcribe('01-p', 'moonshine'))).toBe('speech.not-now')
    conversation.state = idle
    const again = desk.transcribe('01-p', 'moonshine')
    conversation.state = talking
    expect(codeOf(await again)).toBe('speech.not-now')
    expect(asked).toEqual([])
  })

  it('ends when somebody begins, once', async () => {
    const { desk, conversation, stops } = await open()
    desk.look()
    expect(stops).toEqual([])
    conversation.state = talking
    desk.look()
    desk.look()
    expect(stops).toEqual(['stop'])
    conversation.state = idle
    desk.look()
    conversation.state = talking
    desk.look()
    expect(stops).toEqual(['stop', 'stop'])
  })
})

describe('speech that was not understood', () => {
  const leave = (name: string, samples = 16_000) =>
    writeFileSync(join(folder, name), bytesOf(new Int16Array(samples).fill(900)))

  it('is offered, heard, transcribed, and becomes a turn', async () => {
    leave('5000-3.pcm')
    const { desk, left, played, transcripts, kept } = await open()
    await left.look()
    expect(desk.left()).toEqual([{ id: 'left-5000-3', startedAtMs: 5000, durationMs: 1000 }])
    expect(codeOf(await desk.play('left-5000-3'))).toBe('ok')
    expect(played[0]?.samples.length).toBe(32_000)
    expect(await desk.transcribe('left-5000-3', 'moonshine')).toEqual({ ok: true, value: 'Hi.' })
    const taken = await desk.takeLeft('left-5000-3', 'Hi.')
    expect(taken.ok && [taken.value.status, taken.value.text, taken.value.startedAtMs]).toEqual([
      'recovered',
      'Hi.',
      5000,
    ])
    const page = transcripts.page({ limit: 9 })
    expect(page.ok && page.value.turns.map(({ text }) => text)).toEqual(['Hi.'])
    expect(kept).toEqual(['recovered-5000-3-p'])
    expect(desk.left()).toEqual([])
    expect(await listJournals(folder)).toEqual([])
  })

  it('is deleted when the person says so, and not by a name of their own making', async () => {
    leave('5000-3.pcm')
    leave('6000-4.pcm')
    const { desk, left } = await open()
    await left.look()
    expect(codeOf(await desk.removeLeft('../5000-3'))).toBe('speech.gone')
    expect(codeOf(await desk.removeLeft('left-5000-3'))).toBe('ok')
    expect(desk.left().map(({ id }) => id)).toEqual(['left-6000-4'])
  })

  it('waits for nobody longer than speech is kept', async () => {
    leave('99-3.pcm')
    leave('100-4.pcm')
    const { desk, left } = await open()
    await left.look()
    expect(desk.left().map(({ id }) => id)).toEqual(['left-100-4'])
    expect(await listJournals(folder)).toHaveLength(1)
  })

  it('does not offer what is being said right now', async () => {
    leave('5000-99.pcm')
    const { desk, left } = await open()
    await left.look()
    expect(desk.left()).toEqual([])
  })

  it('stays where the transcript cannot take it', async () => {
    leave('5000-3.pcm')
    const { desk, left, transcripts } = await open()
    await left.look()
    transcripts.upsertTurn = () => ({ ok: false, error: { code: 'disk.full' } })
    expect(codeOf(await desk.takeLeft('left-5000-3', 'Hi.'))).toBe('disk.full')
    await left.look()
    expect(desk.left()).toHaveLength(1)
  })
})
