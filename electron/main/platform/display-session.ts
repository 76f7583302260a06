/**
 * Who shows our windows and has the keys.
 * - `system`: Windows and macOS.
 * - `x11`: an X server.
 * - `xwayland`: our windows are those of X and a Wayland compositor shows them: it has the keys, and over
 *   other windows hides the pointer from X.
 * - `wayland`: our windows are the compositor's own: it has the keys, too, places the windows, and tells
 *   nobody where the pointer is.
 */
export type DisplaySession = 'system' | 'x11' | 'xwayland' | 'wayland'

interface DisplayFacts {
  readonly platform: string
  readonly electronMajor: number
  /** `XDG_SESSION_TYPE`, `WAYLAND_DISPLAY`, `DISPLAY`. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Value of the switch `ozone-platform`, or of `ozone-platform-hint`; empty: as Electron decides. */
  readonly ozonePlatform: string
}

/** From this version on Electron takes Wayland by itself where the session is one. */
const TAKES_WAYLAND = 38

/**
 * What a session says it is counts more than displays, whose names may be left over from another one. A
 * compositor that was started from a console is in a session that says `tty`, which tells nothing.
 */
const isWaylandSession = (env: DisplayFacts['env']): boolean => {
  const type = env['XDG_SESSION_TYPE']
  if (type === 'wayland' || type === 'x11') return type === 'wayland'
  return (env['WAYLAND_DISPLAY'] ?? '') !== ''
}

/** As Electron chooses: in a session that does not say what it is, X where there is one. */
const isNative = ({ env, electronMajor, ozonePlatform }: DisplayFacts): boolean => {
  if (ozonePlatform === 'wayland' || ozonePlatform === 'x11') return ozonePlatform === 'wayland'
  const takes = ozonePlatform === 'auto' || electronMajor >= TAKES_WAYLAND
  const isSaid = env['XDG_SESSION_TYPE'] === 'wayland'
  return takes && isWaylandSession(env) && (isSaid || (env['DISPLAY'] ?? '') === '')
}

/** The one rule by which Warbler knows Wayland. */
export const displaySessionOf = (facts: DisplayFacts): DisplaySession => {
  if (facts.platform !== 'linux') return 'system'
  if (isNative(facts)) return 'wayland'
  return isWaylandSession(facts.env) ? 'xwayland' : 'x11'
}

/** Whether a compositor has the keys, and gives them to whom it likes. */
export const isWayland = (display: DisplaySession): boolean =>
  display === 'wayland' || display === 'xwayland'
