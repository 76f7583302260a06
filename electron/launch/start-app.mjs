import path from 'node:path'
import { refuseAbsentFiles } from './asked-files.mjs'
import { ensureBuild, isBuildCurrent } from './build.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { ensureNodeModules } from './node-modules.mjs'
import { runInPlace } from './processes.mjs'
import {
  appEnvironment,
  displayArguments,
  hasDisplay,
  DEAD_DISPLAY,
  noDisplayFor,
  openingWords,
  QUIET_ARGUMENTS,
  routeOf,
} from './routes.mjs'
import { sandboxFor } from './sandbox.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { createTerminal, showFailure } from './terminal.mjs'
import { displayAnswers } from './x-display.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

const REPO_ROOT = path.resolve(import.meta.dirname, '..', '..')

/** @param {readonly string[]} args @param {Terminal} terminal @returns {Promise<number>} */
async function startPlain(args, terminal) {
  if (!(await isBuildCurrent(REPO_ROOT))) refuseAbsentFiles(args)
  await ensureNodeModules(REPO_ROOT, terminal)
  await ensureBuild(REPO_ROOT, terminal)
  return runInPlace(process.execPath, [path.join(REPO_ROOT, 'out', 'main', 'ask.js'), ...args])
}

/** @param {readonly string[]} args @param {Terminal} terminal @returns {Promise<number>} */
async function startApp(args, terminal) {
  // First, because everything after it may download for minutes.
  if (!hasDisplay(process.platform, process.env)) {
    const { message, remedy } = noDisplayFor(args)
    throw new LaunchFailure(message, remedy)
  }
  if (process.platform === 'linux' && !(await displayAnswers(process.env))) {
    throw new LaunchFailure(DEAD_DISPLAY.message, DEAD_DISPLAY.remedy)
  }
  await ensureNodeModules(REPO_ROOT, terminal)
  const electron = await electronExecutable(REPO_ROOT, terminal)
  await ensureSystemLibraries({ electron: electron.path, forTests: false }, terminal)
  await ensureBuild(REPO_ROOT, terminal)
  const sandbox = await sandboxFor(electron.path)
  if (sandbox.notice !== undefined) terminal.warn(sandbox.notice)
  const major = Number.parseInt(electron.version, 10)
  const display = displayArguments(major, process.platform, process.env)
  const flags = [...sandbox.args, ...QUIET_ARGUMENTS, ...display]
  const words = openingWords(args, process.platform)
  if (words !== null) terminal.done(words)
  return runInPlace(electron.path, [...flags, REPO_ROOT, ...args], {
    // A desktop that binds a key to this Warbler knows no path: it is told ours.
    env: { ...appEnvironment(process.env), WARBLER_NODE: process.execPath },
  })
}

/**
 * `npm start`: makes everything ready that is not, then runs the app in our place.
 * @param {readonly string[]} args as typed after `--`
 * @returns {Promise<number>} exit status
 */
export async function start(args) {
  // Standard output belongs to the app: a reply to --ask must be readable by a program.
  const terminal = createTerminal(process.stderr)
  try {
    return routeOf(args) === 'plain'
      ? await startPlain(args, terminal)
      : await startApp(args, terminal)
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error
    showFailure(terminal, error)
    return 1
  }
}
