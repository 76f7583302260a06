import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram, waitUntil } from '../child-process.ts'

/**
 * A PulseAudio server of its own, without any sound card.
 *
 * Invariants:
 * 1. Everything it reads and writes lies in one temporary folder, so that any number of servers run
 *    side by side, as root in a container or as an ordinary user, and none touches a desktop's own.
 * 2. It never ends by itself, and never outlives the test process.
 */

export interface PulseServer {
  /** What a client needs in its environment to reach this server and no other. */
  readonly env: Readonly<Record<string, string>>
  readonly directory: string
  /** Runs `pactl` against this server and resolves with what it printed. */
  readonly pactl: (...parameters: readonly string[]) => Promise<string>
  readonly dispose: () => Promise<void>
}

const SERVER_SETTINGS = [
  'default-sample-rate = 48000',
  'alternate-sample-rate = 48000',
  // Volumes of streams stay what the test made them.
  'flat-volumes = no',
  'rescue-streams = yes',
]

const asCommand = (line: string) => (line.startsWith('set-') ? line : `load-module ${line}`)

/** Starts the server and loads `modules`, one line each, in their order. Takes about 50 ms. */
export const startPulseServer = async (modules: readonly string[]): Promise<PulseServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'warbler-sound-'))
  const runtime = join(directory, 'run')
  const socket = join(directory, 'native')
  await mkdir(runtime, { mode: 0o700 })
  await writeFile(join(directory, 'daemon.conf'), `${SERVER_SETTINGS.join('\n')}\n`)
  await writeFile(join(directory, 'client.conf'), `autospawn = no\n`)
  // The socket comes last: once it is there, so are the devices.
  const script = [...modules, `module-native-protocol-unix auth-anonymous=1 socket=${socket}`]
  await writeFile(join(directory, 'server.pa'), ['.fail', ...script.map(asCommand)].join('\n'))
  const env = {
    PULSE_SERVER: `unix:${socket}`,
    PULSE_CLIENTCONFIG: join(directory, 'client.conf'),
    PULSE_COOKIE: join(directory, 'cookie'),
    XDG_RUNTIME_DIR: runtime,
  }
  const clientEnv = { ...process.env, ...env, LC_ALL: 'C' }
  const program = await startProgram(
    'pulseaudio',
    [
      '--daemonize=no',
      '--use-pid-file=no',
      '--exit-idle-time=-1',
      '--disallow-exit=yes',
      '--log-target=stderr',
      '-n',
      `--file=${join(directory, 'server.pa')}`,
    ],
    {
      env: {
        ...clientEnv,
        HOME: directory,
        XDG_CONFIG_HOME: directory,
        PULSE_CONFIG: join(directory, 'daemon.conf'),
        PULSE_STATE_PATH: directory,
        PULSE_RUNTIME_PATH: runtime,
        // A session bus would tell it of the desktop's own devices.
        DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      },
    },
  )
  const dispose = async () => {
    await program.stop()
    await rm(directory, { recursive: true, force: true })
  }
  let ended = false
  void program.exited.then(() => (ended = true))
  await waitUntil('the sound server', () => {
    if (ended) throw new Error(`the sound server ended: ${program.output()}`)
    return existsSync(socket) || undefined
  }).catch(async (failure: unknown) => {
    await dispose()
    throw failure
  })
  const pactl = (...parameters: readonly string[]) =>
    runProgram('pactl', parameters, { env: clientEnv })
  return { env, directory, pactl, dispose }
}
