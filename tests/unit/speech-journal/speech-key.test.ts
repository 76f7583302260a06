import { describe, expect, it } from 'vitest'
import type { SafeStorage } from '../../../electron/main/providers/key-store.ts'
import { SpeechKey } from '../../../electron/main/speech-journal/speech-key.ts'

/** A key store that turns letters round: enough to see what went through it. */
const safe: SafeStorage = {
  encrypt: (text) => Buffer.from(text.split('').toReversed().join('')),
  decrypt: (bytes) => bytes.toString().split('').toReversed().join(''),
}
const open = (file: { store: Record<string, unknown> }, store: SafeStorage | null = safe) =>
  new SpeechKey({ file, path: '/profile/speech-key.json', safe: store })
const keyOf = (key: SpeechKey): string => {
  const used = key.use()
  return used.ok ? Buffer.from(used.value).toString('hex') : used.error.code
}

describe('the key to kept speech', () => {
  it('is made once, lies there encrypted, and is the same at the next start', () => {
    const file = { store: {} }
    expect(open(file).current).toBeNull()
    expect(file.store).toEqual({})
    const made = keyOf(open(file))
    expect(made).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.keys(file.store)).toEqual(['encrypted'])
    expect(JSON.stringify(file.store)).not.toContain(Buffer.from(made, 'hex').toString('base64'))
    expect(keyOf(open(file))).toBe(made)
    expect(keyOf(open({ store: {} }))).not.toBe(made)
  })

  it('is none without a key store until the person agrees', () => {
    const file = { store: {} }
    const key = open(file, null)
    expect(key.kept).toBe('not')
    expect(keyOf(key)).toBe('speech.no-key-store')
    expect(key.keepPlain(true).ok).toBe(true)
    expect(key.kept).toBe('plain')
    const made = keyOf(key)
    expect(Object.keys(file.store)).toEqual(['plain'])
    expect(keyOf(open(file, null))).toBe(made)
    key.keepPlain(false)
    expect(key.kept).toBe('not')
  })

  it('is not used for more once the person takes that back, also after the next start', () => {
    const file = { store: {} }
    const before = open(file, null)
    before.keepPlain(true)
    const made = keyOf(before)
    expect(before.keepPlain(false).ok).toBe(true)
    const after = open(file, null)
    expect(after.kept).toBe('not')
    // What it has locked can still be heard.
    expect(keyOf(after)).toBe(made)
    after.keepPlain(true)
    expect(open(file, null).kept).toBe('plain')
    expect(keyOf(open(file, null))).toBe(made)
  })

  it('leaves nothing in the file of who agrees to nothing', () => {
    const file = { store: {} }
    open(file, null).keepPlain(false)
    expect(file.store).toEqual({})
  })

  it('is encrypted as soon as there is a key store', () => {
    const file = { store: {} }
    const before = open(file, null)
    before.keepPlain(true)
    const after = open(file)
    expect(after.kept).toBe('encrypted')
    expect(keyOf(after)).toBe(keyOf(before))
    expect(Object.keys(file.store)).toEqual(['encrypted'])
  })

  it('is not replaced where it cannot be read, until all speech goes', () => {
    const file = { store: { encrypted: Buffer.from('nonsense').toString('base64') } }
    const before = structuredClone(file)
    const key = open(file)
    expect(key.startError?.code).toBe('speech.key-unreadable')
    expect(keyOf(key)).toBe('speech.key-unreadable')
    expect(file).toEqual(before)
    expect(key.forget().ok).toBe(true)
    expect(keyOf(key)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('needs no agreement where there is a key store', () => {
    expect(open({ store: {} }).keepPlain(true).ok).toBe(false)
  })

  it('says so where the file cannot be written', () => {
    const file = {
      get store() {
        return {}
      },
      set store(_next: Record<string, unknown>) {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      },
    }
    expect(keyOf(open(file))).toBe('disk.full')
  })
})
