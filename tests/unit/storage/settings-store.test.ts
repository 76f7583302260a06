import Conf from 'conf'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { readSettings, SETTINGS_MIGRATIONS } from '../../../electron/main/storage/settings-file.ts'
import { SettingsStore, type OpenJsonFile } from '../../../electron/main/storage/settings-store.ts'

let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'warbler-settings-')), 'profile')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const NOW = Date.UTC(2026, 2, 14, 15, 9, 26)
const inFolder = (name: string) => join(folder, name)
const openConf: OpenJsonFile = (options) => new Conf(options)
const open = (openFile = openConf) => new SettingsStore(folder, openFile, NOW)
const stored = (name = 'settings.json'): unknown => JSON.parse(readFileSync(inFolder(name), 'utf8'))

test('a new profile has the defaults, and a change of one setting leaves the others alone', () => {
  const settings = open()
  expect(settings.startError).toBeNull()
  expect(settings.get()).toEqual(defaultSettings())
  settings.change({ volume: 0.4 })
  expect(settings.change({ muted: true })).toEqual({
    ok: true,
    value: { ...defaultSettings(), volume: 0.4, muted: true },
  })
  expect(open().get()).toEqual({ ...defaultSettings(), volume: 0.4, muted: true })
  expect(stored()).toEqual(open().get())
})

test('a field that is there and undefined changes nothing', () => {
  const settings = open()
  settings.change({ volume: 0.4 })
  expect(settings.change({ volume: undefined, muted: true })).toMatchObject({
    ok: true,
    value: { volume: 0.4, muted: true },
  })
})

test('a change that is out of range is refused and changes nothing', () => {
  const settings = open()
  expect(settings.change({ volume: 7 })).toMatchObject({
    ok: false,
    error: { code: 'usage.invalid' },
  })
  expect(settings.get().volume).toBe(1)
})

test.each([
  ['a comma too many', '{\n  "version": 1,\n  "muted": true,\n}\n', 4],
  ['a word that is none', '{\n  "version": 1,\n  "muted": maybe,\n  "volume": 0.4\n}', 3],
  ['a word that is none in a short file', '{ "muted": maybe }', 1],
  ['no end', '{\n  "version": 1,\n  "muted": true\n', 3],
])('of settings with %s it is said in which line that is', (_name, text, line) => {
  open().change({ hotkey: 'Alt+Space' })
  writeFileSync(inFolder('settings.json'), text)
  const { startError } = open()
  expect(startError?.params?.['problem']).toMatch(new RegExp(`^line ${line}: \\S`))
  expect(startError?.params?.['file']).toContain('settings.damaged-')
})

test.each([
  ['cut off', '{ "version": 1, "volu'],
  ['empty', ''],
  ['no object', '[1, 2]'],
])('settings that are %s are set aside and the last good ones go on', (_name, text) => {
  open().change({ hotkey: 'Alt+Space' })
  writeFileSync(inFolder('settings.json'), text)
  const settings = open()
  expect(settings.get().hotkey).toBe('Alt+Space')
  expect(settings.startError).toMatchObject({ code: 'settings.damaged' })
  const aside = inFolder('settings.damaged-2026-03-14T15-09-26-000Z.json')
  expect(readFileSync(aside, 'utf8')).toBe(text)
  expect(open().startError).toBeNull()
  expect(stored()).toMatchObject({ hotkey: 'Alt+Space' })
})

test.each(['settings.json', 'settings.last-good.json'])(
  'a folder in the place of %s is set aside, and what is left of the settings goes on',
  (name) => {
    open().change({ hotkey: 'Alt+Space' })
    rmSync(inFolder(name))
    mkdirSync(inFolder(name))
    const settings = open()
    expect(settings.get().hotkey).toBe('Alt+Space')
    expect(settings.change({ volume: 0.5 }).ok).toBe(true)
    expect(open().get()).toMatchObject({ hotkey: 'Alt+Space', volume: 0.5 })
  },
)

test('settings edited by hand while Warbler was closed become the last good ones', () => {
  open().change({ volume: 0.4 })
  writeFileSync(
    inFolder('settings.json'),
    JSON.stringify({ ...defaultSettings(), hotkey: 'Alt+Space' }),
  )
  open()
  writeFileSync(inFolder('settings.json'), 'damaged')
  expect(open().get()).toMatchObject({ hotkey: 'Alt+Space', volume: 1 })
})

