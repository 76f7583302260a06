import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, succeed, type CodedError, type Result } from '../../../electron/contracts/errors.ts'
import type { Settings } from '../../../electron/contracts/settings.ts'
import type { KeptSpeechChange } from '../../../electron/contracts/speech-journal.ts'
import { beginReply } from '../../../electron/core/conversation/state.ts'
import { addChunk } from '../../../electron/core/speech/playback-ledger.ts'
import { damagedName } from '../../../electron/main/storage/storage-failure.ts'
import { damagedTranscripts } from '../../../electron/main/speech-journal/damaged-transcripts.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { MemoryKeptSpeech } from '../../support/memory-kept-speech.ts'
import { bytesOf } from '../../../electron/core/kept-speech/pcm.ts'
import { SpeechKeeper } from '../../../electron/main/speech-journal/speech-keeper.ts'
import { keptSound } from '../../support/kept-sound.ts'
import { rightAt } from '../../support/ages.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-keeper-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const DAY_MS = 86_400_000

const open = (keepSpeech: Settings['keepSpeech'] = 'both') => {
  const time = new VirtualTime(10 * DAY_MS)
  const settings = { keepSpeech, keepSpeechDays: 30, keepSpeechMegabytes: 1000 }
  const store = new MemoryKeptSpeech()
  const transcripts = new MemoryTranscriptStore()
  const key = {
    kept: 'encrypted' as 'encrypted' | 'not',
    canEncrypt: true,
    startError: null,
    forgotten: 0,
    keepPlain: () => succeed(null),
    forget: () => {
      key.forgotten += 1
      return succeed(null)
    },
  }
  const failures: CodedError[] = []
  const mended: CodedError[] = []
  const changes: KeptSpeechChange[] = []
  const inbox = join(folder, 'inbox')
  const damaged = { transcripts: 0 }
  const keeper = new SpeechKeeper({
    settings: () => settings,
    store,
    key,
    folder,
    inbox,
    transcripts,
    damagedTranscripts: () => damaged.transcripts,
    clock: { now: () => time.nowMs, ages: () => rightAt(time.nowMs) },
    setTimer: time.setTimer,
    onChange: (change) => changes.push(change),
    onSnapshot: () => undefined,
    onFailure: (error) => failures.push(error),
    onMended: (error) => mended.push(error),
  })
  const said = (...ids: readonly string[]) => {
    for (const id of ids)
      transcripts.upsertTurn(transcriptTurn({ id, exchangeId: id.slice(0, -2) }))
  }
  /** As the worker does it: the sound of an utterance is moved to where it is asked for. */
  const hear = async (utterance: number, turnId: string, samples: Int16Array, endSample = 1e9) => {
    const place = keeper.placeFor(utterance, { turnId, endSample })
    if (place === null) return null
    mkdirSync(inbox, { recursive: true })
    writeFileSync(place, bytesOf(samples))
    keeper.kept(place)
    await keeper.done()
    return place
  }
  const lengthOf = async (turnId: string): Promise<number | null> => {
    const read = await store.read(turnId)
    return read.ok ? (read.value?.samples.length ?? null) : null
  }
  const settled = async (ms: number) => {
    await time.advanceAsync(ms)
    await keeper.done()
  }
  return {
    keeper,
    store,
    settings,
    key,
    transcripts,
    time,
    said,
    hear,
    lengthOf,
    settled,
    failures,
    mended,
    changes,
    inbox,
    damaged,
  }
}

const tone = (length: number) =>
  Int16Array.from({ length }, (_, at) => Math.round(Math.sin(at / 4) * 8000))

const reply = (text: string) => {
  const begun = beginReply(3, 1)
  return { turnId: '01-r', reply: { ...begun, ledger: addChunk(begun.ledger, 0, text) } }
}
const sounded = (samples: Int16Array) => ({
  generation: 3,
  sampleRateHz: 24_000,
  samples: bytesOf(samples),
  chunks: [{ index: 0, atMs: 0 }],
})

