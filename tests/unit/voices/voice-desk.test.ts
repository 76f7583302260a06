import { describe, expect, it } from 'vitest'
import { succeed, type CodedError } from '../../../electron/contracts/errors.ts'
import type {
  OnlyMyVoice,
  VoiceSample,
  VoicesSnapshot,
} from '../../../electron/contracts/voices.ts'
import type { SafeStorage } from '../../../electron/main/providers/key-store.ts'
import { VoiceDesk } from '../../../electron/main/voices/voice-desk.ts'
import { VoiceStore } from '../../../electron/main/voices/voice-store.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const MODEL = { id: 'campplus-zh-en', engine: 'sherpa-speaker', files: {}, options: {}, threads: 1 }
const HOUR_MS = 60 * 60_000

const said = (change: Partial<VoiceSample> = {}): VoiceSample => ({
  voice: [0.6, 0.8],
  voicedMs: 800,
  levelDb: -30,
  clipped: 0,
  ...change,
})
const read = said({ voicedMs: 6500 })

const open = (
  options: {
    readonly obstacle?: CodedError
    readonly isHere?: boolean
    readonly safe?: SafeStorage
  } = {},
) => {
  const time = new VirtualTime()
  const fetched: string[] = []
  const snapshots: VoicesSnapshot[] = []
  const told: CodedError[] = []
  const mended: CodedError[] = []
  const hindered: { by: CodedError | null } = { by: options.obstacle ?? null }
  const settings: { onlyMyVoice: OnlyMyVoice; guestsUntilMs: number | null } = {
    onlyMyVoice: 'relaxed',
    guestsUntilMs: null,
  }
  let ids = 0
  const { safe = null } = options
  const store = new VoiceStore({
    file: { store: {} },
    path: 'voices.json',
    safe,
    setAside: () => undefined,
    removeAsides: () => undefined,
  })
  const desk = new VoiceDesk({
    store,
    settings: () => settings,
    modelId: MODEL.id,
    fetchModel: (id) => {
      fetched.push(id)
      return succeed(null)
    },
    obstacle: () => hindered.by,
    clock: time.clock,
    now: () => time.nowMs,
    newId: () => `person-${(ids += 1)}`,
    onChange: (snapshot) => snapshots.push(structuredClone(snapshot)),
    onFailure: (error) => told.push(error),
    onMended: (error) => mended.push(error),
  })
  if (options.isHere !== false) desk.useModel(MODEL)
  const enrol = (name: string): void => {
    desk.begin(name)
    for (const sample of [said(), said(), said(), read, read]) desk.takeSample(sample)
  }
  return { time, fetched, snapshots, told, mended, hindered, settings, desk, enrol }
}

