import os from 'node:os'
import path from 'node:path'

/**
 * Where this person's Warbler keeps what every clone and profile can share. `WARBLER_CACHE`
 * overrides it; otherwise it is the place that the system has for such things.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} platform
 * @param {string} home
 * @returns {string} an absolute path
 */
export function cacheFolder(env = process.env, platform = process.platform, home = os.homedir()) {
  const override = env['WARBLER_CACHE']
  if (override) return path.resolve(override)
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'Warbler')
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'Warbler')
  }
  // The XDG specification: a relative path is invalid and must be ignored.
  const base = env['XDG_CACHE_HOME']
  return path.join(base && path.isAbsolute(base) ? base : path.join(home, '.cache'), 'warbler')
}
