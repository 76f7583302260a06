import { join, normalize, sep } from 'node:path'

/** Windows are loaded from here and from nowhere else. */
export const APP_SCHEME = 'warbler'
export const APP_ORIGIN = `${APP_SCHEME}://app`

/** The file that a URL of the app names, or null where it would leave the folder. */
export const fileForUrl = (url: string, root: string): string | null => {
  const { host, pathname } = new URL(url)
  if (host !== 'app') return null
  const file = normalize(join(root, decodeURIComponent(pathname)))
  return file.startsWith(root + sep) ? file : null
}

/** Links that may leave for the person's browser or mail program. */
export const isSafeExternal = (url: string): boolean => {
  try {
    return ['https:', 'mailto:'].includes(new URL(url).protocol)
  } catch {
    return false
  }
}
