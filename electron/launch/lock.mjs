// Invariants
// 1. A lock is a folder that comes into being with its owner's name inside, by one rename: nobody
//    ever sees a lock without an owner.
// 2. A living owner touches its lock every HEARTBEAT_MS. A lock is abandoned when its owner is known
//    to be dead, or has not touched it for ABANDONED_MS (process ids mean nothing across containers
//    and are used again).
// 3. An abandoned lock is taken away only if it is still the one that was judged; otherwise it is
//    put back.
// 4. Whoever gets a lock looks again at what it wanted to do: another start may have done it.
import { mkdir, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** How often a waiting start looks again. */
const LOOK_MS = 200
const HEARTBEAT_MS = 2000
/** Thirty missed heartbeats: more than a busy machine or a slow disk ever holds one back. */
const ABANDONED_MS = 60_000

/** Locks that this very process holds: its own process id in a lock does not tell. */
const heldHere = new Set()

/**
 * @typedef {object} LockState
 * @property {string} owner `<process id>@<host name>`
 * @property {number} ageMs since the last heartbeat
 */

const self = `${process.pid}@${os.hostname()}`

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // Not being allowed to signal it means that it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * @param {LockState} state
 * @param {{ readonly self: string, readonly isHeldHere: boolean, readonly isAlive: (processId: number) => boolean }} view
 */
export function isAbandoned({ owner, ageMs }, view) {
  if (ageMs > ABANDONED_MS) return true
  if (owner === view.self) return !view.isHeldHere
  const [processId, host] = owner.split('@')
  return host === view.self.split('@')[1] && !view.isAlive(Number(processId))
}

/** @param {string} lock @returns {Promise<LockState | undefined>} */
async function lookAt(lock) {
  try {
    const owner = await readFile(path.join(lock, 'owner'), 'utf8')
    return { owner, ageMs: Date.now() - (await stat(lock)).mtimeMs }
  } catch {
    return undefined
  }
}

/** @param {string} lock @returns {Promise<boolean>} whether the lock is ours now */
async function tryToTake(lock) {
  const mine = await mkdtemp(`${lock}.new-`)
  await writeFile(path.join(mine, 'owner'), self)
  try {
    // Renaming onto a folder that is not empty fails on every system.
    await rename(mine, lock)
    return true
  } catch {
    await rm(mine, { recursive: true, force: true })
    return false
  }
}

/** @param {string} lock @param {LockState} judged */
async function takeAway(lock, judged) {
  const aside = await mkdtemp(`${lock}.old-`)
  const taken = path.join(aside, 'lock')
  try {
    await rename(lock, taken)
    const found = await lookAt(taken)
    if (found?.owner !== judged.owner) await rename(taken, lock)
  } catch {
    // Another start was quicker; the loop that called looks again.
  }
  await rm(aside, { recursive: true, force: true })
}

/**
 * Does `work` while no other process does work under the same lock.
 * @template T
 * @param {string} lock absolute path of the lock; its parent is made if missing
 * @param {() => Promise<T>} work
 * @param {(owner: string) => void} [onWait] called once if another process has it
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, onWait) {
  await mkdir(path.dirname(lock), { recursive: true })
  let told = false
  while (!(await tryToTake(lock))) {
    const state = await lookAt(lock)
    if (state === undefined) continue
    if (isAbandoned(state, { self, isHeldHere: heldHere.has(lock), isAlive })) {
      await takeAway(lock, state)
      continue
    }
    if (!told) {
      told = true
      onWait?.(state.owner)
    }
    await delay(LOOK_MS)
  }
  heldHere.add(lock)
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(lock, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    heldHere.delete(lock)
    await rm(lock, { recursive: true, force: true })
  }
}