describe('enrolling somebody', () => {
  it('takes three phrases and two sentences, and then they are known', () => {
    const { desk, enrol, snapshots } = open()
    enrol('Ada')
    expect(desk.snapshot()).toMatchObject({ people: [{ name: 'Ada' }], enrolment: null })
    expect(desk.isListening).toBe(false)
    expect(desk.asked()).toMatchObject({ people: [{ name: 'Ada' }], speaker: MODEL })
    expect(JSON.stringify(snapshots)).not.toMatch(/prototypes|0\.6/)
  })

  it('fetches the model when it begins, and listens once that is here', () => {
    const { desk, fetched } = open({ isHere: false })
    expect(fetched).toEqual([])
    desk.begin('Ada')
    expect(fetched).toEqual([MODEL.id])
    expect(desk.snapshot().enrolment?.step).toBe('fetching')
    expect(desk.isListening).toBe(false)
    desk.useModel(MODEL)
    expect(desk.snapshot().enrolment?.step).toBe('preparing')
    desk.useDetector(true)
    expect(desk.snapshot().enrolment?.step).toBe('phrase')
    expect(desk.isListening).toBe(true)
    expect(desk.asked().speaker).toEqual(MODEL)
  })

  it('does not begin where nobody can be heard', () => {
    const { desk } = open({ obstacle: { code: 'microphone.muted' } })
    expect(desk.begin('Ada')).toMatchObject({ ok: false, error: { code: 'microphone.muted' } })
    expect(desk.snapshot().enrolment).toBeNull()
  })

  it('ends where nobody is heard any more, and says why', () => {
    const { desk, hindered } = open()
    desk.begin('Ada')
    desk.takeSample(said())
    desk.look()
    expect(desk.isListening).toBe(true)
    for (const because of [
      { code: 'microphone.muted' },
      { code: 'voices.not-now', detail: 'locked' },
      { code: 'wake.failed' },
    ] as const) {
      hindered.by = because
      desk.look()
      expect(desk.snapshot()).toMatchObject({ enrolment: null, error: because })
      expect(desk.isListening).toBe(false)
      hindered.by = null
      desk.begin('Ada')
      expect(desk.snapshot().error).toBeNull()
    }
  })

  it('leaves nothing where it is given up, by a word or by silence', () => {
    const { desk, time } = open()
    desk.begin('Ada')
    desk.takeSample(said())
    desk.cancel()
    desk.begin('Ada')
    expect(desk.snapshot().enrolment?.phrases).toBe(0)
    time.advance(10 * 60_000)
    expect(desk.isListening).toBe(false)
    expect(desk.snapshot().people).toEqual([])
    desk.takeSample(said())
    expect(desk.snapshot().enrolment).toBeNull()
  })

  it('loses nothing that was said where the disk is full, and keeps it once there is room', () => {
    let isFull = true
    const safe: SafeStorage = {
      decrypt: String,
      encrypt: (text) => {
        if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        return Buffer.from(text)
      },
    }
    const { desk, enrol } = open({ safe })
    enrol('Ada')
    expect(desk.snapshot()).toMatchObject({
      people: [],
      error: { code: 'disk.full' },
      enrolment: { name: 'Ada', readSeconds: 12 },
    })
    isFull = false
    desk.takeSample(read)
    expect(desk.snapshot()).toMatchObject({ people: [{ name: 'Ada' }], error: null })
  })

  it('ends after three minutes without a word that counts, however much is said', () => {
    const { desk, time } = open()
    desk.begin('Ada')
    for (let minutes = 0; minutes < 2; minutes += 1) {
      time.advance(60_000)
      desk.takeSample(said())
    }
    time.advance(2 * 60_000)
    expect(desk.isListening).toBe(true)
    for (let minutes = 0; minutes < 3; minutes += 1) {
      desk.takeSample(said({ levelDb: -60 }))
      time.advance(60_000)
    }
    expect(desk.isListening).toBe(false)
  })

  it('ends though the model came long after whoever began had gone', () => {
    const { desk, time } = open({ isHere: false })
    desk.begin('Ada')
    time.advance(HOUR_MS)
    expect(desk.snapshot().enrolment?.step).toBe('fetching')
    desk.useModel(MODEL)
    expect(desk.isListening).toBe(true)
    time.advance(3 * 60_000)
    expect(desk.isListening).toBe(false)
  })

  it('holds no model in memory where nobody is enrolled or enrols', () => {
    const { desk, enrol } = open()
    expect(desk.asked().speaker).toBeNull()
    enrol('Ada')
    expect(desk.asked().speaker).toEqual(MODEL)
    desk.removeAll()
    expect(desk.asked()).toMatchObject({ speaker: null, people: [] })
  })
})

describe('voices that cannot be told apart', () => {
  const damaged: CodedError = { code: 'model.damaged', params: { model: MODEL.id } }

  it('end enrolling, and say why until it is begun again', () => {
    const { desk, told } = open()
    for (const _ of ['once', 'and again']) {
      desk.begin('Ada')
      expect(desk.snapshot().error).toBeNull()
      desk.checkChanged(damaged)
      expect(desk.snapshot()).toMatchObject({ enrolment: null, error: damaged })
      expect(desk.isListening).toBe(false)
      // Nobody asks any more.
      desk.checkChanged(null)
      expect(desk.snapshot().error).toEqual(damaged)
    }
    expect(told).toEqual([])
  })

  it('are told of once where people are enrolled, who all are let in, until they can be again', () => {
    const { desk, enrol, snapshots, told, mended } = open()
    enrol('Ada')
    desk.checkChanged(damaged)
    expect(snapshots.at(-1)?.error).toEqual(damaged)
    const before = snapshots.length
    desk.checkChanged({ ...damaged })
    expect(snapshots).toHaveLength(before)
    expect([told, mended]).toEqual([[damaged], []])
    desk.checkChanged(null)
    expect(snapshots.at(-1)?.error).toBeNull()
    expect([told, mended]).toEqual([[damaged], [damaged]])
  })
})

describe('who may wake it', () => {
  it('is everybody while guests are here, and by itself only those enrolled again', () => {
    const { desk, enrol, settings, time, snapshots } = open()
    enrol('Ada')
    settings.guestsUntilMs = time.nowMs + 2 * HOUR_MS
    desk.look()
    expect(desk.asked().people).toEqual([])
    time.advance(2 * HOUR_MS - 1)
    expect(desk.asked().people).toEqual([])
    const before = snapshots.length
    time.advance(2)
    expect(desk.asked().people).toHaveLength(1)
    expect(snapshots.length).toBe(before + 1)
  })

  it('is everybody where that was chosen, and otherwise by the look that was chosen', () => {
    const { desk, enrol, settings } = open()
    enrol('Ada')
    settings.onlyMyVoice = 'off'
    expect(desk.asked().people).toEqual([])
    settings.onlyMyVoice = 'strict'
    expect(desk.asked()).toMatchObject({ strictness: 'strict', people: [{ name: 'Ada' }] })
  })
})
