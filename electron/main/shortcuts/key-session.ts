import type { KeySession } from '../../contracts/shortcuts.ts'
import type { DisplaySession } from '../platform/display-session.ts'

/** Since 38 Electron, as a Wayland program, has its keys by the desktop's portal. */
const PORTAL_SINCE = 38

/**
 * How this session lets programs have keys.
 *
 * Under XWayland `register` says yes and the key comes only while a window of X has the focus; by the portal
 * it says yes before the desktop was asked (electron/electron#52218). Neither can be believed before a key
 * has come.
 */
export const keySessionOf = (display: DisplaySession, electronMajor: number): KeySession => {
  switch (display) {
    case 'system':
    case 'x11':
      return display
    case 'xwayland':
      return 'none'
    case 'wayland':
      return electronMajor >= PORTAL_SINCE ? 'portal' : 'none'
  }
}

/**
 * What Chromium must be told before it starts so that the desktop's portal is asked, with the combination
 * that is wanted; it keeps both off on GNOME.
 */
export const PORTAL_FEATURES = 'GlobalShortcutsPortal,GlobalShortcutsPortalPreferredTrigger'
