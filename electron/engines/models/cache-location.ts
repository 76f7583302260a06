import { posix, win32 } from 'node:path'

/**
 * The folder all profiles of this person share (`WARBLER_MODELS` overrides): the system's cache
 * folder, because models can be fetched again.
 */
export const modelsFolder = (
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string => {
  const override = environment['WARBLER_MODELS']
  if (override !== undefined && override !== '') return override
  if (platform === 'win32') {
    const local = environment['LOCALAPPDATA'] ?? win32.join(homeFolder, 'AppData', 'Local')
    return win32.join(local, 'Warbler', 'models')
  }
  if (platform === 'darwin') {
    return posix.join(homeFolder, 'Library', 'Caches', 'Warbler', 'models')
  }
  const cache = environment['XDG_CACHE_HOME']
  // The XDG specification ignores relative paths.
  const base = cache?.startsWith('/') === true ? cache : posix.join(homeFolder, '.cache')
  return posix.join(base, 'warbler', 'models')
}
