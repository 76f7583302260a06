import { formatBytes } from './formats.mjs'
import { lastLines, runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/** Another apt may run in the background of a fresh machine; it is given this long. */
const APT_LOCK_SECONDS = 120

/**
 * @param {string} release content of /etc/os-release
 */
export function isDebianFamily(release) {
  const ids = [...release.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  )
  return ids.includes('debian') || ids.includes('ubuntu')
}

/**
 * The packages that can be installed here, by what `apt-cache policy` says.
 * @param {string} output
 * @returns {ReadonlySet<string>}
 */
export function installable(output) {
  const names = new Set()
  let name = ''
  for (const line of output.split('\n')) {
    const heading = /^(\S+):$/.exec(line)
    if (heading) name = heading[1] ?? ''
    const candidate = /^\s+Candidate: (.*)$/.exec(line)
    if (candidate && candidate[1] !== '(none)') names.add(name)
  }
  return names
}

/**
 * Packages under the names that this release has for them: since 2024 many libraries are called
 * `<name>t64` (64-bit time), and their old names are virtual or gone.
 * @param {readonly string[]} packages
 * @param {ReadonlySet<string>} available
 * @returns {readonly string[]}
 */
export function nameForRelease(packages, available) {
  return packages.map((name) =>
    !available.has(name) && available.has(`${name}t64`) ? `${name}t64` : name,
  )
}

/**
 * The arguments of the `apt-get` that installs without asking.
 * @param {readonly string[]} packages
 */
export function aptInstallArguments(packages) {
  return [
    'install',
    '-y',
    '--no-install-recommends',
    '-o',
    `DPkg::Lock::Timeout=${APT_LOCK_SECONDS}`,
    ...packages,
  ]
}

/**
 * Follows what apt-get prints and puts it in a few words.
 * @returns {(text: string) => string | undefined} for each piece of output, progress if there is any
 */
export function createAptProgress() {
  const unitBytes = /** @type {Readonly<Record<string, number>>} */ ({ B: 1, kB: 1e3, MB: 1e6 })
  let total = ''
  let gotBytes = 0
  return (text) => {
    const need = /Need to get ([\d.,]+ [kM]?B)/.exec(text)
    if (need) total = ` of ${need[1]}`
    for (const [, amount, unit] of text.matchAll(/^Get:.*\[([\d.,]+) ([kM]?B)\]$/gm)) {
      gotBytes += Number((amount ?? '0').replaceAll(',', '')) * (unitBytes[unit ?? 'B'] ?? 1)
    }
    const unpacking = [...text.matchAll(/^(?:Unpacking|Setting up) (\S+)/gm)].at(-1)
    if (unpacking) return `setting up ${unpacking[1]}`
    return gotBytes > 0 ? `${formatBytes(gotBytes)}${total}` : undefined
  }
}

/**
 * @param {readonly string[]} packages
 * @returns {Promise<readonly string[]>}
 */
async function namesHere(packages) {
  const candidates = packages.flatMap((name) => [name, `${name}t64`])
  const { output } = await runCaptured('apt-cache', ['policy', ...candidates], {
    env: { ...process.env, LC_ALL: 'C' },
  })
  return nameForRelease(packages, installable(output))
}

/**
 * @param {string} title
 * @param {readonly string[]} args
 * @param {Terminal} terminal
 * @returns {Promise<string | undefined>} why it failed, or nothing
 */
async function runApt(title, args, terminal) {
  const step = terminal.step(title)
  const progressOf = createAptProgress()
  const { status, output } = await runCaptured('apt-get', args, {
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    onOutput: (text) => {
      const detail = progressOf(text)
      if (detail !== undefined) step.update(detail)
    },
  })
  if (status !== 0) {
    step.end()
    return lastLines(output, 3).replaceAll('\n', '\n  ')
  }
  step.done()
  return undefined
}

/**
 * Installs packages where that needs no question: as root, on Debian or Ubuntu.
 * @param {readonly string[]} packages
 * @param {{ readonly isDebian: boolean, readonly isRoot: boolean, readonly terminal: Terminal }} machine
 * @returns {Promise<{ readonly packages: readonly string[], readonly failure?: string | undefined }>}
 * the packages as this release calls them, and why they could not be installed
 */
export async function installDebianPackages(packages, { isDebian, isRoot, terminal }) {
  if (!isDebian) return { packages: [] }
  if (!isRoot) return { packages: await namesHere(packages) }
  // A release's lists may be missing or old; a mirror that fails here may still have the packages.
  await runApt('Updating package lists', ['update'], terminal)
  const names = await namesHere(packages)
  terminal.say(`  System packages to install: ${names.join(' ')}`)
  const failure = await runApt('System packages installed', aptInstallArguments(names), terminal)
  return { packages: names, failure }
}
