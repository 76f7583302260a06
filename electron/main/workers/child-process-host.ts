import { fork } from 'node:child_process'
import { collectOutput } from './output-ring.ts'
import { createInbox, type SpawnWorker, type WorkerExit } from './process-host.ts'
import { applyNiceness } from './process-priority.ts'
import { workerEnvironment } from './worker-environment.ts'

/**
 * Workers as children of plain Node: `--ask` on machines without Electron or display, and tests.
 * There are no MessagePorts here; sound shares the parent's channel, and a request that brings ports
 * is a mistake of the caller.
 */
export const spawnChildProcess: SpawnWorker = (entry, options) => {
  const child = fork(entry, [], {
    env: workerEnvironment(process.env),
    execArgv: [...(options.execArgv ?? [])],
    // Structured clone, as between Electron's processes: typed arrays arrive as such.
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output = collectOutput(child.stdout, child.stderr)
  applyNiceness(child.pid, options.niceness)

  let exited = false
  let tellExit: (exit: WorkerExit) => void = () => {}
  const exit = (how: WorkerExit) => {
    if (exited) return
    exited = true
    tellExit(how)
  }
  child.on('exit', (code, signal) => exit({ code, signal }))
  // It could not be started, or a message could not be sent: the latter shows in its exit as well.
  child.on('error', (error) => {
    output.write(`${error.message}\n`)
    if (child.pid === undefined) exit({ code: null, signal: null })
  })

  const post = (message: object) => {
    if (child.connected) child.send(message, undefined, undefined, () => undefined)
  }
  const { receive, onMessage, onChannelMessage } = createInbox()
  child.on('message', receive)
  return {
    get pid() {
      return child.pid
    },
    postMessage: (message, ports = []) => {
      if (ports.length > 0) throw new TypeError('a child process takes no MessagePorts')
      post(message)
    },
    postToChannel: (channel, message) => post({ channel, message }),
    onMessage,
    onChannelMessage,
    onExit: (listener) => {
      tellExit = listener
    },
    kill: (force) => void child.kill(force ? 'SIGKILL' : 'SIGTERM'),
    output: output.text,
  }
}
