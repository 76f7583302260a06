import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'

/** Measuring a folder may take at most one part in this many of the time: the work has the machine. */
const MEASURING_SHARE = 15
/** Shortest time between two looks. */
const LOOK_MS = 500
/** Speed is taken over this long, so that it neither jumps nor lags behind. */
const SPEED_WINDOW_MS = 5000

/**
 * The bytes of all files under a folder (0 when it does not exist). Files that vanish while it
 * looks are not counted: the folder is being written to.
 * @param {string} folder
 * @returns {Promise<number>}
 */
export async function measureFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  let bytes = 0
  for (let from = 0; from < files.length; from += 64) {
    const sizes = files.slice(from, from + 64).map((file) =>
      lstat(path.join(file.parentPath, file.name)).then(
        (found) => found.size,
        () => 0,
      ),
    )
    for (const size of await Promise.all(sizes)) bytes += size
  }
  return bytes
}

/**
 * Speed in bytes per second over the last samples of a growing count.
 * @param {readonly { readonly atMs: number, readonly bytes: number }[]} samples oldest first
 * @returns {number} 0 when there is nothing to tell yet
 */
export function speedOf(samples) {
  const last = samples.at(-1)
  if (last === undefined) return 0
  const first = samples.find((sample) => last.atMs - sample.atMs <= SPEED_WINDOW_MS) ?? last
  const seconds = (last.atMs - first.atMs) / 1000
  return seconds > 0 ? Math.max(0, last.bytes - first.bytes) / seconds : 0
}

/**
 * Looks at a growing number of bytes until stopped.
 * @param {() => Promise<number>} measure
 * @param {(progress: { readonly bytes: number, readonly bytesPerSecond: number }) => void} report
 * @returns {() => void} stops looking
 */
export function watchGrowth(measure, report) {
  /** @type {{ readonly atMs: number, readonly bytes: number }[]} */
  const samples = []
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  let stopped = false
  const look = async () => {
    const beganMs = Date.now()
    const bytes = await measure()
    if (stopped) return
    const atMs = Date.now()
    samples.push({ atMs, bytes })
    report({ bytes, bytesPerSecond: speedOf(samples) })
    timer = setTimeout(() => void look(), Math.max(LOOK_MS, (atMs - beganMs) * MEASURING_SHARE))
  }
  timer = setTimeout(() => void look(), LOOK_MS)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
