import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Programs that tests run beside the app.
 *
 * Invariants:
 * 1. What was started here is ended by its own pid and by nothing else.
 * 2. A program started here does not outlive the test process, however that one ends.
 * 3. What a program wrote is kept, so that a failure can say it.
 */

/** Where util-linux keeps the program that ties a child's life to its parent's. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))

export interface RunningProgram {
  readonly pid: number
  /** Everything that it wrote to stdout (unless read elsewhere) and stderr so far. */
  readonly output: () => string
  /** Settles with the exit status, or null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Asks it to end, insists after `graceMs`, and resolves when it is gone. */
  readonly stop: (graceMs?: number) => Promise<void>
}

const keepOutput = (child: ChildProcess) => {
  let text = ''
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => text
}

interface ProgramOptions {
  readonly env?: NodeJS.ProcessEnv
  /** A further pipe on file descriptor 3; each piece the program writes there is handed over. */
  readonly onThirdPipe?: (piece: string) => void
}

/** Starts a program that lives until it is stopped. Rejects when it cannot be started at all. */
export const startProgram = async (
  command: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<RunningProgram> => {
  const [program, line] =
    SETPRIV === undefined
      ? [command, parameters]
      : [SETPRIV, ['--pdeathsig', 'KILL', '--', command, ...parameters]]
  const child = spawn(program, line, {
    env: options.env ?? process.env,
    stdio: options.onThirdPipe ? ['ignore', 'pipe', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe'],
  })
  const output = keepOutput(child)
  const onThirdPipe = options.onThirdPipe
  if (onThirdPipe) child.stdio[3]?.on('data', (chunk: Buffer) => onThirdPipe(chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${command} did not start`)
  const stop = async (graceMs = 2000) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const insist = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await exited
    clearTimeout(insist)
  }
  return { pid, output, exited, stop }
}

/** Runs a program to its end. Resolves with stdout; rejects with what it said when it failed. */
export const runProgram = async (
  command: string,
  parameters: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly input?: Buffer; signal?: AbortSignal } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      env: options.env ?? process.env,
      stdio: 'pipe',
      ...(options.signal ? { signal: options.signal } : {}),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.once('error', reject)
    child.once('close', (status) => {
      if (status === 0) resolve(stdout)
      else
        reject(new Error(`${command} ${parameters.join(' ')}: status ${status}. ${stderr.trim()}`))
    })
    // A program that ends before it has read everything is judged by its status.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input)
  })

/** Waits until `check` answers something, looking every `everyMs`. Rejects after `withinMs`. */
export const waitUntil = async <T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
  { withinMs = 10_000, everyMs = 20 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await check()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
