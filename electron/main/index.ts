import { app } from 'electron'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { compose, type Warbler } from './compose.ts'
import { Messages, resolveLocale } from './messages.ts'
import { ownArguments, parseCommandLine, type CommandLine } from './platform/command-line.ts'
import { defaultProfileFolder } from './platform/profile-location.ts'
import { registerAppScheme, serveAppScheme } from './security/scheme.ts'

/** Entry of the app: command line, single instance, then the composition root. */

/** A clean end takes well under a second; a worker that hangs must not keep the app from ending. */
const SHUTDOWN_LIMIT_MS = 3000

const OUT = join(import.meta.dirname, '..')
const RESOURCES = join(import.meta.dirname, '../../resources')

const exitWith = (error: Parameters<Messages['error']>[0], status: number): never => {
  const messages = new Messages(resolveLocale('system', app.getLocale()))
  process.stderr.write(`${messages.error(error)}\n`)
  process.exit(status)
}

const start = async (line: CommandLine): Promise<void> => {
  app.setName('Warbler')
  const profile =
    line.profile === null
      ? defaultProfileFolder(process.env, process.platform, homedir())
      : resolve(line.profile)
  app.setPath('userData', profile)

  // The lock belongs to the profile: another profile is another Warbler.
  const first = app.requestSingleInstanceLock(line)
  if (!first) {
    app.exit(0)
    return
  }
  if (line.command !== null) {
    app.releaseSingleInstanceLock()
    exitWith({ code: 'instance.not-running' }, 1)
  }

  // Commands that come while the app is being composed wait for it.
  let warbler: Warbler | null = null
  const early: CommandLine[] = []
  app.on('second-instance', (_event, _argv, _directory, data) => {
    // Only our own `requestSingleInstanceLock` above writes this.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const asked = data as CommandLine
    if (warbler === null) early.push(asked)
    else warbler.command(asked)
  })
  // Warbler lives in the tray: closing a window is not the end.
  app.on('window-all-closed', () => undefined)
  app.on('activate', () => warbler?.command({ ...line, listen: false, command: null }))

  let ending = false
  app.on('before-quit', (event) => {
    if (ending || warbler === null) return
    event.preventDefault()
    ending = true
    const limit = new Promise((end) => setTimeout(end, SHUTDOWN_LIMIT_MS))
    void Promise.race([warbler.dispose(), limit]).finally(() => app.exit(0))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit())
  }

  await app.whenReady()
  serveAppScheme(join(OUT, 'renderer'))
  warbler = await compose(line, { profile, resources: RESOURCES })
  for (const asked of early) warbler.command(asked)
}

registerAppScheme()
const parsed = parseCommandLine(ownArguments(process.argv, app.isPackaged))
if (parsed.ok) {
  start(parsed.value).catch((thrown: unknown) => {
    console.error(thrown)
    app.exit(1)
  })
} else {
  exitWith({ ...parsed.error, params: { detail: parsed.error.detail ?? '' } }, 2)
}
