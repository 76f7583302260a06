import { existsSync } from 'node:fs'
import path from 'node:path'
import { LaunchFailure } from './launch-failure.mjs'
import { runInPlace } from './processes.mjs'

/** @typedef {import('./terminal.mjs').Terminal} Terminal */

/**
 * The models that tests name, whichever of them this machine would choose for the app: the contract
 * suites run on each, and a first run is tested with the smallest. What these require comes along.
 */
export const TEST_MODELS = Object.freeze([
  'moonshine-tiny-en',
  'whisper-base',
  'piper-en-us-joe-medium',
  'kokoro-82m',
  'qwen2.5-0.5b',
  'smollm2-135m',
  'smart-turn-v3.2',
  'campplus-zh-en',
])

/**
 * The environment for fetching models for tests and benchmarks: with the mirror folder that lies
 * beside the clone, `../shared/models`, where there is one and no other is named. It is every file's
 * last source.
 * @param {string} repoRoot
 * @param {NodeJS.ProcessEnv} env
 * @param {(folder: string) => boolean} isThere
 * @returns {NodeJS.ProcessEnv}
 */
export function mirrorEnvironment(repoRoot, env, isThere = existsSync) {
  if (env['WARBLER_MODEL_MIRROR']) return env
  const folder = path.resolve(repoRoot, '..', 'shared', 'models')
  return isThere(folder) ? { ...env, WARBLER_MODEL_MIRROR: folder } : env
}

/**
 * Through the built app, which prints its own progress.
 * @param {string} repoRoot
 * @param {readonly string[]} ids none for the set that this machine gets
 * @returns {Promise<boolean>} whether all of them are there now
 */
async function fetchInPlace(repoRoot, ids) {
  const script = path.join(repoRoot, 'out', 'main', 'ask.js')
  const status = await runInPlace(process.execPath, [script, '--fetch-models', ...ids], {
    cwd: repoRoot,
    input: 'ignore',
    env: mirrorEnvironment(repoRoot, process.env),
  })
  return status === 0
}

/**
 * Fetches the models that the app uses on this machine.
 * @param {string} repoRoot with a current build
 * @throws {LaunchFailure}
 */
export async function fetchModels(repoRoot) {
  if (await fetchInPlace(repoRoot, [])) return
  throw new LaunchFailure(
    'The models could not be fetched.',
    'Above is what was tried. WARBLER_MODEL_MIRROR names a folder that has them.',
  )
}

/**
 * Fetches what only tests need beside that. Not every network reaches a source of each: tests whose
 * model is missing are skipped, so it is no failure, but it is said.
 * @param {string} repoRoot with a current build
 * @param {Terminal} terminal
 */
export async function fetchTestModels(repoRoot, terminal) {
  if (await fetchInPlace(repoRoot, TEST_MODELS)) return
  terminal.warn('Above is why a model could not be fetched: the tests that need it are skipped.')
  terminal.say('  WARBLER_MODEL_MIRROR names a folder that has it.')
}
