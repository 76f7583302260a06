import { describe, expect, it } from 'vitest'
import type { VoicePrint } from '../../../electron/contracts/voices.ts'
import type { SafeStorage } from '../../../electron/main/providers/key-store.ts'
import type { JsonFile } from '../../../electron/main/storage/settings-store.ts'
import { VoiceStore } from '../../../electron/main/voices/voice-store.ts'

/** Not secret, but not the text either. */
const turned = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a))
const safe: SafeStorage = {
  encrypt: (text) => turned(Buffer.from(text)),
  decrypt: (bytes) => {
    const text = turned(bytes).toString()
    if (!text.startsWith('[')) throw new Error(`another account encrypted ${text}`)
    return text
  },
}

const person = (id: string): VoicePrint => ({
  id,
  name: `Person ${id}`,
  model: 'campplus-zh-en',
  enrolledAtMs: 1,
  prototypes: [
    [0.123456, 0.5],
    [0.25, -0.75],
  ],
})

const open = (file: JsonFile = { store: {} }, storage: SafeStorage | null = safe) =>
  new VoiceStore({
    file,
    path: '/profile/voices.json',
    safe: storage,
    setAside: () => void aside.push(structuredClone(file.store)),
    removeAsides: () => undefined,
  })
/** Copies of files, oldest first. */
const aside: unknown[] = []
const names = (store: VoiceStore) => store.people.map(({ name }) => name)

describe('voices that are kept', () => {
  it('are there at the next start, and not readable in the file', () => {
    const file: JsonFile = { store: {} }
    expect(open(file).add(person('a')).ok).toBe(true)
    const written = JSON.stringify(file.store)
    for (const text of ['Person', '0.123456', 'campplus']) {
      expect(written).not.toContain(text)
      expect(written).not.toContain(Buffer.from(text).toString('base64').slice(0, -2))
    }
    const again = open(file)
    expect(again.people).toEqual([person('a')])
    expect(again.kept).toBe('encrypted')
  })

  it('go from the file with whoever is removed, one by one and all', () => {
    const file: JsonFile = { store: {} }
    const store = open(file)
    for (const id of ['a', 'b', 'c']) store.add(person(id))
    store.remove('b')
    expect(names(open(file))).toEqual(['Person a', 'Person c'])
    store.removeAll()
    expect(file.store).toEqual({})
    expect(store.people).toEqual([])
  })

  it('are eight at most', () => {
    const store = open()
    for (let id = 0; id < 8; id += 1) expect(store.add(person(`${id}`)).ok).toBe(true)
    expect(store.add(person('9'))).toMatchObject({ ok: false, error: { code: 'voices.full' } })
    expect(store.people).toHaveLength(8)
  })
})

describe('voices on a system without a key store', () => {
  it('are for this run only, and never in the file', () => {
    const file: JsonFile = { store: {} }
    const store = open(file, null)
    store.add(person('a'))
    expect(names(store)).toEqual(['Person a'])
    expect(store.kept).toBe('session')
    expect(file.store).toEqual({})
  })

  it('are kept readable where the person chose that, and no longer once they do not', () => {
    const file: JsonFile = { store: {} }
    const store = open(file, null)
    store.add(person('a'))
    expect(store.keepPlain(true).ok).toBe(true)
    expect(open(file, null).people).toEqual([person('a')])
    expect(open(file, null).kept).toBe('plain')
    store.keepPlain(false)
    expect(file.store).toEqual({})
    expect(names(store)).toEqual(['Person a'])
  })
})

describe('voices that were kept openly', () => {
  it('are encrypted as soon as there is a key store', () => {
    const file: JsonFile = { store: { plain: [person('a')] } }
    const store = open(file)
    expect(names(store)).toEqual(['Person a'])
    expect(store.kept).toBe('encrypted')
    expect(JSON.stringify(file.store)).not.toContain('Person')
    store.add(person('b'))
    expect(JSON.stringify(file.store)).not.toContain('Person')
    expect(names(open(file))).toEqual(['Person a', 'Person b'])
  })

  it('stay known where the key store says no, which is told', () => {
    const file: JsonFile = { store: { plain: [person('a')] } }
    const store = open(file, {
      ...safe,
      encrypt: () => {
        throw new Error('locked')
      },
    })
    expect(names(store)).toEqual(['Person a'])
    expect(store.kept).toBe('plain')
    expect(store.startError?.code).toBe('storage.unavailable')
    expect(store.add(person('b')).ok).toBe(false)
    expect(JSON.stringify(file.store)).not.toContain('Person b')
  })
})

describe('voices that cannot be read', () => {
  it('are there again when the key store is, whoever enrolled meanwhile', () => {
    const file: JsonFile = { store: {} }
    open(file).add(person('a'))
    const without = open(file, null)
    expect(without.startError?.code).toBe('voices.unreadable')
    expect(without.add(person('b')).ok).toBe(true)
    expect(names(without)).toEqual(['Person b'])
    without.remove('b')
    expect(names(open(file))).toEqual(['Person a'])
  })

  it('go with all others where the person deletes them all, and leave no copy', () => {
    const file: JsonFile = { store: {} }
    open(file).add(person('a'))
    aside.length = 0
    expect(open(file, null).removeAll().ok).toBe(true)
    expect([file.store, aside]).toEqual([{}, []])
  })

  it('are copied aside before anything takes their place', () => {
    const sealed = { encrypted: Buffer.from('a voice of somebody').toString('base64') }
    for (const storage of [safe, null]) {
      const file: JsonFile = { store: sealed }
      const store = open(file, storage)
      aside.length = 0
      if (storage === null) store.keepPlain(true)
      store.add(person('a'))
      store.add(person('b'))
      expect(aside).toEqual([sealed])
      expect(names(open(file, storage))).toEqual(['Person a', 'Person b'])
    }
  })
})

describe('voices that go wrong', () => {
  it('are not kept readable where they can be encrypted', () => {
    const file: JsonFile = { store: {} }
    expect(open(file).keepPlain(true).ok).toBe(false)
    expect(file.store).toEqual({})
  })

  it('are none where another account encrypted them, and the error tells nothing of them', () => {
    const file: JsonFile = {
      store: { encrypted: Buffer.from('a voice of somebody').toString('base64') },
    }
    const store = open(file)
    expect(store.people).toEqual([])
    expect(store.startError).toEqual({ code: 'voices.unreadable', detail: '/profile/voices.json' })
    expect(store.add(person('a')).ok).toBe(true)
    expect(names(open(file))).toEqual(['Person a'])
  })

  it.each([{ plain: [{ id: 'a' }] }, { plain: 7 }, { other: true }])(
    'are none where the file is damaged: %j',
    (stored) => {
      const store = open({ store: stored })
      expect(store.people).toEqual([])
      expect(store.startError?.code).toBe('voices.unreadable')
    },
  )

  it('are not added where the key store says no', () => {
    const refusing: SafeStorage = {
      ...safe,
      encrypt: () => {
        throw new Error('locked')
      },
    }
    const store = open({ store: {} }, refusing)
    expect(store.add(person('a'))).toMatchObject({
      ok: false,
      error: { code: 'storage.unavailable' },
    })
    expect(store.people).toEqual([])
  })
})
