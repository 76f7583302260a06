import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import type { Point, Rectangle } from '../../windows/overlay-placement.ts'
import { systemClock } from '../../workers/clock.ts'
import { authorizationIn, xAddress } from './address.ts'
import { openXConnection, type XConnection } from './connection.ts'
import { pointerIn } from './wire.ts'
import { watchDesktop, type DesktopView, type DesktopWatch } from './desktop-watch.ts'

interface OpenDesktopWatch {
  readonly look: () => void
  /** Where the pointer is, in pixels of the screen; null: nobody knows. */
  readonly pointer: () => Promise<Point | null>
  readonly dispose: () => void
}

/**
 * Watches the X desktop of this session. Where there is none that lets us in (Wayland, macOS, Windows, a
 * display of another machine) nothing is ever told, and nothing is lost by it.
 * @param displays in pixels of the screen; null: they are not X's.
 */
export const openDesktopWatch = (
  displays: (() => readonly Rectangle[]) | null,
  onView: (view: DesktopView) => void,
): OpenDesktopWatch => {
  let watch: DesktopWatch | null = null
  let connection: XConnection | null = null
  let isDisposed = false
  const open = async (): Promise<void> => {
    const address = xAddress(process.env['DISPLAY'])
    if (process.platform !== 'linux' || address === null || displays === null) return
    const file = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
    const authority = await readFile(file).catch(() => Buffer.alloc(0))
    const authorization = authorizationIn(authority, address.display, hostname())
    const path = `/tmp/.X11-unix/X${address.display}`
    const listener = {
      onEvent: (event: Buffer) => watch?.take(event),
      // The server goes with the session, and so do we.
      onEnd: () => watch?.dispose(),
    }
    connection =
      (await openXConnection(path, authorization, listener)) ??
      // In Linux's abstract name space.
      (await openXConnection(`\0${path}`, authorization, listener))
    if (connection === null) return
    watch = await watchDesktop({ connection, clock: systemClock, displays, onView })
    if (isDisposed) dispose()
  }
  const dispose = (): void => {
    isDisposed = true
    watch?.dispose()
    connection?.close()
  }
  void open()
  return {
    look: () => watch?.look(),
    pointer: async () => {
      const reply = await connection?.ask({ type: 'pointer', root: connection.root })
      return reply == null ? null : pointerIn(reply)
    },
    dispose,
  }
}
