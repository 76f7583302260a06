import { describe, expect, it } from 'vitest'
import {
  KeyStore,
  keyVariable,
  type SafeStorage,
} from '../../../electron/main/providers/key-store.ts'
import type { JsonFile } from '../../../electron/main/storage/settings-store.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const KEY = 'sk-0123456789'
const PROVIDER = loopbackProvider('https://api.example.com/v1', { id: 'my-one' })
const MOVED = loopbackProvider('https://api.example.org/v1', { id: 'my-one' })

/** Not secret, but not the text either. */
const safe: SafeStorage = {
  encrypt: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a)),
  decrypt: (bytes) => {
    const text = Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString()
    if (!/^[\u0020-\u007e]+$/.test(text)) throw new Error('another account encrypted it')
    return text
  },
}

const open = ({
  file = { store: {} },
  storage = safe,
  environment = {},
}: {
  readonly file?: JsonFile
  readonly storage?: SafeStorage | null
  readonly environment?: Readonly<Record<string, string>>
} = {}) => new KeyStore({ file, path: '/profile/keys.json', safe: storage, environment })

const stateOf = (keys: KeyStore, provider = PROVIDER) => keys.states([provider]).keys['my-one']

describe('a key that is kept', () => {
  it('is there at the next start, and not as plain text in the file', () => {
    const file: JsonFile = { store: {} }
    const keys = open({ file })
    expect(keys.set(PROVIDER, KEY, true)).toEqual({ ok: true, value: null })
    expect(stateOf(keys)).toBe('stored')
    const written = JSON.stringify(file.store)
    expect(written).not.toContain(KEY)
    expect(written).not.toContain(Buffer.from(KEY).toString('base64'))
    const again = open({ file })
    expect(again.keyOf(PROVIDER)).toBe(KEY)
    expect(stateOf(again)).toBe('stored')
  })

  it('is for the origin alone that it was given for', () => {
    const keys = open()
    keys.set(PROVIDER, KEY, true)
    expect(keys.keyOf(MOVED)).toBeUndefined()
    expect(stateOf(keys, MOVED)).toBe('none')
    const samePlace = loopbackProvider('https://api.example.com/v2', { id: 'my-one' })
    expect(keys.keyOf(samePlace)).toBe(KEY)
    for (const other of ['http://api.example.com/v1', 'https://api.example.com:8443/v1']) {
      expect(keys.keyOf(loopbackProvider(other, { id: 'my-one' }))).toBeUndefined()
    }
  })

  it('is gone from the file when it is removed, and others stay', () => {
    const file: JsonFile = { store: {} }
    const keys = open({ file })
    const other = loopbackProvider('https://api.example.com/v1', { id: 'other' })
    keys.set(PROVIDER, KEY, true)
    keys.set(other, 'key-of-the-other', true)
    keys.remove('my-one')
    expect(keys.keyOf(PROVIDER)).toBeUndefined()
    expect(Object.keys(file.store)).toEqual(['other'])
    expect(open({ file }).keyOf(other)).toBe('key-of-the-other')
  })

  it('takes the place of one for this run only, and is replaced by one', () => {
    const file: JsonFile = { store: {} }
    const keys = open({ file })
    keys.set(PROVIDER, 'first', false)
    keys.set(PROVIDER, 'second', true)
    expect([keys.keyOf(PROVIDER), stateOf(keys)]).toEqual(['second', 'stored'])
    keys.set(PROVIDER, 'third', false)
    expect([keys.keyOf(PROVIDER), stateOf(keys)]).toEqual(['third', 'session'])
    expect(file.store).toEqual({})
  })
})

describe('a system without a place for secrets', () => {
  it('keeps a key for this run, writes nothing, and says so', () => {
    const file: JsonFile = { store: {} }
    const keys = open({ file, storage: null })
    keys.set(PROVIDER, KEY, true)
    expect([keys.keyOf(PROVIDER), stateOf(keys)]).toEqual([KEY, 'session'])
    expect(keys.states([]).canStore).toBe(false)
    expect(file.store).toEqual({})
    expect(stateOf(open({ file, storage: null }))).toBe('none')
  })

  it('cannot read what another stored, and leaves it there', () => {
    const file: JsonFile = { store: {} }
    open({ file }).set(PROVIDER, KEY, true)
    expect(stateOf(open({ file, storage: null }))).toBe('none')
    expect(open({ file }).keyOf(PROVIDER)).toBe(KEY)
  })
})

describe('keys that cannot be read or written', () => {
  it.each([
    { 'my-one': 'nonsense' },
    { 'my-one': { origin: 7, secret: 'x' } },
    { 'my-one': { origin: 'https://api.example.com', secret: 'AAAA////' } },
    { 'my-one': null },
  ])('are asked for again: %o', (store) => {
    expect(stateOf(open({ file: { store } }))).toBe('none')
  })

  const unwritable = (): JsonFile => ({
    get store() {
      return {}
    },
    set store(_value) {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  })

  it('are refused where the disk is full, and not used as if they were stored', () => {
    const keys = open({ file: unwritable() })
    const set = keys.set(PROVIDER, KEY, true)
    expect(set).toMatchObject({ ok: false, error: { code: 'disk.full' } })
    expect(JSON.stringify(set)).not.toContain(KEY)
    expect(stateOf(keys)).toBe('none')
  })

  it('are refused where the key store is locked', () => {
    const storage: SafeStorage = {
      ...safe,
      encrypt: () => {
        throw new Error('the keyring is locked')
      },
    }
    const keys = open({ storage })
    expect(keys.set(PROVIDER, KEY, true)).toMatchObject({
      ok: false,
      error: { code: 'storage.unavailable' },
    })
    expect(stateOf(keys)).toBe('none')
  })

  it.each(['', '   ', 'two words', 'line\nbreak', 'schlüssel', 'x'.repeat(4001)])(
    'are refused where they can be none: %j',
    (key) => {
      const keys = open()
      expect(keys.set(PROVIDER, key, true)).toMatchObject({
        ok: false,
        error: { code: 'provider.key-missing' },
      })
      expect(stateOf(keys)).toBe('none')
    },
  )

  it('may have been copied with white space around them', () => {
    const keys = open()
    keys.set(PROVIDER, ` ${KEY}\n`, true)
    expect(keys.keyOf(PROVIDER)).toBe(KEY)
  })
})

describe('a key of the environment', () => {
  const environment = { WARBLER_KEY_MY_ONE: ` ${KEY} ` }

  it('is used where the person gave none', () => {
    expect(keyVariable('my-one')).toBe('WARBLER_KEY_MY_ONE')
    const keys = open({ environment })
    expect([keys.keyOf(PROVIDER), stateOf(keys)]).toEqual([KEY, 'environment'])
  })

  it('gives way to one that the person gave', () => {
    const keys = open({ environment })
    keys.set(PROVIDER, 'given', false)
    expect(keys.keyOf(PROVIDER)).toBe('given')
  })

  it('is none where it can be none', () => {
    expect(stateOf(open({ environment: { WARBLER_KEY_MY_ONE: 'a b' } }))).toBe('none')
  })
})
