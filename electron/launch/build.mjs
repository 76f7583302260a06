// Invariants
// 1. The stamp in out/ is removed before a build and written after it succeeded.
// 2. It names the sources by content and the output by its time, so that neither a checkout that only
//    touches files nor a build made by hand is mistaken for something else.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { LaunchFailure } from './launch-failure.mjs'
import { withLock } from './lock.mjs'
import { lastLines, runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/** Folders and files whose content decides what the build makes. */
const SOURCES = [
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

/**
 * Files under the source folders that no build reads.
 * @param {string} file path relative to the repo, with slashes
 */
function isNoSource(file) {
  return /^electron\/(launch|docs)(\/|$)/.test(file) || file.endsWith('.md')
}

/** @param {string} repoRoot @param {string} place @returns {readonly string[]} */
function filesUnder(repoRoot, place) {
  const state = statSync(path.join(repoRoot, place), { throwIfNoEntry: false })
  if (state === undefined || isNoSource(place)) return []
  if (!state.isDirectory()) return [place]
  return readdirSync(path.join(repoRoot, place)).flatMap((name) =>
    filesUnder(repoRoot, `${place}/${name}`),
  )
}

/**
 * A digest of everything that the build reads in the clone.
 * @param {string} repoRoot
 * @returns {string}
 */
export function fingerprint(repoRoot) {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((place) => filesUnder(repoRoot, place)).sort()) {
    const content = readFileSync(path.join(repoRoot, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @param {string} repoRoot */
const stampFile = (repoRoot) => path.join(repoRoot, 'out', '.warbler-build')

/** @param {string} repoRoot @param {string} sources */
function stampText(repoRoot, sources) {
  const output = path.join(repoRoot, 'out', 'main', 'index.js')
  const builtMs = statSync(output, { throwIfNoEntry: false })?.mtimeMs
  return builtMs === undefined ? undefined : `${sources} ${builtMs}\n`
}

/**
 * Says in out/ what it was built from.
 * @param {string} repoRoot
 * @param {string} sources their fingerprint before the build
 * @returns {Promise<boolean>} whether there is anything that was built
 */
export async function stampBuild(repoRoot, sources) {
  const stamp = stampText(repoRoot, sources)
  if (stamp !== undefined) await writeFile(stampFile(repoRoot), stamp)
  return stamp !== undefined
}

/**
 * Whether out/ is what these sources make.
 * @param {string} repoRoot
 */
export async function isBuildCurrent(repoRoot) {
  const expected = stampText(repoRoot, fingerprint(repoRoot))
  const found = await readFile(stampFile(repoRoot), 'utf8').catch(() => undefined)
  return expected !== undefined && found === expected
}

/** @param {string} repoRoot @param {Terminal} terminal */
async function build(repoRoot, terminal) {
  await rm(stampFile(repoRoot), { force: true })
  const sources = fingerprint(repoRoot)
  const step = terminal.step('Building')
  const { NODE_ENV: _development, ...env } = process.env
  const { status, output } = await runCaptured(
    process.execPath,
    [path.join(repoRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    { cwd: repoRoot, env, onOutput: (text) => step.update(lastLines(text, 1).trim()) },
  )
  if (status !== 0 || !(await stampBuild(repoRoot, sources))) {
    step.end()
    terminal.say(lastLines(output, 40))
    throw new LaunchFailure(
      'The app could not be built.',
      'Above is what the build said. In a clone without changes: remove node_modules and try again.',
    )
  }
  step.done('Built')
}

/**
 * Makes out/ what the sources say. Silent and done in milliseconds if it is already.
 * @param {string} repoRoot with node_modules in place
 * @param {Terminal} terminal
 * @throws {LaunchFailure} when the build fails
 */
export async function ensureBuild(repoRoot, terminal) {
  if (await isBuildCurrent(repoRoot)) return
  await withLock(
    path.join(repoRoot, '.cache', 'launch', 'build.lock'),
    async () => {
      if (!(await isBuildCurrent(repoRoot))) await build(repoRoot, terminal)
    },
    (owner) => terminal.say(`  Waiting for another start (${owner}) to build`),
  )
}
