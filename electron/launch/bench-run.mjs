import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { LaunchFailure } from './launch-failure.mjs'
import { fetchModels } from './models.mjs'
import { ensureNodeModules } from './node-modules.mjs'
import { runInPlace } from './processes.mjs'
import { runtimeEnvironment } from './runtime-environment.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { ensureTestServers } from './test-servers.mjs'
import { createTerminal, showFailure } from './terminal.mjs'

const REPO_ROOT = path.resolve(import.meta.dirname, '..', '..')

/**
 * `npm run bench`: makes everything ready as `npm test` does, then runs the benchmark.
 * @param {readonly string[]} args for the benchmark
 * @returns {Promise<number>} exit status
 */
export async function bench(args) {
  // Standard output belongs to the benchmark's figures.
  const terminal = createTerminal(process.stderr)
  try {
    await ensureNodeModules(REPO_ROOT, terminal)
    const electron = await electronExecutable(REPO_ROOT, terminal)
    await ensureSystemLibraries({ electron: electron.path, forTests: true }, terminal)
    await ensureBuild(REPO_ROOT, terminal)
    await fetchModels(REPO_ROOT)
    // What Warbler adds on top of an engine is measured against servers that others wrote.
    if (args.some((part) => part === 'engines' || part === 'engines:servers'))
      await ensureTestServers(REPO_ROOT, terminal)
    return await runInPlace(
      process.execPath,
      [
        path.join(REPO_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'),
        path.join(REPO_ROOT, 'tests', 'bench', 'run.ts'),
        ...args,
      ],
      { cwd: REPO_ROOT, env: await runtimeEnvironment(electron, process.env) },
    )
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error
    showFailure(terminal, error)
    return 1
  }
}