test('settings that an editor has put a byte order mark before are read, and written without', () => {
  open().change({ volume: 0.4 })
  const text = JSON.stringify({ ...defaultSettings(), hotkey: 'Alt+Space' })
  writeFileSync(inFolder('settings.json'), `\uFEFF${text}`)
  const settings = open()
  expect(settings.startError).toBeNull()
  expect(settings.get()).toMatchObject({ hotkey: 'Alt+Space', volume: 1 })
  expect(stored()).toMatchObject({ hotkey: 'Alt+Space' })
  expect(readdirSync(folder).toSorted()).toEqual([
    'backups',
    'settings.json',
    'settings.last-good.json',
  ])
})

test('when both files are damaged the defaults are used and both are kept aside', () => {
  open().change({ volume: 0.4 })
  writeFileSync(inFolder('settings.json'), 'x')
  writeFileSync(inFolder('settings.last-good.json'), 'y')
  const settings = open()
  expect(settings.get()).toEqual(defaultSettings())
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(2)
  expect(settings.change({ volume: 0.5 }).ok).toBe(true)
})

test('a damaged copy beside good settings harms nothing', () => {
  open().change({ volume: 0.4 })
  writeFileSync(inFolder('settings.last-good.json'), 'y')
  const settings = open()
  expect(settings.startError).toBeNull()
  expect(settings.get().volume).toBe(0.4)
  expect(stored('settings.last-good.json')).toMatchObject({ volume: 0.4 })
})

test('one setting that does not fit costs that one alone, and it is said which', () => {
  open().change({ volume: 0.4 })
  writeFileSync(
    inFolder('settings.json'),
    JSON.stringify({ ...defaultSettings(), volume: 'loud', hotkey: 'Alt+Space', gone: true }),
  )
  const settings = open()
  expect(settings.get()).toEqual({ ...defaultSettings(), hotkey: 'Alt+Space' })
  expect(settings.startError).toMatchObject({
    code: 'settings.damaged',
    params: {
      file: inFolder('settings.json'),
      problem: expect.stringMatching(/^volume: /) as unknown,
    },
  })
  settings.change({ muted: true })
  expect(stored()).not.toHaveProperty('gone')
})

const provider = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  preset: 'custom',
  name: id,
  baseUrl: 'https://api.example.com/v1',
  headers: {},
  stt: null,
  llm: { model: 'm', api: 'chat', contextTokens: null },
  tts: null,
  realtime: null,
  ...more,
})
const LINES = { stt: ['local'], llm: ['provider:one', 'local'], tts: ['local'] }

/** What is left of settings that somebody edited, what was said of them, and what lies there afterwards. */
const afterEdit = (edited: Readonly<Record<string, unknown>>) => {
  mkdirSync(folder, { recursive: true })
  const text = JSON.stringify({ ...defaultSettings(), ...edited })
  writeFileSync(inFolder('settings.json'), text)
  const settings = open()
  const { providers, engineOrder } = settings.get()
  const told = settings.startError?.detail ?? ''
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
  expect(settings.change({ learnedPausesMs: [500] }).ok).toBe(true)
  expect(settings.change({ muted: true }).ok).toBe(true)
  const asides = readdirSync(folder).filter((name) => name.includes('damaged'))
  const isKept = asides.length === 1 && readFileSync(inFolder(asides[0] ?? ''), 'utf8') === text
  expect(open().get()).toMatchObject({ providers, engineOrder })
  return { ids: providers.map(({ id }) => id), providers, engineOrder, told, isKept }
}

test.each([
  ['an unknown preset', provider('two', { preset: 'together' }), 'preset'],
  ['a user in its address', provider('two', { baseUrl: 'https://u:p@h.example/v1' }), 'baseUrl'],
  ['the id of another', provider('one'), 'same id'],
  ['no name', provider('two', { name: undefined }), 'name'],
])('a provider with %s costs itself alone', (_name, odd, why) => {
  const { ids, engineOrder, told, isKept } = afterEdit({
    providers: [provider('one'), odd, provider('three')],
    engineOrder: LINES,
  })
  expect(ids).toEqual(['one', 'three'])
  expect(engineOrder).toEqual(LINES)
  expect(told).toContain(`providers.${odd.id}: `)
  expect(told).toContain(why)
  expect(isKept).toBe(true)
})

