import { spawnSync } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acquireLock } from '../../../electron/engines/models/lock.ts'
import { temporaryFolder, testPorts } from './world.ts'

const request = (path: string, change: Partial<Parameters<typeof acquireLock>[0]> = {}) => ({
  path,
  ports: testPorts(),
  pollMs: 1,
  signal: new AbortController().signal,
  ...change,
})

test('the second waits until the first lets go', async () => {
  const path = join(await temporaryFolder(), 'a.lock')
  const order: string[] = []
  const release = await acquireLock(request(path))
  const takeSecond = async (): Promise<void> => {
    const releaseSecond = await acquireLock(request(path))
    order.push('second')
    await releaseSecond()
  }
  const second = takeSecond()
  await new Promise((resolve) => setImmediate(resolve))
  order.push('first')
  await release()
  await second
  expect(order).toEqual(['first', 'second'])
})

test('of many who wait, one at a time gets it', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.lock')
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const release = await acquireLock(request(path))
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      await release()
    }),
  )
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('the lock of a process that is gone is taken over', async () => {
  const path = join(await temporaryFolder(), 'a.lock')
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  await writeFile(path, JSON.stringify({ pid, host: hostname(), token: 'dead' }))
  const release = await acquireLock(request(path))
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid })
  await release()
})

test('a lock on another machine is taken over once nobody has touched it for long', async () => {
  const path = join(await temporaryFolder(), 'a.lock')
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', token: 'far' }))
  let nowMs = 0
  let waits = 0
  const ports = testPorts({
    now: () => nowMs,
    delay: async () => {
      waits += 1
      nowMs += 5000
    },
  })
  const release = await acquireLock(request(path, { ports }))
  expect(waits).toBeGreaterThanOrEqual(4)
  await release()
})

test('waiting ends with the signal', async () => {
  const path = join(await temporaryFolder(), 'a.lock')
  const release = await acquireLock(request(path))
  const stop = new AbortController()
  const reason = new Error('enough')
  const waiting = acquireLock(request(path, { signal: stop.signal }))
  stop.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await release()
})
