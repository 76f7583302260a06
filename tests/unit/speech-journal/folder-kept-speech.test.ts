import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type * as FilePromises from 'node:fs/promises'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import { FolderKeptSpeech } from '../../../electron/main/speech-journal/folder-kept-speech.ts'
import { bytesOf } from '../../../electron/core/kept-speech/pcm.ts'
import { sealSound } from '../../../electron/main/speech-journal/sealed-sound.ts'
import { keptSound } from '../../support/kept-sound.ts'

const full = vi.hoisted(() => ({ on: false }))
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof FilePromises>()
  return {
    ...fs,
    open: async (...asked: Parameters<typeof fs.open>) => {
      const file = await fs.open(...asked)
      if (full.on) {
        // As a disk does that has room for the name, and for half of what comes.
        file.writeFile = async () => {
          await file.write('half')
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        }
      }
      return file
    },
  }
})

const KEY = new Uint8Array(32).fill(3)
let folder = ''
let key: Result<Uint8Array> = succeed(KEY)
const open = () => new FolderKeptSpeech(folder, () => key)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-speech-'))
  key = succeed(KEY)
  full.on = false
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const files = () => readdirSync(folder).toSorted()
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code)

describe('kept speech on disk', () => {
  it('is found again at the next start', async () => {
    await open().keep(keptSound(), 1234)
    expect(files()).toEqual(['1234-01-p.speech'])
    const again = open()
    expect(again.ids()).toEqual(['01-p'])
    expect(await again.read('01-p')).toEqual(succeed(keptSound()))
  })

  it('knows again of which recordings it was made', async () => {
    const sound = keptSound({ taken: ['a', 'b'] })
    await open().keep(sound, 1)
    expect(await open().read('01-p')).toEqual(succeed(sound))
  })

  it('is the same to the sample where it is longer than what is done in one step', async () => {
    const samples = Int16Array.from({ length: 1_000_001 }, (_, at) => (at * 7919) % 65_521)
    const store = open()
    await store.keep(keptSound({ samples }), 1)
    const read = await store.read('01-p')
    const came = bytesOf(read.ok && read.value !== null ? read.value.samples : new Int16Array(0))
    // `toEqual` looks at two million bytes one by one, for some ten seconds.
    expect(Buffer.compare(came, bytesOf(samples))).toBe(0)
  })

  it('holds no sample and no figure that can be read, and only its owner may read the file', async () => {
    const samples = new Int16Array(4000).fill(0x4142)
    await open().keep(keptSound({ samples }), 1)
    const [name = ''] = files()
    const bytes = readFileSync(join(folder, name))
    for (const plain of ['sampleRateHz', '16000', 'BABABABA', '01-p']) {
      expect(bytes.includes(plain), plain).toBe(false)
    }
    if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
  })

  it('is another text each time, also of the same sound', async () => {
    const one = await sealSound(keptSound(), KEY)
    expect(one.equals(await sealSound(keptSound(), KEY))).toBe(false)
  })

  it.each([
    [
      'a bit',
      (bytes: Buffer) => bytes.with(bytes.length >> 1, (bytes.at(bytes.length >> 1) ?? 0) ^ 1),
    ],
    ['its end', (bytes: Buffer) => bytes.subarray(0, -5)],
    ['everything but its name', () => Buffer.alloc(0)],
    ['what it is', () => Buffer.from('something else that is long enough to be read')],
  ])('says that it is damaged where it lost %s, and plays the others', async (_what, damage) => {
    const store = open()
    await store.keep(keptSound(), 1)
    await store.keep(keptSound({ turnId: '02-p' }), 2)
    const path = join(folder, '1-01-p.speech')
    writeFileSync(path, damage(readFileSync(path)))
    expect(await store.read('01-p')).toEqual(fail('speech.damaged', path, { file: path }))
    expect(codeOf(await store.read('02-p'))).toBe('ok')
    expect(codeOf(store.erase(['01-p']))).toBe('ok')
  })

  it('does not pass for the sound of another turn', async () => {
    const store = open()
    await store.keep(keptSound(), 1)
    writeFileSync(join(folder, '5-02-p.speech'), readFileSync(join(folder, '1-01-p.speech')))
    expect(codeOf(await open().read('02-p'))).toBe('speech.damaged')
  })

  it('cannot be read with another key', async () => {
    await open().keep(keptSound(), 1)
    key = succeed(new Uint8Array(32).fill(4))
    expect(codeOf(await open().read('01-p'))).toBe('speech.damaged')
  })

  it('is not kept without a key, and says why', async () => {
    key = fail('speech.no-key-store')
    const store = open()
    expect(codeOf(await store.keep(keptSound(), 1))).toBe('speech.no-key-store')
    expect(files()).toEqual([])
  })

  it('leaves nothing of what a full disk did not take, and what was there before', async () => {
    const store = open()
    await store.keep(keptSound(), 1)
    full.on = true
    const newer = keptSound({ samples: new Int16Array(9) })
    expect(codeOf(await store.keep(newer, 2))).toBe('disk.full')
    expect(files()).toEqual(['1-01-p.speech'])
    expect(await store.read('01-p')).toEqual(succeed(keptSound()))
    full.on = false
    expect(codeOf(await store.keep(newer, 3))).toBe('ok')
    expect(files()).toEqual(['3-01-p.speech'])
  })

  it('clears away what a power cut left half written, and nothing that is not its own', async () => {
    await mkdir(join(folder, 'inbox'))
    writeFileSync(join(folder, '.warbler-0123abcd.part'), 'half')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    expect(open().ids()).toEqual([])
    expect(files()).toEqual(['inbox', 'notes.txt'])
  })

  it('finds all others behind one that cannot be removed', async () => {
    await mkdir(join(folder, '.warbler-0123abcd.part'))
    writeFileSync(join(folder, '1-01-p.speech'), await sealSound(keptSound(), KEY))
    expect(open().ids()).toEqual(['01-p'])
  })

  it('keeps the newer one of a turn where a crash left both', async () => {
    writeFileSync(join(folder, '1-01-p.speech'), await sealSound(keptSound(), KEY))
    const newer = keptSound({ samples: Int16Array.of(5) })
    writeFileSync(join(folder, '2-01-p.speech'), await sealSound(newer, KEY))
    expect(await open().read('01-p')).toEqual(succeed(newer))
    expect(files()).toEqual(['2-01-p.speech'])
  })

  it.each(['../01-p', 'a/b', '', '.', 'a\0b', 'x'.repeat(300)])(
    'does not keep under an id that is no name: %j',
    async (turnId) => {
      expect(codeOf(await open().keep(keptSound({ turnId }), 1))).toBe('usage.invalid')
      expect(files()).toEqual([])
    },
  )

  it('starts where its folder cannot be one, and says so when something is to be kept', async () => {
    writeFileSync(join(folder, 'file'), 'in the way')
    const store = new FolderKeptSpeech(join(folder, 'file'), () => key)
    expect(store.ids()).toEqual([])
    expect(codeOf(await store.keep(keptSound(), 1))).toBe('storage.unavailable')
    expect(files()).toEqual(['file'])
  })
})
