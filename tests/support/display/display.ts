import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram, waitUntil, type RunningProgram } from '../child-process.ts'
import { WINDOW_MANAGER_CONFIGURATION } from './window-manager.ts'

/**
 * A display of its own for one test file: Xvfb, a window manager, and a person's hands.
 *
 * Invariants:
 * 1. Xvfb picks the display's number itself, so displays that start at once never collide.
 * 2. Keys and pointer go through the X server like those of a keyboard: the app is not asked.
 * 3. `dispose` ends what was started here, by pid, and leaves no file.
 */

interface DisplayWindow {
  /** X window id. */
  readonly id: number
  readonly title: string
  /** The process that owns it, null when it does not say. */
  readonly pid: number | null
}

interface Place {
  readonly x: number
  readonly y: number
}

export interface Display {
  /** Such as `:7`. */
  readonly name: string
  /** What the app needs in its environment to appear here and nowhere else. */
  readonly env: Readonly<Record<string, string>>
  /** A combination as xdotool spells it: `ctrl+shift+space`, `Escape`. Held until `keyUp`. */
  readonly keyDown: (combination: string) => Promise<void>
  readonly keyUp: (combination: string) => Promise<void>
  /** Down and up again; `heldMs` between them. */
  readonly tap: (combination: string, heldMs?: number) => Promise<void>
  readonly typeText: (text: string) => Promise<void>
  /** To screen coordinates. */
  readonly moveMouse: (x: number, y: number) => Promise<void>
  readonly click: (x: number, y: number) => Promise<void>
  /** Presses the left button there, moves to the other place in `steps`, and lets go. */
  readonly drag: (from: Place, to: Place, steps?: number) => Promise<void>
  /** The window that has the keyboard, null when none has. */
  readonly activeWindow: () => Promise<DisplayWindow | null>
  /** Windows that are mapped now. */
  readonly visibleWindows: () => Promise<readonly DisplayWindow[]>
  /** Opens a plain window that takes the keyboard, as the program the person works in. */
  readonly openOtherProgram: (title: string) => Promise<{
    readonly id: number
    /** Goes over to it, as a person does who clicks on it: a new window need not be given the focus. */
    readonly activate: () => Promise<void>
    readonly close: () => Promise<void>
  }>
  /** The whole screen as PNG. */
  readonly screenshot: (file: string) => Promise<void>
  readonly dispose: () => Promise<void>
}

const SCREEN = '1280x800x24'

const startServer = async (): Promise<{ server: RunningProgram; name: string }> => {
  let announced = ''
  const server = await startProgram(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
    { onThirdPipe: (piece) => (announced += piece) },
  )
  const number = await waitUntil(`a display number from Xvfb; it said: ${server.output()}`, () =>
    announced.endsWith('\n') ? announced.trim() : undefined,
  ).catch(async (failure: unknown) => {
    await server.stop()
    throw failure
  })
  return { server, name: `:${number}` }
}

const startWindowManager = async (directory: string, env: NodeJS.ProcessEnv) => {
  const configuration = join(directory, 'rc.xml')
  const ready = join(directory, 'ready')
  await writeFile(configuration, WINDOW_MANAGER_CONFIGURATION)
  const program = await startProgram(
    'openbox',
    ['--sm-disable', '--config-file', configuration, '--startup', `touch ${ready}`],
    { env: { ...env, HOME: directory, XDG_CONFIG_HOME: directory, XDG_CACHE_HOME: directory } },
  )
  await waitUntil('the window manager', () => existsSync(ready) || undefined)
  return program
}

const environmentOf = (name: string): Record<string, string> => ({
  DISPLAY: name,
  // A desktop's own session must not draw the app away from this display.
  WAYLAND_DISPLAY: '',
  XDG_SESSION_TYPE: 'x11',
})

/** Starts a display. Takes about 0.2 s. `windowManager: false` leaves windows without one. */
export const startDisplay = async ({ windowManager = true } = {}): Promise<Display> => {
  const directory = await mkdtemp(join(tmpdir(), 'warbler-display-'))
  const { server, name } = await startServer()
  const env = environmentOf(name)
  const programEnv = { ...process.env, ...env }
  const started: RunningProgram[] = [server]
  const run = (command: string, parameters: readonly string[]) =>
    runProgram(command, parameters, { env: programEnv })
  const xdotool = (...parameters: readonly string[]) => run('xdotool', parameters)
  const dispose = async () => {
    for (const program of started.splice(0).toReversed()) await program.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    if (windowManager) started.push(await startWindowManager(directory, programEnv))
  } catch (failure) {
    await dispose()
    throw failure
  }

  /** Null when the window has gone in the meantime. */
  const describe = async (id: string): Promise<DisplayWindow | null> => {
    const title = await xdotool('getwindowname', id).catch(() => null)
    if (title === null) return null
    const pid = await xdotool('getwindowpid', id).catch(() => '')
    return { id: Number(id), title: title.trim(), pid: pid.trim() === '' ? null : Number(pid) }
  }
  return {
    name,
    env,
    keyDown: async (combination) => void (await xdotool('keydown', combination)),
    keyUp: async (combination) => void (await xdotool('keyup', combination)),
    tap: async (combination, heldMs = 40) => {
      await xdotool('keydown', combination, 'sleep', String(heldMs / 1000), 'keyup', combination)
    },
    typeText: async (text) => void (await xdotool('type', '--delay', '15', '--', text)),
    moveMouse: async (x, y) => void (await xdotool('mousemove', '--sync', String(x), String(y))),
    click: async (x, y) => {
      await xdotool('mousemove', String(x), String(y), 'click', '1')
    },
    drag: async (from, to, steps = 8) => {
      const along = Array.from({ length: steps }, (_, index) => {
        const part = (index + 1) / steps
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part]
        return ['mousemove', String(Math.round(x)), String(Math.round(y)), 'sleep', '0.03']
      })
      const start = ['mousemove', String(from.x), String(from.y), 'sleep', '0.05', 'mousedown', '1']
      await xdotool(...start, 'sleep', '0.05', ...along.flat(), 'sleep', '0.05', 'mouseup', '1')
    },
    activeWindow: async () => {
      const asked = windowManager ? 'getactivewindow' : 'getwindowfocus'
      const id = (await xdotool(asked).catch(() => '')).trim()
      return id === '' || id === '0' || id === '1' ? null : describe(id)
    },
    visibleWindows: async () => {
      const found = await xdotool('search', '--onlyvisible', '--name', '.+').catch(() => '')
      const ids = found.split('\n').filter((id) => id !== '')
      const windows = await Promise.all(ids.map(describe))
      return windows.filter((window) => window !== null)
    },
    openOtherProgram: async (title) => {
      const program = await startProgram(
        'display',
        ['-title', title, '-immutable', '-size', '300x120', 'xc:white'],
        { env: programEnv },
      )
      started.push(program)
      const id = await waitUntil(`the window ${title}`, async () => {
        const found = await xdotool('search', '--onlyvisible', '--name', `^${title}$`).catch(
          () => '',
        )
        return found.trim() === '' ? undefined : Number(found.trim().split('\n')[0])
      })
      return {
        id,
        activate: async () => void (await xdotool('windowactivate', '--sync', String(id))),
        close: () => program.stop(),
      }
    },
    screenshot: async (file) => void (await run('import', ['-window', 'root', file])),
    dispose,
  }
}
