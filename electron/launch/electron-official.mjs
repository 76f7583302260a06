// The official binary of the `electron` version that the lock file names, got by that package's own
// downloader: it knows mirrors (ELECTRON_MIRROR), checks the digest and keeps a cache.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatProgress } from './formats.mjs'
import { measureFolder, watchGrowth } from './growth.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { withLock } from './lock.mjs'
import { lastLines, runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/** A reachable host answers within a few seconds, however slow the line is after that. */
const FIRST_BYTE_MS = 12_000
/** A line that brings nothing for this long is broken. */
const STALL_MS = 30_000
/** A closed network is asked again the next day: a start should not pay for it every time. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000

/**
 * @param {string} repoRoot
 * @returns {{ readonly folder: string, readonly version: string }}
 */
function electronPackage(repoRoot) {
  const folder = path.join(repoRoot, 'node_modules', 'electron')
  return {
    folder,
    version: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version,
  }
}

/**
 * The version of Electron that this clone is made for.
 * @param {string} repoRoot
 * @returns {string}
 */
export const declaredVersion = (repoRoot) => electronPackage(repoRoot).version

/**
 * The executable inside an Electron distribution.
 * @param {NodeJS.Platform} platform
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The official binary if it is there, whole and of the declared version.
 * @param {string} repoRoot
 * @returns {string | undefined} path of the executable
 */
export function installedOfficial(repoRoot) {
  const { folder, version } = electronPackage(repoRoot)
  try {
    const found = readFileSync(path.join(folder, 'dist', 'version'), 'utf8').trim()
    // The package's installer writes path.txt last.
    const executable = readFileSync(path.join(folder, 'path.txt'), 'utf8')
    const file = path.join(folder, 'dist', executable)
    return found.replace(/^v/, '') === version && existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/**
 * @typedef {object} RememberedFailure
 * @property {string} key what was tried: version and mirror
 * @property {number} atMs
 */

/**
 * @param {string} version
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function attemptKey(version, env) {
  const settings = Object.entries(env)
    .filter(([name]) => /^(electron_|npm_config_electron_|https?_proxy$)/i.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
  return [version, ...settings].join(' ')
}

/**
 * Whether the same attempt failed less than a day ago.
 * @param {RememberedFailure | undefined} failure
 * @param {string} key
 * @param {number} nowMs
 */
export function isRemembered(failure, key, nowMs) {
  if (failure === undefined || failure.key !== key) return false
  const ageMs = nowMs - failure.atMs
  return ageMs >= 0 && ageMs < REMEMBERED_MS
}

/** @param {string} cache */
const failureFile = (cache) => path.join(cache, 'electron', 'official-unreachable.json')

/**
 * @param {string} repoRoot
 * @param {string} cache
 * @returns {Promise<string | undefined>} the note's file if the same attempt failed less than a day ago
 */
export async function rememberedFailure(repoRoot, cache) {
  const file = failureFile(cache)
  /** @type {RememberedFailure | undefined} */
  const failure = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined)
  const key = attemptKey(declaredVersion(repoRoot), process.env)
  return isRemembered(failure, key, Date.now()) ? file : undefined
}

/**
 * @param {string} repoRoot
 * @param {string} cache
 * @returns {Promise<string>} the note's file
 */
export async function rememberFailure(repoRoot, cache) {
  const file = failureFile(cache)
  await mkdir(path.dirname(file), { recursive: true })
  const key = attemptKey(declaredVersion(repoRoot), process.env)
  await writeFile(file, JSON.stringify({ key, atMs: Date.now() }))
  return file
}

/**
 * Why the downloader failed, in a few words.
 * @param {string} output what it printed
 * @returns {string}
 */
export function causeOf(output) {
  const response = /Response code (\d+)/.exec(output)
  if (response) return `the download server answered with status ${response[1]}`
  if (/fetch failed/.test(output)) return 'the download server cannot be reached'
  if (/checksum|sumchecker/i.test(output)) return 'the download arrived damaged'
  const error = /^\w*Error.*$/m.exec(output)?.[0]
  return error ?? (lastLines(output, 1).trim() || 'the downloader gave no reason')
}

/**
 * Runs the downloader and gives up early on a network that does not let it through.
 * @param {string} repoRoot
 * @param {string} scratch an empty folder on the disk of the cache
 * @param {Terminal} terminal
 * @returns {Promise<string | undefined>} why it failed, or nothing
 */
async function runDownloader(repoRoot, scratch, terminal) {
  const { folder, version } = electronPackage(repoRoot)
  const step = terminal.step(`Getting Electron ${version}`)
  const abort = new AbortController()
  let seenBytes = 0
  let changedMs = Date.now()
  let stalled = false
  const stopWatching = watchGrowth(
    async () => (await measureFolder(scratch)) + (await measureFolder(path.join(folder, 'dist'))),
    (progress) => {
      if (progress.bytes !== seenBytes) {
        seenBytes = progress.bytes
        changedMs = Date.now()
      }
      step.update(formatProgress(progress))
      stalled = Date.now() - changedMs > (seenBytes === 0 ? FIRST_BYTE_MS : STALL_MS)
      if (stalled) abort.abort()
    },
  )
  const { status, output } = await runCaptured(
    process.execPath,
    [path.join(folder, 'install.js')],
    {
      cwd: repoRoot,
      signal: abort.signal,
      env: {
        ...process.env,
        // The downloader's temporary files show how far it is.
        TMPDIR: scratch,
        TMP: scratch,
        TEMP: scratch,
        ELECTRON_GET_NO_PROGRESS: '1',
        // Newer Node versions honour HTTPS_PROXY only when told to.
        NODE_USE_ENV_PROXY: '1',
      },
    },
  )
  stopWatching()
  if (status === 0 && installedOfficial(repoRoot) !== undefined) {
    step.done(`Electron ${version} downloaded`)
    return undefined
  }
  step.end()
  if (/ENOSPC|no space left/i.test(output)) {
    throw new LaunchFailure(
      `The disk is full: Electron ${version} could not be unpacked.`,
      'Free about 500 MB and try again.',
    )
  }
  return stalled ? 'the download stood still' : causeOf(output)
}

/**
 * Downloads the official binary into node_modules/electron.
 * @param {string} repoRoot
 * @param {string} cache
 * @param {Terminal} terminal
 * @returns {Promise<{ readonly path: string } | { readonly reason: string }>}
 */
export async function downloadOfficial(repoRoot, cache, terminal) {
  const parent = path.join(cache, 'electron')
  return withLock(
    path.join(repoRoot, '.cache', 'launch', 'electron.lock'),
    async () => {
      await mkdir(parent, { recursive: true })
      const scratch = await mkdtemp(path.join(parent, 'official-'))
      try {
        const reason =
          installedOfficial(repoRoot) === undefined
            ? await runDownloader(repoRoot, scratch, terminal)
            : undefined
        const executable = installedOfficial(repoRoot)
        return executable === undefined
          ? { reason: reason ?? 'the download is not complete' }
          : { path: executable }
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    },
    (owner) => terminal.say(`  Waiting for another start (${owner}) to get Electron`),
  )
}
