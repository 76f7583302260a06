import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { ModelPorts } from './ports.ts'

/**
 * One process at a time per model, across processes that share the cache.
 *
 * Invariants:
 * 1. The lock file appears whole and only where none is (a hard link of a finished file).
 * 2. Its holder touches it every few seconds; only its holder removes it.
 * 3. It is taken from a holder that is dead: its process is gone, or the file was not touched for
 *    `STALE_MS` of the waiter's own watching (a laptop's sleep stops the waiter's clock too).
 */

const HEARTBEAT_MS = 4000
const STALE_MS = 20_000

const holderSchema = z.object({ pid: z.number().int(), host: z.string(), token: z.string() })
type Holder = z.infer<typeof holderSchema>

interface LockRequest {
  readonly path: string
  readonly ports: ModelPorts
  readonly pollMs: number
  readonly signal: AbortSignal
}

const readHolder = async (path: string): Promise<Holder | null> => {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

const isGone = ({ pid, host }: Holder): boolean => {
  if (host !== hostname()) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

const tryCreate = async (path: string, holder: Holder): Promise<boolean> => {
  const own = `${path}.${holder.token}`
  await writeFile(own, JSON.stringify(holder))
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    // A disk without hard links: exclusive creation, whole enough for a file this small.
    return await writeFile(path, JSON.stringify(holder), { flag: 'wx' }).then(
      () => true,
      () => false,
    )
  } finally {
    await rm(own, { force: true })
  }
}

/** Takes a dead holder's file away, unless another waiter has put a live one there meanwhile. */
const removeStale = async (path: string, dead: Holder): Promise<void> => {
  const aside = `${path}.stale-${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  const moved = await readHolder(aside)
  if (moved !== null && moved.token !== dead.token) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

const touchedAt = async (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

/**
 * Waits until the lock is this process's own; resolves with its release.
 * @throws the signal's reason when aborted, what the disk throws when the file cannot be made.
 */
export const acquireLock = async (request: LockRequest): Promise<() => Promise<void>> => {
  const { path, ports, pollMs, signal } = request
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomUUID() }
  await mkdir(dirname(path), { recursive: true })
  let watched = { mark: '', sinceMs: ports.now() }
  while (!(await tryCreate(path, holder))) {
    signal.throwIfAborted()
    const other = await readHolder(path)
    const mark = `${other?.token ?? ''} ${await touchedAt(path)}`
    if (mark !== watched.mark) watched = { mark, sinceMs: ports.now() }
    const silent = ports.now() - watched.sinceMs > STALE_MS
    if (other !== null && (isGone(other) || silent)) await removeStale(path, other)
    else if (other === null && silent) await rm(path, { force: true })
    else await ports.delay(pollMs, signal)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return async () => {
    clearInterval(heartbeat)
    const current = await readHolder(path)
    if (current?.token === holder.token) await rm(path, { force: true })
  }
}
