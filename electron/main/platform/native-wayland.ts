/** From this version on Electron takes Wayland by itself where the session is one. */
const TAKES_WAYLAND = 38

/**
 * Whether our windows are the compositor's own (and not X windows that it shows): it places them, and tells
 * nobody where the pointer is.
 * @param asked value of the switch `ozone-platform`, or of `ozone-platform-hint`; empty: neither is set.
 */
export const isNativeWayland = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  electronVersion: string,
  asked: string,
): boolean => {
  if (platform !== 'linux' || asked === 'x11') return false
  if (asked === 'wayland') return true
  const isSession = env['XDG_SESSION_TYPE'] === 'wayland' || !env['DISPLAY']
  const takes = asked === 'auto' || Number.parseInt(electronVersion, 10) >= TAKES_WAYLAND
  return takes && isSession && Boolean(env['WAYLAND_DISPLAY'])
}
