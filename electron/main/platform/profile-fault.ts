import { existsSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'

/**
 * Whether a Warbler that lives holds the profile, by what Chromium leaves there: a link to
 * `<host>-<process id>`, on Windows a file that goes with the one who opened it.
 * Source: chrome/browser/process_singleton_posix.cc, process_singleton_win.cc.
 */
const isHeld = (folder: string): boolean => {
  let holder = ''
  try {
    holder = readlinkSync(join(folder, 'SingletonLock'))
  } catch {
    return existsSync(join(folder, 'lockfile'))
  }
  const dash = holder.lastIndexOf('-')
  if (holder.slice(0, dash) !== hostname()) return true
  try {
    process.kill(Number(holder.slice(dash + 1)), 0)
    return true
  } catch (thrown) {
    // EPERM: it lives, under another user.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

/**
 * Why the lock of a profile could not be had: null where another Warbler holds it, which was asked
 * instead of this one; else `storage.profile-unusable` where nothing can be written there (a file in
 * its place, a read-only or a full disk, no rights). Electron tells the two apart nowhere: it says
 * that there is another one.
 */
export const profileFault = (folder: string): CodedError | null => {
  if (isHeld(folder)) return null
  const trial = join(folder, `.trial-${process.pid}`)
  try {
    // Electron has made the folder, where it could be made.
    writeFileSync(trial, 'x')
    rmSync(trial)
    return null
  } catch (thrown) {
    return { code: 'storage.profile-unusable', detail: String(thrown), params: { folder } }
  }
}