test('a provider with one odd role or header loses that alone', () => {
  const tts = { model: 'm', voice: 'v', sampleRateHz: 5, languages: [] }
  const headers = { Authorization: 'Bearer sk-1', 'X-Team': 'a' }
  const { providers, told, isKept } = afterEdit({
    providers: [provider('one', { tts, headers, stt: { model: '' } })],
  })
  expect(providers).toMatchObject([
    { id: 'one', headers: { 'X-Team': 'a' }, stt: null, llm: { model: 'm' } },
  ])
  expect(told).toContain('providers.one: stt.model')
  expect(told).toContain('providers.one: headers.Authorization')
  expect(isKept).toBe(true)
})

test('an odd sample rate of a provider is as good as none', () => {
  const tts = { model: 'm', voice: 'v', sampleRateHz: 5, languages: [] }
  const { providers } = afterEdit({ providers: [provider('one', { tts })] })
  expect(providers[0]?.tts).toEqual({ ...tts, sampleRateHz: 24_000 })
})

test('of too many providers the first are kept', () => {
  const many = Array.from({ length: 21 }, (_, index) => provider(`p${index}`))
  const { ids, told } = afterEdit({ providers: many })
  expect(ids).toEqual(many.slice(0, 20).map(({ id }) => id))
  expect(told).toContain('providers.p20: ')
})

test('an odd engine in the order costs itself alone, and an empty role has its default', () => {
  const { ids, engineOrder, told, isKept } = afterEdit({
    providers: [provider('one')],
    engineOrder: { stt: ['provider:One!', 'provider:one'], llm: ['provider:one'], tts: [] },
  })
  expect(ids).toEqual(['one'])
  expect(engineOrder).toEqual({ stt: ['provider:one'], llm: ['provider:one'], tts: ['local'] })
  expect(told).toContain('engineOrder.stt: no engine "provider:One!"')
  expect(told).toContain('engineOrder.tts')
  expect(isKept).toBe(true)
})

test('a role that the order does not name has its default, and nothing is wrong with that', () => {
  mkdirSync(folder, { recursive: true })
  const edited = { ...defaultSettings(), engineOrder: { llm: ['provider:one', 'local'] } }
  writeFileSync(inFolder('settings.json'), JSON.stringify(edited))
  const settings = open()
  expect(settings.get().engineOrder).toEqual(LINES)
  expect(settings.startError).toBeNull()
})

test('what a write that was killed left behind is swept', () => {
  open().change({ volume: 0.4 })
  writeFileSync(inFolder('settings.json.tmp-1712345678a1b2c3'), '{')
  writeFileSync(inFolder('settings.last-good.json.tmp-1712345678a1b2c3'), '{')
  writeFileSync(inFolder('turns.jsonl'), '')
  open()
  expect(readdirSync(folder).toSorted()).toEqual([
    'backups',
    'settings.json',
    'settings.last-good.json',
    'turns.jsonl',
  ])
})

test('a change that cannot be written holds for this run, says so, and is written by the next one', () => {
  const disk = { full: false }
  const failing: OpenJsonFile = (options) => {
    const file = new Conf(options)
    return {
      get store() {
        return file.store
      },
      set store(value) {
        if (disk.full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        file.store = value
      },
    }
  }
  const settings = open(failing)
  settings.change({ wake: true })
  disk.full = true
  expect(settings.change({ wake: false })).toMatchObject({ ok: true, value: { wake: false } })
  expect(settings.get().wake).toBe(false)
  expect(settings.unsaved).toMatchObject({ code: 'settings.unsaved' })
  expect(open().get().wake).toBe(true)
  disk.full = false
  settings.change({ volume: 0.4 })
  expect(settings.unsaved).toBeNull()
  expect(open().get()).toMatchObject({ wake: false, volume: 0.4 })
})

test('settings are used also where the folder of copies is none', () => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(inFolder('backups'), '')
  open().change({ volume: 0.4 })
  writeFileSync(inFolder('settings.json'), 'cut of')
  rmSync(inFolder('settings.last-good.json'))
  expect(open().startError).toMatchObject({ code: 'settings.damaged' })
  open().change({ volume: 0.6 })
  expect(open().get().volume).toBe(0.6)
})

