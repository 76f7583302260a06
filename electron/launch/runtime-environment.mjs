import { sandboxFor } from './sandbox.mjs'

/**
 * What tests and benchmarks that start the app themselves have to know about the runtime:
 * - `WARBLER_ELECTRON`: path of the executable
 * - `WARBLER_ELECTRON_SOURCE`: `override`, `official` or `fallback`
 * - `WARBLER_ELECTRON_ARGUMENTS`: flags that this machine needs, before the app's folder; may be empty
 * @param {import('./electron-runtime.mjs').ElectronRuntime} runtime
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function runtimeEnvironment(runtime, env) {
  const { args } = await sandboxFor(runtime.path)
  return {
    ...env,
    WARBLER_ELECTRON: runtime.path,
    WARBLER_ELECTRON_SOURCE: runtime.source,
    WARBLER_ELECTRON_ARGUMENTS: args.join(' '),
  }
}
