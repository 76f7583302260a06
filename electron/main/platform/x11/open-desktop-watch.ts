import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import type { Rectangle } from '../../windows/overlay-placement.ts'
import { systemClock } from '../../workers/clock.ts'
import { authorizationIn, xAddress } from './address.ts'
import { openXConnection } from './connection.ts'
import { watchDesktop, type DesktopView, type DesktopWatch } from './desktop-watch.ts'

export interface OpenDesktopWatch {
  readonly look: () => void
  readonly dispose: () => void
}

/**
 * Watches the X desktop of this session. Where there is none that lets us in (Wayland, macOS, Windows, a
 * display of another machine) nothing is ever told, and nothing is lost by it.
 * @param displays in pixels of the screen.
 */
export const openDesktopWatch = (
  displays: () => readonly Rectangle[],
  onView: (view: DesktopView) => void,
): OpenDesktopWatch => {
  let watch: DesktopWatch | null = null
  let close = (): void => undefined
  let isDisposed = false
  const open = async (): Promise<void> => {
    const address = xAddress(process.env['DISPLAY'])
    if (process.platform !== 'linux' || address === null) return
    const file = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
    const authority = await readFile(file).catch(() => Buffer.alloc(0))
    const authorization = authorizationIn(authority, address.display, hostname())
    const path = `/tmp/.X11-unix/X${address.display}`
    const listener = {
      onEvent: (event: Buffer) => watch?.take(event),
      // The server goes with the session, and so do we.
      onEnd: () => watch?.dispose(),
    }
    const connection =
      (await openXConnection(path, authorization, listener)) ??
      // In Linux's abstract name space.
      (await openXConnection(`\0${path}`, authorization, listener))
    if (connection === null) return
    close = connection.close
    watch = await watchDesktop({ connection, clock: systemClock, displays, onView })
    if (isDisposed) dispose()
  }
  const dispose = (): void => {
    isDisposed = true
    watch?.dispose()
    close()
  }
  void open()
  return { look: () => watch?.look(), dispose }
}
