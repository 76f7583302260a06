import type { KeySession } from '../../contracts/shortcuts.ts'

/** Since 38 Electron is a Wayland program on Wayland, and has its keys by the desktop's portal. */
const PORTAL_SINCE = 38

export interface SessionFacts {
  readonly platform: string
  readonly electronMajor: number
  /** `XDG_SESSION_TYPE`, `WAYLAND_DISPLAY`. */
  readonly sessionType: string | undefined
  readonly waylandDisplay: string | undefined
  /** `--ozone-platform=`; empty: as Electron decides. */
  readonly ozonePlatform: string
}

export const isWayland = ({ platform, sessionType, waylandDisplay }: SessionFacts): boolean =>
  platform === 'linux' &&
  (sessionType === 'wayland' || ((sessionType ?? '') === '' && (waylandDisplay ?? '') !== ''))

/**
 * How this session lets programs have keys.
 *
 * Under XWayland `register` says yes and the key comes only while a window of X has the focus; by the portal
 * it says yes before the desktop was asked (electron/electron#52218). Neither can be believed before a key
 * has come.
 */
export const keySessionOf = (facts: SessionFacts): KeySession => {
  if (facts.platform !== 'linux') return 'system'
  if (!isWayland(facts)) return 'x11'
  return facts.electronMajor >= PORTAL_SINCE && facts.ozonePlatform !== 'x11' ? 'portal' : 'none'
}

/**
 * What Chromium must be told before it starts so that the desktop's portal is asked, with the combination
 * that is wanted; it keeps both off on GNOME.
 */
export const PORTAL_FEATURES = 'GlobalShortcutsPortal,GlobalShortcutsPortalPreferredTrigger'
