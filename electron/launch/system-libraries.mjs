// What Electron and the end-to-end tests need from a Linux system beside node_modules. Nothing is
// checked elsewhere: the other systems bring it all.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { installDebianPackages, isDebianFamily } from './debian-packages.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/**
 * Debian packages that bring, with what they depend on, every library Electron links or loads.
 */
const ELECTRON_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1']

/** Loaded by name while Electron runs, so that `ldd` does not show them. */
const LOADED_LATER = ['libgtk-3.so.0', 'libXss.so.1']

/** Programs that the end-to-end tests start, each with its Debian package. */
const TEST_PROGRAMS = /** @type {const} */ ([
  ['Xvfb', 'xvfb'],
  ['xdotool', 'xdotool'],
  // Without a window manager no window can steal the keyboard: a test of that would prove nothing.
  ['openbox', 'openbox'],
  ['import', 'imagemagick'],
  ['pulseaudio', 'pulseaudio'],
  ['pactl', 'pulseaudio-utils'],
])

/** Programs that make the sound of some tests, which are skipped where they are not. */
const WELCOME_PROGRAMS = /** @type {const} */ ([
  // Reads and writes WAV by itself; the MP3 is made by lame.
  ['sox', 'sox'],
  ['lame', 'lame'],
  // Another voice than the app's, for `npm run bench`: whoever talks in the background, and agrees.
  ['espeak-ng', 'espeak-ng'],
])

const PROGRAMS = [...TEST_PROGRAMS, ...WELCOME_PROGRAMS]

/** For screenshots: without it every Chinese character is an empty box. 1.8 MB. */
const CHINESE_FONT_PACKAGE = 'fonts-droid-fallback'

/**
 * The libraries that `ldd` could not find.
 * @param {string} output of `ldd <program>`
 * @returns {readonly string[]} sorted names such as `libnss3.so`
 */
export function missingInLdd(output) {
  const names = output
    .split('\n')
    .map((line) => /^\s*(\S+)\s+=>\s+not found/.exec(line)?.[1])
    .filter((name) => name !== undefined)
  return [...new Set(names)].sort()
}

/**
 * Which of these libraries the dynamic linker's cache does not know.
 * @param {string} output of `ldconfig -p`; empty where there is no such cache: then nothing is missing
 * @param {readonly string[]} names
 */
export function missingInCache(output, names) {
  if (!output.includes('=>')) return []
  return names.filter((name) => !output.includes(`\t${name} `))
}

/**
 * @typedef {object} Missing
 * @property {readonly string[]} libraries names of shared objects
 * @property {readonly string[]} programs
 * @property {readonly string[]} packages Debian packages that bring all of them
 */

/**
 * @param {readonly string[]} libraries
 * @param {readonly string[]} programs
 * @param {boolean} lacksChineseFont
 * @returns {Missing}
 */
export function composeMissing(libraries, programs, lacksChineseFont) {
  const packages = [
    ...(libraries.length > 0 ? ELECTRON_PACKAGES : []),
    ...PROGRAMS.filter(([program]) => programs.includes(program)).map(([, name]) => name),
    ...(lacksChineseFont ? [CHINESE_FONT_PACKAGE] : []),
  ]
  return { libraries, programs, packages }
}

/**
 * What of it nothing goes on without.
 * @param {Missing} missing
 * @returns {readonly string[]} libraries and programs
 */
export function indispensable({ libraries, programs }) {
  const isWelcome = (/** @type {string} */ name) => WELCOME_PROGRAMS.some(([one]) => one === name)
  return [...libraries, ...programs.filter((program) => !isWelcome(program))]
}

/**
 * What to type where this cannot install by itself.
 * @param {Missing} missing
 * @param {boolean} isDebian
 * @param {readonly string[]} packages as this system calls them
 */
export function installRemedy({ libraries, programs }, isDebian, packages) {
  if (isDebian) {
    return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
  }
  const what = [...libraries, ...programs].join(', ')
  return [
    `Install what brings these with your package manager: ${what}`,
    'Fedora: sudo dnf install gtk3 nss alsa-lib mesa-libgbm libXScrnSaver',
    'Arch:   sudo pacman -S gtk3 nss alsa-lib mesa libxss',
    'For the tests also Xvfb, openbox, xdotool, ImageMagick, PulseAudio, SoX, LAME and espeak-ng.',
  ].join('\n')
}

/** @param {string} program */
function isOnPath(program) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.some((folder) => existsSync(path.join(folder, program)))
}

/** @param {string} executable */
async function missingLibraries(executable) {
  const { status, output } = await runCaptured('ldd', [executable], {
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status === 127) return []
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file))
  const known = ldconfig === undefined ? '' : (await runCaptured(ldconfig, ['-p'])).output
  return [...missingInLdd(output), ...missingInCache(known, LOADED_LATER)]
}

/** @param {boolean} forTests */
async function lacksChineseFont(forTests) {
  if (!forTests || process.getuid?.() !== 0) return false
  const { status, output } = await runCaptured('fc-list', [':lang=zh'])
  return status !== 0 || output.trim() === ''
}

/**
 * @param {{ readonly electron?: string | undefined, readonly forTests: boolean }} need
 * @returns {Promise<Missing>}
 */
async function findMissing({ electron, forTests }) {
  const libraries = electron === undefined ? [] : await missingLibraries(electron)
  const programs = forTests
    ? PROGRAMS.map(([program]) => program).filter((program) => !isOnPath(program))
    : []
  return composeMissing(libraries, programs, await lacksChineseFont(forTests))
}

/**
 * Makes sure that the system has the libraries which Electron needs, and for tests the programs
 * which those start. As root on Debian or Ubuntu it installs what is missing. Silent if nothing is.
 * @param {{ readonly electron?: string | undefined, readonly forTests: boolean }} need `electron`: path of the executable
 * @param {Terminal} terminal
 * @throws {LaunchFailure} with the exact command, when it cannot
 */
export async function ensureSystemLibraries(need, terminal) {
  if (process.platform !== 'linux') return
  const missing = await findMissing(need)
  if (missing.packages.length === 0) return
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const isDebian = isDebianFamily(release) && isOnPath('apt-get')
  const { packages, failure } = await installDebianPackages(missing.packages, {
    isDebian,
    isRoot: process.getuid?.() === 0,
    terminal,
  })
  // A font and some programs are welcome, not needed: only the rest decides.
  const left = packages.length === 0 || failure !== undefined ? missing : await findMissing(need)
  const names = indispensable(left)
  if (names.length === 0) return
  throw new LaunchFailure(
    `This system lacks ${names.join(', ')}.${failure === undefined ? '' : `\n  ${failure}`}`,
    installRemedy(left, isDebian, packages.length > 0 ? packages : left.packages),
  )
}
