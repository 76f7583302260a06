import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAbandoned, withLock } from '../../../electron/launch/lock.mjs'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'warbler-lock-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const leaveLock = async (lock: string, owner: string) => {
  await mkdir(lock)
  await writeFile(path.join(lock, 'owner'), owner)
}

test('work under the same lock never overlaps, and nothing of the lock is left', async () => {
  const lock = path.join(folder, 'install.lock')
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await readdir(folder)
    running -= 1
  }
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)])
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('work that fails frees the lock', async () => {
  const lock = path.join(folder, 'install.lock')
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(lock, async () => 'yes')).toBe('yes')
})

test('a lock that a dead start left behind is taken over', async () => {
  const lock = path.join(folder, 'install.lock')
  await leaveLock(lock, '1@another-host')
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(lock, longAgo, longAgo)
  expect(await withLock(lock, async () => 'done')).toBe('done')
  expect(await readdir(folder)).toEqual([])
})

test('only a dead or silent owner has abandoned its lock', () => {
  const view = { self: '7@here', isHeldHere: false, isAlive: (id: number) => id === 8 }
  expect(isAbandoned({ owner: '8@here', ageMs: 0 }, view)).toBe(false)
  expect(isAbandoned({ owner: '9@here', ageMs: 0 }, view)).toBe(true)
  // Process ids of another host or container mean nothing here.
  expect(isAbandoned({ owner: '9@there', ageMs: 5000 }, view)).toBe(false)
  expect(isAbandoned({ owner: '9@there', ageMs: 120_000 }, view)).toBe(true)
  // The id may have been given to this process after its owner died.
  expect(isAbandoned({ owner: '7@here', ageMs: 0 }, view)).toBe(true)
  expect(isAbandoned({ owner: '7@here', ageMs: 0 }, { ...view, isHeldHere: true })).toBe(false)
})
