import { spawn } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

/** How a command ended. `status` is null where it could not be started at all. */
interface CommandResult {
  readonly status: number | null
  readonly stderr: string
}

interface CommandOptions {
  readonly folder: string
  /** Added to this process's own environment. */
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

export type RunCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions,
) => Promise<CommandResult>

/** The world outside, injected so that tests bring their own. */
export interface ModelPorts {
  readonly fetch: typeof globalThis.fetch
  readonly runCommand: RunCommand
  /** Bytes that this user may still write where `folder` lies. */
  readonly freeBytes: (folder: string) => Promise<number>
  /** Monotonic, milliseconds. */
  readonly now: () => number
  /** Rejects with the signal's reason when it is aborted. */
  readonly delay: (delayMs: number, signal: AbortSignal) => Promise<void>
  /** `WARBLER_MODEL_MIRROR`, null where none is set. */
  readonly mirrorFolder: string | null
}

/** Only the end of what a client says is kept: the cause stands last. */
const KEPT_STDERR_CHARACTERS = 4000

const runCommand: RunCommand = (command, args, { folder, environment, signal }) =>
  new Promise((resolve, reject) => {
    // A .cmd file (npm on Windows) needs a shell; every argument comes from the parsed catalogue.
    const shell = process.platform === 'win32' && command.endsWith('.cmd')
    const child = spawn(command, [...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
      shell,
      windowsHide: true,
    })
    let stderr = ''
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR_CHARACTERS)
    })
    child.once('error', (error) => {
      if (signal.aborted) reject(error)
      else resolve({ status: null, stderr: error.message })
    })
    child.once('close', (status) => resolve({ status: status ?? 1, stderr }))
  })

export const nodePorts = (environment: NodeJS.ProcessEnv = process.env): ModelPorts => ({
  fetch: (...request) => globalThis.fetch(...request),
  runCommand,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  now: () => performance.now(),
  delay: async (delayMs, signal) => {
    try {
      await wait(delayMs, undefined, { signal })
    } catch {
      throw signal.reason
    }
  },
  mirrorFolder: environment['WARBLER_MODEL_MIRROR'] ?? null,
})

/** Patience with sources, in milliseconds. */
export interface Patience {
  /** For the first answer of a host that has not answered yet in this run. */
  readonly connectMs: number
  /** Without a byte. */
  readonly stallMs: number
  /** Waits before the next try, by the number of tries in a row that brought nothing. */
  readonly retryDelaysMs: readonly number[]
  /** Between two looks at what a registry's client has written. */
  readonly pollMs: number
}

export const defaultPatience: Patience = {
  // A host that refuses or is unknown fails in 2 to 32 ms here; one behind a silent firewall never
  // does, and nobody should wait for it longer than this before the next source is tried.
  connectMs: 4000,
  stallMs: 15_000,
  retryDelaysMs: [500, 1500, 4000],
  pollMs: 250,
}
