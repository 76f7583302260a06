// `npm test`: makes everything ready, then runs every step, whatever the ones before it said, and ends
// with one plain line of counts.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { formatDuration } from './formats.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { fetchModels, fetchTestModels } from './models.mjs'
import { ensureNodeModules } from './node-modules.mjs'
import { runCaptured, runInPlace } from './processes.mjs'
import { runtimeEnvironment } from './runtime-environment.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { ensureTestServers } from './test-servers.mjs'
import { createTerminal, outputEnvironment, showFailure } from './terminal.mjs'
import {
  addCounts,
  countCheck,
  countSkip,
  countSuite,
  NO_TESTS,
  summaryLine,
} from './test-counts.mjs'
import { ALL_STEPS, chooseSteps, needsOf, SUITES } from './test-steps.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */
/** @typedef {import('./test-counts.mjs').Counts} Counts */
/** @typedef {import('./test-steps.mjs').StepName} StepName */

const REPO_ROOT = path.resolve(import.meta.dirname, '..', '..')

/** The checks that are one program each: its file in node_modules, its arguments. */
const PROGRAMS = /** @type {const} */ ({
  format: ['prettier/bin/prettier.cjs', '--check', '.'],
  lint: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  types: ['typescript/bin/tsc', '-b'],
})

/**
 * Does a piece of preparation and says how it failed, if it did, for the steps that need it.
 * @param {Terminal} terminal
 * @param {() => Promise<unknown>} work
 * @returns {Promise<string | undefined>} why it could not be done
 */
async function attempt(terminal, work) {
  try {
    await work()
    return undefined
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error
    showFailure(terminal, error)
    return error.message
  }
}

/**
 * Runs one named step and prints its line.
 * @param {Terminal} terminal
 * @param {string} name
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Counts>}
 */
async function timed(terminal, name, work) {
  const startedMs = Date.now()
  const counts = await work()
  const { passed, failed, skips } = counts
  const cases = passed + failed + skips.length > 1 ? `: ${summaryLine(counts)}` : ''
  const line = `${name}${cases} (${formatDuration(Date.now() - startedMs)})`
  if (failed > 0) terminal.fail(line)
  else if (passed === 0 && skips.length > 0) terminal.warn(`${line}: skipped`)
  else terminal.done(line)
  return counts
}

/** @param {Terminal} terminal @param {keyof typeof PROGRAMS} name @returns {Promise<Counts>} */
async function runCheck(terminal, name) {
  const [program, ...args] = PROGRAMS[name]
  const { status, output } = await runCaptured(
    process.execPath,
    [path.join(REPO_ROOT, 'node_modules', program), ...args],
    { cwd: REPO_ROOT, env: outputEnvironment(process.stdout, process.env) },
  )
  if (status !== 0) terminal.say(output.trimEnd())
  return countCheck(status === 0)
}

/**
 * @param {readonly StepName[]} projects
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
async function runSuites(projects, env) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'warbler-test-'))
  const reportFile = path.join(folder, 'counts.json')
  try {
    const status = await runInPlace(
      process.execPath,
      [
        path.join(REPO_ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        `--reporter=${path.join(import.meta.dirname, 'count-reporter.mjs')}`,
      ],
      { cwd: REPO_ROOT, input: 'ignore', env: { ...env, WARBLER_TEST_COUNTS: reportFile } },
    )
    const report = await readFile(reportFile, 'utf8')
      .then(JSON.parse)
      .catch(() => undefined)
    return countSuite(report, status, projects)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @param {readonly StepName[]} steps
 * @param {Terminal} terminal
 * @returns {Promise<Counts>}
 */
async function runSteps(steps, terminal) {
  const needs = needsOf(steps)
  /** @type {Counts[]} */
  const all = []
  /** @type {NodeJS.ProcessEnv} */
  let env = outputEnvironment(process.stdout, process.env)

  /** @type {string | undefined} why the built app cannot be driven */
  let obstacle
  if (needs.electron) {
    obstacle = await attempt(terminal, async () => {
      const electron = await electronExecutable(REPO_ROOT, terminal)
      env = await runtimeEnvironment(electron, env)
      await ensureSystemLibraries({ electron: electron.path, forTests: true }, terminal)
    })
  }

  // One core each, and the models come over the network meanwhile.
  const checks = Promise.all(
    /** @type {const} */ (['format', 'lint', 'types'])
      .filter((name) => steps.includes(name))
      .map((name) => timed(terminal, name, () => runCheck(terminal, name))),
  )

  /** @type {string | undefined} */
  let buildFailure
  const makeBuild = async () => {
    buildFailure = await attempt(terminal, () => ensureBuild(REPO_ROOT, terminal))
    return countCheck(buildFailure === undefined)
  }
  if (needs.build) all.push(await timed(terminal, 'build', makeBuild))

  /** @type {string | undefined} */
  let modelsFailure
  if (needs.models && buildFailure === undefined) {
    const fetched = await timed(terminal, 'models', async () => {
      modelsFailure = await attempt(terminal, async () => {
        await fetchModels(REPO_ROOT)
        await fetchTestModels(REPO_ROOT, terminal)
        await ensureTestServers(REPO_ROOT, terminal)
      })
      return modelsFailure === undefined ? NO_TESTS : countCheck(false)
    })
    all.push(fetched)
  }
  // No test runs beside other work: those of sound notice.
  all.push(...(await checks))

  const suites = SUITES.filter((name) => steps.includes(name))
  if (suites.length > 0) {
    all.push(await timed(terminal, suites.join(', '), () => runSuites(suites, env)))
  }
  if (steps.includes('e2e')) {
    const endToEnd = async () => {
      if (buildFailure !== undefined) return countSkip('e2e', buildFailure)
      // What the machine lacks was named above with its remedy; it is no reason to call this fine.
      if (obstacle !== undefined) return countCheck(false)
      return runSuites(['e2e'], env)
    }
    all.push(await timed(terminal, 'e2e', endToEnd))
  }
  return addCounts(all)
}

/**
 * `npm test [-- step...]`.
 * @param {readonly string[]} args names of steps; all if there are none
 * @returns {Promise<number>} exit status
 */
export async function test(args) {
  const terminal = createTerminal(process.stdout)
  const chosen = chooseSteps(args)
  if ('unknown' in chosen) {
    terminal.fail(`There is no step called ${chosen.unknown.join(' or ')}.`)
    terminal.say(`  Steps: ${ALL_STEPS.join(', ')}`)
    return 2
  }
  const startedMs = Date.now()
  const modulesFailure = await attempt(terminal, () => ensureNodeModules(REPO_ROOT, terminal))
  const counts =
    modulesFailure === undefined ? await runSteps(chosen.steps, terminal) : countCheck(false)
  for (const { name, reason } of counts.skips) {
    terminal.say(`  skipped: ${name}${reason === '' ? ' (no reason given)' : `: ${reason}`}`)
  }
  terminal.say(`  All of it took ${formatDuration(Date.now() - startedMs)}`)
  terminal.say(summaryLine(counts))
  return counts.failed > 0 ? 1 : 0
}
