import { app, dialog, powerMonitor } from 'electron'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ASKED_OF_RUNNING, type AskedOfRunning } from './actions/create-actions.ts'
import { linkIn } from '../core/actions/links.ts'
import type { CodedError } from '../contracts/errors.ts'
import { compose, type Warbler } from './compose.ts'
import { followEnding } from './ending.ts'
import { resolveLocale } from '../contracts/locales.ts'
import { Messages } from './messages.ts'
import { ownArguments, parseCommandLine, type CommandLine } from './platform/command-line.ts'
import { askForPortal } from './shortcuts/open-shortcuts.ts'
import { profileFault } from './platform/profile-fault.ts'
import { defaultProfileFolder } from './platform/profile-location.ts'
import { tuneScriptEngine } from './platform/script-engine.ts'
import { newerProfile } from './storage/profile-record.ts'
import { registerAppScheme, serveAppScheme } from './security/scheme.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { systemClock } from './workers/clock.ts'

/** Entry of the app: command line, single instance, then the composition root. */

const OUT = join(import.meta.dirname, '..')
const RESOURCES = join(import.meta.dirname, '../../resources')

const exitWith = (error: Parameters<Messages['error']>[0], status: number): never => {
  const messages = new Messages(resolveLocale('system', app.getLocale()))
  process.stderr.write(`${messages.error(error)}\n`)
  process.exit(status)
}

/** Told in the terminal and, for whoever started it by a click, in a dialog; its end is the app's. */
const refuse = async (error: CodedError): Promise<void> => {
  const messages = new Messages(resolveLocale('system', app.getLocale()))
  const text = messages.error(error)
  process.stderr.write(`${text}\n`)
  await app.whenReady()
  await dialog.showMessageBox({ type: 'error', title: 'Warbler', message: 'Warbler', detail: text })
  app.exit(1)
}

/**
 * A few Latin letters and no more: Electron 33 loses a larger or a nested value on its way to the
 * instance that runs, which then gets null.
 */
const askedSchema = z.object({ asked: z.enum(ASKED_OF_RUNNING) })

const askedBy = (line: CommandLine): AskedOfRunning =>
  line.command ?? (line.listen ? 'listen' : 'show')

const start = async (line: CommandLine): Promise<void> => {
  app.setName('Warbler')
  // Windows shows notices only of a program that says which one it is; a clone is known by its path.
  if (process.platform === 'win32') {
    app.setAppUserModelId(app.isPackaged ? 'app.warbler' : process.execPath)
  }
  // What people said is theirs: no file of ours is readable by other users of the machine.
  process.umask(0o077)
  const profile =
    line.profile === null
      ? defaultProfileFolder(process.env, process.platform, homedir())
      : resolve(line.profile)
  app.setPath('userData', profile)

  // The lock belongs to the profile: another profile is another Warbler.
  const first = app.requestSingleInstanceLock({ asked: askedBy(line) })
  if (!first) {
    const fault = profileFault(profile)
    if (fault !== null) exitWith(fault, 1)
    app.exit(0)
    return
  }
  const newer = newerProfile(profile, packageJson.version)
  if (newer !== null) return refuse(newer)
  if (line.command !== null) {
    app.releaseSingleInstanceLock()
    exitWith({ code: 'instance.not-running' }, 1)
  }

  // Commands that come while the app is being composed wait for it.
  let warbler: Warbler | null = null
  const early: ((warbler: Warbler) => void)[] = []
  const once = (act: (warbler: Warbler) => void): void => {
    if (warbler === null) early.push(act)
    else act(warbler)
  }
  app.on('second-instance', (_event, argv, _directory, data) => {
    // A link is longer than what the data can carry; Windows and Linux hand it over as an argument.
    const link = linkIn(argv)
    if (link !== null) return once((running) => running.openLink(link))
    const parsed = askedSchema.safeParse(data)
    const asked = parsed.success ? parsed.data.asked : 'show'
    once((running) => running.command(asked))
  })
  // macOS hands links over so, also that which starts the app.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    once((running) => running.openLink(link))
  })
  const { link } = line
  if (link !== null) once((running) => running.openLink(link))
  // Warbler lives in the tray: closing a window is not the end.
  app.on('window-all-closed', () => undefined)
  app.on('activate', () => warbler?.command('show'))

  const followPower = followEnding({
    app,
    clock: systemClock,
    running: () => warbler,
    onSignal: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener)
    },
  })

  tuneScriptEngine()
  askForPortal()
  await app.whenReady()
  followPower(powerMonitor)
  serveAppScheme(join(OUT, 'renderer'))
  warbler = await compose(line, { profile, resources: RESOURCES })
  for (const act of early) act(warbler)
}

// Electron's own answer is a dialog that stops the whole app, in front of nobody in the worst case.
process.on('uncaughtException', (thrown) => {
  console.error(thrown)
  app.exit(1)
})
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
