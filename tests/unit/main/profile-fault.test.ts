import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { profileFault } from '../../../electron/main/platform/profile-fault.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What nobody can write to, whoever runs the tests: a file where the folder should be. */
const blocked = (): string => {
  const path = join(folder, 'profile')
  writeFileSync(path, '')
  return path
}

test('a profile that cannot be written to is named', () => {
  const path = blocked()
  expect(profileFault(path)).toMatchObject({
    code: 'storage.profile-unusable',
    params: { folder: path },
  })
})

test('one that can be written to has no fault, and nothing is left in it', () => {
  expect(profileFault(folder)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('one that a living Warbler holds has no fault', () => {
  symlinkSync(`${hostname()}-${process.pid}`, join(folder, 'SingletonLock'))
  expect(profileFault(folder)).toBeNull()
  expect(readdirSync(folder)).toEqual(['SingletonLock'])
})

test('one that is not there, though it was to be made, has a fault', () => {
  expect(profileFault(join(folder, 'none'))).toMatchObject({ code: 'storage.profile-unusable' })
})

test('the lock of one that is dead proves nothing', () => {
  // Larger than any process id.
  symlinkSync(`${hostname()}-99999999`, join(folder, 'SingletonLock'))
  mkdirSync(join(folder, `.trial-${process.pid}`))
  expect(profileFault(folder)).toMatchObject({ code: 'storage.profile-unusable' })
})