test('a change is called unsaved where the settings could not even be opened', () => {
  const settings = open(() => {
    throw Object.assign(new Error('not yours'), { code: 'EACCES' })
  })
  expect(settings.startError).not.toBeNull()
  expect(settings.change({ volume: 0.4 })).toMatchObject({ ok: true, value: { volume: 0.4 } })
  expect(settings.unsaved).toMatchObject({ code: 'settings.unsaved' })
})

test('what could not be written is tried once more at the end of the run', () => {
  let isFull = true
  const settings = open((options) => {
    const file = new Conf(options)
    return {
      get store() {
        return file.store
      },
      set store(value) {
        if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        file.store = value
      },
    }
  })
  settings.change({ volume: 0.4 })
  isFull = false
  settings.close()
  expect(open().get().volume).toBe(0.4)
})

test.each<[string, unknown, readonly string[]]>([
  ['of another kind', [1, 'Hey Marigold', null], ['Hey Marigold']],
  ['that nobody can say', ['🎤🎤', 'Okay Zephyr', 'مرحبا'], ['Okay Zephyr']],
  ['of ten thousand letters', ['a'.repeat(10_000), 'Okay Zephyr'], ['Okay Zephyr']],
  ['that all the world says', ['hi'], ['Hey Warbler']],
  ['none', [], ['Hey Warbler']],
  ['no list', 'Hey Marigold', ['Hey Warbler']],
])('of stored wake phrases, one %s costs itself alone', (_name, wakePhrases, kept) => {
  const { settings, invalid } = readSettings({ version: 1, wakePhrases, volume: 0.4 })
  expect(settings.wakePhrases).toEqual(kept)
  expect(settings.volume).toBe(0.4)
  expect(invalid.join()).toContain('wakePhrases')
})

test('of a hundred wake phrases the first five are kept', () => {
  const wakePhrases = Array.from({ length: 100 }, (_, at) => `Hey Marigold ${'x'.repeat(at % 9)}`)
  const { settings, invalid } = readSettings({ version: 1, wakePhrases })
  expect(settings.wakePhrases).toHaveLength(5)
  expect(invalid).toEqual(['wakePhrases: more than 5'])
})

test('settings that were read hold where the disk has no room for their copy', () => {
  open().change({ muted: true, hotkey: 'Alt+Space' })
  // As an older Warbler left it.
  writeFileSync(inFolder('settings.last-good.json'), '{ "version": 1 }')
  const settings = open((options) => {
    const file = new Conf(options)
    return {
      get store() {
        return file.store
      },
      set store(_value) {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      },
    }
  })
  expect(settings.get()).toMatchObject({ muted: true, hotkey: 'Alt+Space' })
  expect(settings.startError).toMatchObject({ code: 'disk.full' })
})

test('settings of an earlier form are kept beside those that are made of them', () => {
  const text = '{ "volume": 0.4, "gone": true }'
  mkdirSync(folder, { recursive: true })
  writeFileSync(inFolder('settings.json'), text)
  open().change({ muted: true })
  expect(stored()).toMatchObject({ version: 1, volume: 0.4, muted: true })
  expect(readFileSync(inFolder('settings.before-version-1.json'), 'utf8')).toBe(text)
})

test('a profile that cannot be used gives the defaults and says so', () => {
  writeFileSync(folder, 'a file where the folder should be')
  const settings = open()
  expect(settings.get()).toEqual(defaultSettings())
  expect(settings.startError).toMatchObject({ code: 'storage.unavailable' })
})

test('the profile is for the eyes of its person alone', ({ skip }) => {
  skip(process.platform === 'win32', 'Windows has no file modes')
  open()
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(existsSync(inFolder('settings.json'))).toBe(false)
})

test('every older version has a migration, and what it gives is valid', () => {
  expect(SETTINGS_MIGRATIONS).toHaveLength(defaultSettings().version)
  for (let version = 0; version < SETTINGS_MIGRATIONS.length; version += 1) {
    const { settings, invalid } = readSettings({ version, volume: 0.4 })
    expect(settings).toEqual({ ...defaultSettings(), volume: 0.4 })
    expect(invalid).toEqual([])
  }
})
