import Conf from 'conf'
import Database from 'libsql'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SETTINGS_VERSION } from '../../../electron/contracts/settings.ts'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { beginRun, newerProfile } from '../../../electron/main/storage/profile-record.ts'
import type { OpenJsonFile } from '../../../electron/main/storage/settings-store.ts'
import { TRANSCRIPTS_VERSION } from '../../../electron/main/storage/transcript-schema.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const openJson: OpenJsonFile = (options) => new Conf(options)
const inFolder = (name: string) => join(folder, name)
const lived = () => {
  const run = beginRun(folder, openJson, '0.1.0')
  const storage = openStorage(folder, openJson, Date.now())
  storage.settings.change({ volume: 0.4 })
  storage.close()
  run.end()
}
const everything = () =>
  readdirSync(folder)
    .filter((name) => statSync(inFolder(name)).isFile())
    .map((name) => [name, readFileSync(inFolder(name), 'latin1')])

test('a profile of this version, and a new one, may be opened', () => {
  expect(newerProfile(folder, '0.1.0')).toBeNull()
  lived()
  expect(newerProfile(folder, '0.1.0')).toBeNull()
})

test.each([
  [
    'settings',
    () =>
      writeFileSync(
        inFolder('settings.json'),
        JSON.stringify({ version: SETTINGS_VERSION + 1, volume: 'loud' }),
      ),
  ],
  [
    'transcripts',
    () => {
      const database = new Database(inFolder('transcripts.db'))
      database.exec(`PRAGMA user_version = ${TRANSCRIPTS_VERSION + 1}`)
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  ],
])(
  '%s of a newer version are refused, with the version to get, and nothing is written',
  (part, write) => {
    lived()
    write()
    writeFileSync(
      inFolder('profile.json'),
      JSON.stringify({
        ...JSON.parse(readFileSync(inFolder('profile.json'), 'utf8')),
        warbler: '9.0.0',
      }),
    )
    const before = everything()
    expect(newerProfile(folder, '0.1.0')).toMatchObject({
      code: 'storage.profile-newer',
      detail: expect.stringContaining(part) as unknown,
      params: { folder, own: '0.1.0', version: '9.0.0' },
    })
    expect(everything()).toEqual(before)
  },
)

test('what a newer one has only begun to write is refused, too', () => {
  lived()
  const record = { warbler: '9.0.0', settings: 1, transcripts: TRANSCRIPTS_VERSION + 1 }
  writeFileSync(inFolder('profile.json'), JSON.stringify(record))
  expect(newerProfile(folder, '0.1.0')?.params).toMatchObject({ version: '9.0.0' })
})

test('damaged files are no newer ones', () => {
  writeFileSync(inFolder('profile.json'), '{"warbler"')
  writeFileSync(inFolder('settings.json'), '\u0000'.repeat(50))
  writeFileSync(inFolder('transcripts.db'), Buffer.alloc(4096, 0xff))
  expect(newerProfile(folder, '0.1.0')).toBeNull()
})

test('a run that ended by itself is told from one that was cut off', () => {
  expect(beginRun(folder, openJson, '0.1.0').wasCutOff).toBe(false)
  const second = beginRun(folder, openJson, '0.1.0')
  expect(second.wasCutOff).toBe(true)
  second.end()
  expect(beginRun(folder, openJson, '0.1.0').wasCutOff).toBe(false)
})

test('a damaged record is set aside and written anew, and the run before counts as cut off', () => {
  lived()
  writeFileSync(inFolder('profile.json'), '{"warbler"')
  const run = beginRun(folder, openJson, '0.1.0')
  expect(run.wasCutOff).toBe(true)
  expect(JSON.parse(readFileSync(inFolder('profile.json'), 'utf8'))).toMatchObject({ isOpen: true })
  // Cut off again: it can be told now.
  const next = beginRun(folder, openJson, '0.1.0')
  expect(next.wasCutOff).toBe(true)
  next.end()
  expect(beginRun(folder, openJson, '0.1.0').wasCutOff).toBe(false)
})
