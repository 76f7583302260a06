// Invariants
// 1. The stamp lies inside node_modules and is written after npm succeeded: whatever removes or
//    breaks off an installation removes the stamp with it.
// 2. An installation that matches the lock file is never replaced, whoever made it.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatBytes } from './formats.mjs'
import { measureFolder, watchGrowth } from './growth.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { withLock } from './lock.mjs'
import { findNpm, npmComplaint, npmRemedy, PATIENCE } from './npm-client.mjs'
import { runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/**
 * @typedef {object} Machine
 * @property {string} platform
 * @property {string} arch
 * @property {number} nodeMajor
 */

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {readonly string[]} [os]
 * @property {readonly string[]} [cpu]
 * @property {readonly string[]} [libc]
 */

/** @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages */

/** @returns {Machine} */
function thisMachine() {
  return {
    platform: process.platform,
    arch: process.arch,
    nodeMajor: Number.parseInt(process.versions.node, 10),
  }
}

/**
 * What an installation is made of: if it changes, npm has to run again.
 * @param {string} lockText content of package-lock.json
 * @param {Machine} machine
 * @returns {string}
 */
export function installStamp(lockText, machine) {
  // Git may check the same lock file out with other line ends.
  const lockHash = createHash('sha256').update(lockText.replaceAll('\r\n', '\n')).digest('hex')
  return `${lockHash} ${describeMachine(machine)}\n`
}

/** @param {Machine} machine */
const describeMachine = ({ platform, arch, nodeMajor }) => `${platform}-${arch} node-${nodeMajor}`

/**
 * npm's rule for `os` and `cpu` in a package: names to have, or names with `!` to not have.
 * @param {readonly string[] | undefined} rule
 * @param {string} value
 */
function ruleAllows(rule, value) {
  if (rule === undefined || rule.length === 0) return true
  if (rule.includes(`!${value}`)) return false
  const wanted = rule.filter((name) => !name.startsWith('!'))
  return wanted.length === 0 || wanted.includes(value)
}

/**
 * Whether an optional package names this machine as its own. One that names none belongs to others
 * that may be for other machines; which C library a machine has is left to npm to know.
 * @param {LockedPackage} entry
 * @param {Machine} machine
 */
function isMadeFor({ os, cpu, libc }, machine) {
  if (libc !== undefined || (os === undefined && cpu === undefined)) return false
  return ruleAllows(os, machine.platform) && ruleAllows(cpu, machine.arch)
}

/**
 * Whether what npm wrote down about an installation is what the lock file asks for here. It lets an
 * installation made by hand (`npm install`) stand, and costs no walk through the files.
 * @param {LockedPackages} locked `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json
 * @param {Machine} machine
 */
export function matchesLock(locked, installed, machine) {
  const allWantedAreThere = Object.entries(locked).every(([place, entry]) => {
    if (place === '' || entry.link) return true
    const found = installed[place]
    if (found === undefined) return entry.optional === true && !isMadeFor(entry, machine)
    return found.version === entry.version && found.integrity === entry.integrity
  })
  return allWantedAreThere && Object.keys(installed).every((place) => place in locked)
}

/** @param {string} file @returns {Promise<LockedPackages | undefined>} */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * @param {string} repoRoot
 * @param {string} stamp
 */
async function isCurrent(repoRoot, stamp) {
  const stampFile = path.join(repoRoot, 'node_modules', '.warbler-install')
  const found = await readFile(stampFile, 'utf8').catch(() => undefined)
  if (found === stamp) return true
  // Made on another machine or by another Node: what npm wrote down does not tell whether it fits.
  if (found !== undefined && !found.includes(describeMachine(thisMachine()))) return false
  const locked = await readPackages(path.join(repoRoot, 'package-lock.json'))
  const installed = await readPackages(path.join(repoRoot, 'node_modules', '.package-lock.json'))
  if (locked === undefined || installed === undefined) return false
  if (!matchesLock(locked, installed, thisMachine())) return false
  await writeFile(stampFile, stamp)
  return true
}

/** @param {string} repoRoot @param {Terminal} terminal @param {string} stamp */
async function install(repoRoot, terminal, stamp) {
  const folder = path.join(repoRoot, 'node_modules')
  const npm = findNpm({ env: process.env, platform: process.platform, execPath: process.execPath })
  const step = terminal.step('Installing node modules')
  const stopWatching = watchGrowth(
    () => measureFolder(folder),
    ({ bytes }) => step.update(`${formatBytes(bytes)} so far`),
  )
  const { status, output } = await runCaptured(
    npm.command,
    // The machine's settings may leave out development or optional packages, or run install
    // scripts; here all are needed and none of their scripts.
    [
      ...npm.args,
      'ci',
      ...PATIENCE,
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-progress',
      '--loglevel=error',
    ],
    { cwd: repoRoot, shell: npm.shell },
  )
  stopWatching()
  if (status !== 0) {
    step.end()
    terminal.say(npmComplaint(output))
    throw new LaunchFailure('The node modules could not be installed.', npmRemedy(output))
  }
  await writeFile(path.join(folder, '.warbler-install'), stamp)
  step.done(`Node modules installed: ${formatBytes(await measureFolder(folder))}`)
}

/**
 * Makes node_modules what package-lock.json says. Silent and done in milliseconds if it is already.
 * @param {string} repoRoot
 * @param {Terminal} terminal
 * @throws {LaunchFailure} when npm fails
 */
export async function ensureNodeModules(repoRoot, terminal) {
  const lockText = await readFile(path.join(repoRoot, 'package-lock.json'), 'utf8')
  const stamp = installStamp(lockText, thisMachine())
  if (await isCurrent(repoRoot, stamp)) return
  await withLock(
    path.join(repoRoot, '.cache', 'launch', 'install.lock'),
    async () => {
      if (!(await isCurrent(repoRoot, stamp))) await install(repoRoot, terminal, stamp)
    },
    (owner) => terminal.say(`  Waiting for another start (${owner}) to install node modules`),
  )
}
