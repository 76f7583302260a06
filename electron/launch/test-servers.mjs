// Servers that others wrote, which provider adapters are tested against: each in a Python environment
// of its own below the cache, with the versions that its list pins. Nothing of them is shipped.
//
// Invariants
// 1. An environment counts only with its stamp, which is written last and holds the list that it was
//    made from: a broken or older one is made anew.
// 2. One process at a time makes an environment.
// 3. Nothing is built: what has no wheel for this machine is not installed.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { installDebianPackages, isDebianFamily } from './debian-packages.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { withLock } from './lock.mjs'
import { lastLines, runCaptured } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/** Named as their lists in `tests/support/providers/third-party` are. */
const TEST_SERVERS = /** @type {const} */ (['llama', 'moonshine', 'piper'])

/** @typedef {(typeof TEST_SERVERS)[number]} TestServer */

/** The pinned numpy has wheels from this one on. */
const OLDEST_PYTHON = /** @type {const} */ ([3, 11])

const STAMP = 'installed.txt'

/** @param {string} repoRoot @param {TestServer} name */
const listOf = (repoRoot, name) =>
  path.join(repoRoot, 'tests', 'support', 'providers', 'third-party', `${name}.txt`)

/** @param {TestServer} name @param {string} cache */
const environmentOf = (name, cache) => path.join(cache, 'test-servers', name)

/**
 * The Python that runs a server.
 * @param {TestServer} name
 * @param {string} [cache]
 * @returns {string} a path, whether or not it is there
 */
export function testServerPython(name, cache = cacheFolder()) {
  const environment = environmentOf(name, cache)
  return process.platform === 'win32'
    ? path.join(environment, 'Scripts', 'python.exe')
    : path.join(environment, 'bin', 'python')
}

/**
 * Why a server cannot be started here; null where it can.
 * @param {string} repoRoot
 * @param {TestServer} name
 * @param {string} [cache]
 * @returns {Promise<string | null>} a reason to skip a test
 */
export async function missingTestServer(repoRoot, name, cache = cacheFolder()) {
  const [list, stamp] = await Promise.all(
    [listOf(repoRoot, name), path.join(environmentOf(name, cache), STAMP)].map((file) =>
      readFile(file, 'utf8').catch(() => undefined),
    ),
  )
  if (list !== undefined && list === stamp) return null
  return `the server ${name} is not installed, which npm test does where Python and its packages can be had`
}

/**
 * What `python3` lacks for this, by what it says of itself.
 * @param {{ readonly status: number, readonly output: string }} answer of PROBE
 * @returns {'python' | 'venv' | 'version' | null}
 */
export function lackingInPython({ status, output }) {
  if (status === 127) return 'python'
  if (status !== 0) return 'venv'
  const [major = 0, minor = 0] = output.trim().split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_PYTHON
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor) ? null : 'version'
}

const PROBE = 'import sys, venv, ensurepip; print(f"{sys.version_info[0]}.{sys.version_info[1]}")'

const probe = async () => lackingInPython(await runCaptured('python3', ['-c', PROBE]))

/** @param {NonNullable<ReturnType<typeof lackingInPython>>} lack @param {string} [detail] */
function pythonFailure(lack, detail) {
  const because = detail === undefined ? '' : `\n  ${detail}`
  switch (lack) {
    case 'python':
      return new LaunchFailure(
        `There is no python3.${because}`,
        'sudo apt-get install -y python3-venv (Debian, Ubuntu), or Python from your system.',
      )
    case 'venv':
      return new LaunchFailure(
        `python3 cannot make an environment (venv, ensurepip).${because}`,
        'sudo apt-get install -y python3-venv',
      )
    case 'version':
      return new LaunchFailure(
        `python3 is older than ${OLDEST_PYTHON.join('.')}.`,
        'Put a newer python3 first on the PATH.',
      )
  }
}

/** @param {Terminal} terminal @throws {LaunchFailure} */
async function ensurePython(terminal) {
  const lack = await probe()
  if (lack === null) return
  if (lack === 'version' || process.getuid?.() !== 0) throw pythonFailure(lack)
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const { failure } = await installDebianPackages(['python3-venv'], {
    isDebian: isDebianFamily(release),
    isRoot: true,
    terminal,
  })
  const left = await probe()
  if (left !== null) throw pythonFailure(left, failure)
}

/**
 * @param {TestServer} name
 * @param {string} list path of its list
 * @param {Terminal} terminal
 * @throws {LaunchFailure}
 */
async function install(name, list, terminal) {
  const environment = environmentOf(name, cacheFolder())
  const step = terminal.step(`Server for tests: ${name}`)
  /** @param {string} command @param {readonly string[]} args @param {string} what */
  const run = async (command, args, what) => {
    const { status, output } = await runCaptured(command, args, {
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1' },
      onOutput: (text) => {
        const wheel = [...text.matchAll(/^Collecting ([\w.-]+)/gm)].at(-1)?.[1]
        if (wheel !== undefined) step.update(wheel)
      },
    })
    if (status === 0) return
    step.end()
    throw new LaunchFailure(
      `${what} failed.\n  ${lastLines(output, 3).replaceAll('\n', '\n  ')}`,
      'Run npm test again where Python packages can be fetched.',
    )
  }
  await rm(environment, { recursive: true, force: true })
  await mkdir(path.dirname(environment), { recursive: true })
  await run('python3', ['-m', 'venv', environment], 'Making a Python environment')
  await run(
    testServerPython(name),
    ['-m', 'pip', 'install', '--no-deps', '--only-binary', ':all:', '--no-compile', '-r', list],
    'Installing its packages',
  )
  await writeFile(path.join(environment, STAMP), await readFile(list, 'utf8'))
  step.done()
}

/**
 * Installs the servers that tests start, where they are not there yet. Not every machine can have
 * them: tests whose server is missing are skipped, so it is no failure, but it is said.
 * @param {string} repoRoot
 * @param {Terminal} terminal
 */
export async function ensureTestServers(repoRoot, terminal) {
  for (const name of TEST_SERVERS) {
    if ((await missingTestServer(repoRoot, name)) === null) continue
    try {
      await ensurePython(terminal)
      const list = listOf(repoRoot, name)
      await withLock(`${environmentOf(name, cacheFolder())}.lock`, async () => {
        // Another process may have installed it meanwhile.
        if ((await missingTestServer(repoRoot, name)) !== null) await install(name, list, terminal)
      })
    } catch (error) {
      if (!(error instanceof LaunchFailure)) throw error
      terminal.warn(`The server ${name} cannot be had: the tests that need it are skipped.`)
      terminal.say(`  ${error.message}\n  ${error.remedy.replaceAll('\n', '\n  ')}`)
    }
  }
}
