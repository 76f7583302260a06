import { utilityProcess, type MessagePortMain } from 'electron'
import { collectOutput } from './output-ring.ts'
import { createInbox, type SpawnWorker } from './process-host.ts'
import { applyNiceness } from './process-priority.ts'
import { workerEnvironment } from './worker-environment.ts'

/** Workers as Electron utility processes. Only after the app's `ready`. */
export const spawnUtilityProcess: SpawnWorker = (entry, options) => {
  const child = utilityProcess.fork(entry, [], {
    env: workerEnvironment(process.env),
    execArgv: [...(options.execArgv ?? [])],
    serviceName: `Warbler ${options.name}`,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collectOutput(child.stdout, child.stderr)
  child.on('error', (type, location) => output.write(`${type} at ${location}\n`))
  child.on('spawn', () => applyNiceness(child.pid, options.niceness))

  const { receive, onMessage, onChannelMessage } = createInbox()
  child.on('message', receive)
  return {
    get pid() {
      return child.pid
    },
    postMessage: (message, ports = []) => {
      // The ports come from our own `MessageChannelMain`s; the port type is narrower so that the
      // child-process host compiles without Electron.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      child.postMessage(message, [...ports] as MessagePortMain[])
    },
    postToChannel: (channel, message) => child.postMessage({ channel, message }, []),
    onMessage,
    onChannelMessage,
    onExit: (listener) => void child.on('exit', (code) => listener({ code, signal: null })),
    kill: (force) => {
      // `kill()` is a SIGTERM, which a native call that hangs or a handler may sit out.
      if (force && child.pid !== undefined) endByForce(child.pid)
      else child.kill()
    },
    output: output.text,
  }
}

const endByForce = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (thrown) {
    // It ended by itself a moment ago.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown
  }
}
