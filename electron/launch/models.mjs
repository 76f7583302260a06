import path from 'node:path'
import { LaunchFailure } from './launch-failure.mjs'
import { runInPlace } from './processes.mjs'

/**
 * Fetches the models that tests and benchmarks use, through the built app. It prints its own progress.
 * @param {string} repoRoot with a current build
 * @throws {LaunchFailure}
 */
export async function fetchModels(repoRoot) {
  const script = path.join(repoRoot, 'out', 'main', 'ask.js')
  const status = await runInPlace(process.execPath, [script, '--fetch-models'], {
    cwd: repoRoot,
    input: 'ignore',
  })
  if (status === 0) return
  throw new LaunchFailure(
    'The models could not be fetched.',
    'Above is what was tried. WARBLER_MODEL_MIRROR names a folder that has them.',
  )
}