describe('keeping speech', () => {
  it.each([
    ['off', null, null],
    ['mine', 16_000, null],
    ['both', 16_000, 12_000],
  ] as const)('keeps what the person wishes: %s', async (wish, mine, replies) => {
    const { keeper, said, hear, lengthOf } = open(wish)
    said('01-p', '01-r')
    await hear(1, '01-p', tone(16_000))
    keeper.keepReply(sounded(tone(12_000)), reply('Seven.'))
    await keeper.done()
    expect([await lengthOf('01-p'), await lengthOf('01-r')]).toEqual([mine, replies])
  })

  it('keeps nothing without a key', async () => {
    const { keeper, key, hear } = open('both')
    key.kept = 'not'
    expect(await hear(1, '01-p', tone(9))).toBeNull()
    expect(keeper.wantsReplies).toBe(false)
  })

  it('leaves no plain sound behind, and cuts what came after the words', async () => {
    const { said, hear, lengthOf } = open()
    said('01-p')
    const place = await hear(1, '01-p', tone(48_000), 16_000)
    expect(place !== null && existsSync(place)).toBe(false)
    expect(await lengthOf('01-p')).toBe(16_000 + 4800)
  })

  it('puts what was said of one turn in two breaths one behind the other', async () => {
    const { said, hear, store } = open()
    said('01-p')
    await hear(1, '01-p', tone(8000))
    await hear(2, '01-p', tone(4000))
    const read = await store.read('01-p')
    expect(read.ok && read.value?.samples.length).toBe(12_000)
    expect(read.ok && read.value?.anchors.at(-1)?.share).toBe(1)
  })

  it('takes in what a crash left waiting, and nothing else that lies there', async () => {
    const first = open()
    mkdirSync(first.inbox, { recursive: true })
    const place = first.keeper.placeFor(4, { turnId: '01-p', endSample: 999_999 })
    writeFileSync(place ?? '', bytesOf(tone(3200)))
    writeFileSync(join(first.inbox, 'stray.pcm'), 'x')
    const next = open()
    next.said('01-p')
    next.keeper.begin()
    await next.keeper.done()
    expect(await next.lengthOf('01-p')).toBe(3200)
    expect(readdirSync(next.inbox)).toEqual([])
  })

  it('keeps nothing of what waited once it was switched off', async () => {
    const first = open()
    mkdirSync(first.inbox, { recursive: true })
    writeFileSync(first.keeper.placeFor(4, { turnId: '01-p', endSample: 9 }) ?? '', 'sound')
    const next = open('off')
    next.said('01-p')
    next.keeper.begin()
    await next.keeper.done()
    expect(next.store.ids()).toEqual([])
    expect(readdirSync(next.inbox)).toEqual([])
  })

  it('keeps nothing of what waited once the choice to keep it without a key store was taken back', async () => {
    const speech = open()
    speech.said('01-p')
    mkdirSync(speech.inbox, { recursive: true })
    const place = speech.keeper.placeFor(4, { turnId: '01-p', endSample: 9 }) ?? ''
    writeFileSync(place, bytesOf(tone(9)))
    speech.key.kept = 'not'
    speech.keeper.kept(place)
    await speech.keeper.done()
    expect(speech.store.ids()).toEqual([])
    expect(readdirSync(speech.inbox)).toEqual([])
  })

  it('erases the sound of a turn that was taken back', async () => {
    const { said, hear, store, settled, changes } = open()
    said('01-p')
    await hear(1, '01-p', tone(9000))
    await hear(2, '02-p', tone(9000))
    await settled(6000)
    expect(store.ids()).toEqual(['01-p'])
    expect(changes.at(-1)).toEqual({ added: [], removed: ['02-p'] })
  })

  it('erases what a deleted conversation had, the question and the answer', async () => {
    const { keeper, store } = open()
    for (const turnId of ['01-p', '01-r', '02-p']) await store.keep(keptSound({ turnId }), 1)
    keeper.eraseExchanges(new Set(['01']))
    expect(store.ids()).toEqual(['02-p'])
  })

  it('erases at the start what is older than it may be, and what has no turn', async () => {
    const { keeper, store, said, settings, time } = open()
    settings.keepSpeechDays = 3
    said('old-p', 'new-p')
    await store.keep(keptSound({ turnId: 'old-p' }), time.nowMs - 3 * DAY_MS - 1)
    await store.keep(keptSound({ turnId: 'new-p' }), time.nowMs - 2 * DAY_MS)
    await store.keep(keptSound({ turnId: 'gone-p' }), time.nowMs)
    keeper.begin()
    await keeper.done()
    expect(store.ids()).toEqual(['new-p'])
  })

  it('erases nothing where the transcript is another one, or cannot be read', async () => {
    const { keeper, store, transcripts } = open()
    await store.keep(keptSound({ turnId: '01-p' }), 10 * DAY_MS)
    keeper.begin()
    await keeper.done()
    expect(store.ids()).toEqual(['01-p'])
    transcripts.knownTurns = () => fail('storage.damaged')
    keeper.begin()
    await keeper.done()
    expect(store.ids()).toEqual(['01-p'])
  })

  it('erases nothing for a turn that is missing since the transcript was damaged', async () => {
    const { keeper, store, said, damaged, hear, settled } = open()
    said('01-p')
    await store.keep(keptSound({ turnId: '01-p' }), 10 * DAY_MS)
    await store.keep(keptSound({ turnId: 'lost-p' }), 10 * DAY_MS)
    damaged.transcripts = 1
    keeper.begin()
    await keeper.done()
    expect(store.ids()).toEqual(['01-p', 'lost-p'])
    // Found while it runs: what was stored just before may be missing as well.
    await hear(1, '02-p', tone(900))
    damaged.transcripts = 2
    await settled(6000)
    expect(store.ids()).toEqual(['01-p', 'lost-p', '02-p'])
    // A turn that is taken back afterwards goes as ever.
    await hear(2, '03-p', tone(900))
    await settled(6000)
    expect(store.ids()).toEqual(['01-p', 'lost-p', '02-p'])
  })

  it('knows a transcript that was set aside by its name, and takes what it cannot look at for one', () => {
    writeFileSync(join(folder, 'transcripts.db'), '')
    writeFileSync(join(folder, 'voices.damaged-2026.json'), '')
    expect(damagedTranscripts(folder)).toBe(0)
    writeFileSync(damagedName(join(folder, 'transcripts.db'), 0), '')
    expect(damagedTranscripts(folder)).toBe(1)
    expect(damagedTranscripts(join(folder, 'none'))).toBe(1)
  })

  it('erases at once what a shorter time leaves no room for', async () => {
    const { keeper, store, said, settings, time } = open()
    said('01-p')
    await store.keep(keptSound(), time.nowMs - 5 * DAY_MS)
    settings.keepSpeechDays = 1
    keeper.look()
    await keeper.done()
    expect(store.ids()).toEqual([])
  })

  it('tells of a full disk once, leaves no sound behind, and tells when it is over', async () => {
    const { hear, said, store, failures, mended, inbox } = open()
    said('01-p', '02-p', '03-p')
    const keep = store.keep.bind(store)
    store.keep = (): Promise<Result<null>> => Promise.resolve(fail('disk.full'))
    await hear(1, '01-p', tone(900))
    await hear(2, '02-p', tone(900))
    expect(failures.map(({ code }) => code)).toEqual(['disk.full'])
    expect(readdirSync(inbox)).toEqual([])
    store.keep = keep
    await hear(3, '03-p', tone(900))
    expect(mended.map(({ code }) => code)).toEqual(['disk.full'])
    expect(store.ids()).toEqual(['03-p'])
  })

  it('goes on after a sound that has gone before it was taken in', async () => {
    const { keeper, said, hear, store, inbox } = open()
    said('01-p')
    const place = keeper.placeFor(1, { turnId: '01-p', endSample: 9 })
    keeper.kept(place ?? '')
    await keeper.done()
    await hear(2, '01-p', tone(900))
    expect(store.ids()).toEqual(['01-p'])
    expect(readdirSync(inbox)).toEqual([])
  })

  it('deletes all of it with its key', async () => {
    const { keeper, store, key, changes } = open()
    await store.keep(keptSound(), 1)
    expect(keeper.eraseAll().ok).toBe(true)
    expect(store.ids()).toEqual([])
    expect(key.forgotten).toBe(1)
    expect(changes.at(-1)).toEqual({ added: [], removed: null })
  })

  it('keeps nothing that was on its way when all of it was deleted', async () => {
    const { keeper, store, said, inbox, failures } = open()
    said('01-p', '01-r', '02-p')
    let sealed: () => void = () => undefined
    const sealing = new Promise<void>((resolve) => (sealed = resolve))
    const keep = store.keep.bind(store)
    store.keep = async (sound, atMs) => {
      await sealing
      return keep(sound, atMs)
    }
    const place = (utterance: number, turnId: string) => {
      const path = keeper.placeFor(utterance, { turnId, endSample: 9999 }) ?? ''
      writeFileSync(path, bytesOf(tone(900)))
      return path
    }
    mkdirSync(inbox, { recursive: true })
    keeper.keepReply(sounded(tone(900)), reply('Seven.'))
    keeper.kept(place(1, '01-p'))
    const moving = keeper.placeFor(2, { turnId: '02-p', endSample: 9999 }) ?? ''
    await new Promise((resolve) => setImmediate(resolve))
    expect(keeper.eraseAll().ok).toBe(true)
    expect(readdirSync(inbox)).toEqual([])
    // The worker was about to move it there.
    writeFileSync(moving, bytesOf(tone(900)))
    keeper.kept(moving)
    sealed()
    await keeper.done()
    expect([store.ids(), readdirSync(inbox), failures]).toEqual([[], [], []])
    keeper.kept(place(3, '02-p'))
    await keeper.done()
    expect(store.ids()).toEqual(['02-p'])
  })

  it('takes in a recording once, where a crash came before it was removed', async () => {
    const { keeper, hear, said, lengthOf, inbox } = open()
    said('01-p')
    await hear(1, '01-p', tone(900))
    const place = await hear(2, '01-p', tone(300))
    writeFileSync(place ?? '', bytesOf(tone(300)))
    keeper.begin()
    await keeper.done()
    expect(await lengthOf('01-p')).toBe(1200)
    expect(readdirSync(inbox)).toEqual([])
  })

  it('puts nothing in the place of a part that cannot be read, and tells of it', async () => {
    const { hear, said, store, lengthOf, failures } = open()
    said('01-p')
    await hear(1, '01-p', tone(900))
    const read = store.read.bind(store)
    store.read = () => Promise.resolve(fail('storage.unavailable'))
    await hear(2, '01-p', tone(300))
    store.read = read
    expect(await lengthOf('01-p')).toBe(900)
    expect(failures.map(({ code }) => code)).toEqual(['storage.unavailable'])
  })

  it('gives no place to a turn whose id is no name', () => {
    const { keeper } = open()
    expect(keeper.placeFor(1, { turnId: '../../etc/x', endSample: 9 })).toBeNull()
  })

  it('leaves no timer behind', async () => {
    const { keeper, said, hear, time } = open()
    said('01-p')
    await hear(1, '01-p', tone(900))
    keeper.dispose()
    expect(time.waiting).toBe(0)
  })
})
