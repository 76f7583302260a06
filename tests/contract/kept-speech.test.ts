import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { succeed, type Result } from '../../electron/contracts/errors.ts'
import { FolderKeptSpeech } from '../../electron/main/speech-journal/folder-kept-speech.ts'
import type { KeptSpeechStore } from '../../electron/main/speech-journal/kept-speech-store.ts'
import { MemoryKeptSpeech } from '../support/memory-kept-speech.ts'
import { keptSound } from '../support/kept-sound.ts'
import { rightAt } from '../support/ages.ts'

/** What every store of kept speech promises. */

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const openFolder = (): KeptSpeechStore => {
  const folder = mkdtempSync(join(tmpdir(), 'warbler-speech-'))
  folders.push(folder)
  return new FolderKeptSpeech(folder, () => succeed(new Uint8Array(32).fill(7)))
}

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.value
}

const DAY_MS = 86_400_000
const NO_LIMIT = { days: 3650, megabytes: 100_000 }

describe.each([
  ['folder', openFolder],
  ['memory', () => new MemoryKeptSpeech()],
])('the %s of kept speech', (_name, open) => {
  test('gives back every sample and every anchor', async () => {
    const store = open()
    const loudest = Int16Array.from([0, 0x7fff, -0x8000, 0x7fff, -1, 1, -0x8000, 0])
    for (const sound of [
      keptSound(),
      keptSound({ turnId: '01-r', sampleRateHz: 24_000, samples: loudest, anchors: [] }),
      keptSound({ turnId: '02-p', samples: new Int16Array(0) }),
    ]) {
      valueOf(await store.keep(sound, 1000))
      expect(valueOf(await store.read(sound.turnId))).toEqual(sound)
    }
  })

  test('has nothing of a turn that was never kept', async () => {
    const store = open()
    expect(valueOf(await store.read('01-p'))).toBeNull()
    expect(store.ids()).toEqual([])
    expect(store.amount()).toEqual({ turns: 0, bytes: 0 })
  })

  test('holds one sound of a turn, the newer one', async () => {
    const store = open()
    valueOf(await store.keep(keptSound(), 1000))
    const newer = keptSound({ samples: Int16Array.of(1, 2, 3) })
    valueOf(await store.keep(newer, 2000))
    expect(valueOf(await store.read('01-p'))).toEqual(newer)
    expect(store.amount().turns).toBe(1)
  })

  test('erases what it is told to, and nothing else', async () => {
    const store = open()
    valueOf(await store.keep(keptSound({ turnId: '01-p' }), 1000))
    valueOf(await store.keep(keptSound({ turnId: '02-p' }), 1000))
    valueOf(store.erase(['01-p', 'never-there']))
    expect(store.ids()).toEqual(['02-p'])
    expect(valueOf(await store.read('01-p'))).toBeNull()
    expect(valueOf(await store.read('02-p'))).not.toBeNull()
  })

  test('sweeps what is too old', async () => {
    const store = open()
    valueOf(await store.keep(keptSound({ turnId: 'old-p' }), 1000))
    valueOf(await store.keep(keptSound({ turnId: 'new-p' }), 1000 + 2 * DAY_MS))
    const swept = store.sweep({ ...NO_LIMIT, days: 1 }, rightAt(1000 + 2 * DAY_MS))
    expect(valueOf(swept)).toEqual(['old-p'])
    expect(store.ids()).toEqual(['new-p'])
  })

  test('sweeps the oldest where it is too much', async () => {
    const store = open()
    let last = 1
    // What no compression makes smaller.
    const noise = Int16Array.from({ length: 300_000 }, () => {
      last = (Math.imul(last, 1_103_515_245) + 12_345) >>> 0
      return (last >>> 16) - 0x8000
    })
    for (const [index, turnId] of ['1-p', '2-p', '3-p'].entries()) {
      valueOf(await store.keep(keptSound({ turnId, samples: noise }), 1000 + index))
    }
    const { bytes } = store.amount()
    expect(bytes).toBeGreaterThan(1_000_000)
    expect(valueOf(store.sweep({ ...NO_LIMIT, megabytes: 1 }, rightAt(2000)))).toContain('1-p')
    expect(store.ids()).toContain('3-p')
    expect(store.amount().bytes).toBeLessThanOrEqual(1_000_000)
  })
})
