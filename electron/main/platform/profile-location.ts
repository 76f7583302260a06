import { posix, win32 } from 'node:path'

/**
 * The folder of the default profile: where Electron keeps an app's data, so that the app and the
 * command line, which runs without Electron, share settings and transcripts.
 */
export const defaultProfileFolder = (
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string => {
  if (platform === 'win32') {
    const roaming = environment['APPDATA'] ?? win32.join(homeFolder, 'AppData', 'Roaming')
    return win32.join(roaming, 'Warbler')
  }
  if (platform === 'darwin') {
    return posix.join(homeFolder, 'Library', 'Application Support', 'Warbler')
  }
  const config = environment['XDG_CONFIG_HOME']
  const base = config?.startsWith('/') === true ? config : posix.join(homeFolder, '.config')
  return posix.join(base, 'warbler')
}
