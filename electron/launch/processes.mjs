import { spawn } from 'node:child_process'
import os from 'node:os'
import { stripVTControlCharacters } from 'node:util'

/** Enough of a program's output to explain a failure. */
const KEPT_OUTPUT_CHARACTERS = 400_000

/**
 * @typedef {object} CapturedRun
 * @property {number} status exit status; 127 when the program could not be started
 * @property {string} output both streams as they came, without colours; the end of it if it was very long
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shell]
 * @property {AbortSignal} [signal] ends the program
 * @property {(text: string) => void} [onOutput]
 */

/**
 * The exit status of a shell for a program that ended so.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
function exitStatus(code, signal) {
  if (code !== null) return code
  return signal === null ? 1 : 128 + os.constants.signals[signal]
}

/**
 * Runs a program without input and keeps what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<CapturedRun>} never rejects
 */
export function runCaptured(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve) => {
    let output = ''
    /** @param {string} raw */
    const keep = (raw) => {
      // Some programs colour what goes into a pipe, NO_COLOR or not, where CI is set.
      const text = stripVTControlCharacters(raw)
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS)
      onOutput?.(text)
    }
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => resolve({ status: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) => resolve({ status: exitStatus(code, signal), output }))
  })
}

/**
 * Runs a program in our place: same input and output, signals passed on, its exit status returned.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly cwd?: string, readonly env?: NodeJS.ProcessEnv, readonly input?: 'inherit' | 'ignore' }} [options]
 * @returns {Promise<number>}
 */
export function runInPlace(command, args, { input = 'inherit', ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { ...options, stdio: [input, 'inherit', 'inherit'] })
    const stopForwarding = forwardSignals((signal) => child.kill(signal))
    const stopWatching = watchParent(() => child.kill('SIGTERM'))
    child.on('error', (error) => {
      stopForwarding()
      stopWatching()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      stopForwarding()
      stopWatching()
      resolve(exitStatus(code, signal))
    })
  })
}

/**
 * @param {(signal: NodeJS.Signals) => void} send
 * @returns {() => void} disposer
 */
function forwardSignals(send) {
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // Ctrl+C at a terminal reaches the child by itself; a second one would skip its clean-up.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    send(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  return () => {
    for (const signal of signals) process.off(signal, forward)
  }
}

/** How soon the app follows an npm that was ended. */
const PARENT_LOOK_MS = 1000

/**
 * npm ends a script by a signal to the shell between, which dies without passing it on. The only
 * trace of that here is another parent process.
 * @param {() => void} onGone
 * @returns {() => void} disposer
 */
function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, PARENT_LOOK_MS)
  return () => clearInterval(timer)
}

/**
 * The last lines of a program's output that say something.
 * @param {string} output
 * @param {number} count
 */
export function lastLines(output, count) {
  return output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n')
}
