// Invariants
// 1. Without a terminal nothing is ever rewritten: every write ends in a newline.
// 2. On a terminal at most one line is open, and it is cleared before any other text is written.
// 3. A step that is done at once leaves one line; a step that reported nothing leaves none.
import { formatDuration } from './formats.mjs'

/** A terminal line is redrawn at most this often: faster is not readable. */
const REDRAW_MS = 120
/** In a log, a long step shows that it lives this often: a line a second buries everything else. */
const LOG_LINE_MS = 10_000
/** Longest progress text drawn on a terminal whose width is not known. */
const ASSUMED_COLUMNS = 80

/**
 * @typedef {object} Step one long piece of work
 * @property {(detail: string) => void} update progress; the elapsed time is added to it
 * @property {(text?: string) => void} done ends the step with a tick and its duration
 * @property {() => void} end ends the step without a word
 */

/**
 * @typedef {object} Terminal
 * @property {(text: string) => void} say a plain line
 * @property {(text: string) => void} done a line with a tick
 * @property {(text: string) => void} warn a line that should not be overlooked
 * @property {(text: string) => void} fail a line with a cross
 * @property {(title: string) => Step} step
 */

/**
 * @typedef {object} TextStream
 * @property {(text: string) => unknown} write
 * @property {boolean | undefined} [isTTY]
 * @property {number | undefined} [columns]
 */

/**
 * Whether to write colours: on terminals, unless NO_COLOR is set to anything or TERM is `dumb`.
 * @param {boolean} isTerminal
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function wantsColour(isTerminal, env) {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}

/**
 * The environment for programs whose output is shown here: without colours where there are none.
 * @param {TextStream} stream
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function outputEnvironment(stream, env) {
  const isColoured = wantsColour(stream.isTTY === true, env) || env['FORCE_COLOR'] !== undefined
  return isColoured ? env : { ...env, NO_COLOR: '1' }
}

/**
 * @param {TextStream} stream
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {() => number} nowMs
 * @returns {Terminal}
 */
export function createTerminal(stream, env = process.env, nowMs = Date.now) {
  const isTerminal = stream.isTTY === true && env['TERM'] !== 'dumb'
  const colour = wantsColour(isTerminal, env)
  let lineIsOpen = false

  /** @param {string} code @param {string} text */
  const paint = (code, text) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text)

  const closeLine = () => {
    if (lineIsOpen) stream.write('\r\u001B[2K')
    lineIsOpen = false
  }

  /** @param {string} text */
  const writeLine = (text) => {
    closeLine()
    stream.write(`${text}\n`)
  }

  /** @param {string} text */
  const done = (text) => writeLine(`${paint('32', '✓')} ${text}`)

  /** @param {string} title @returns {Step} */
  const step = (title) => {
    const startedMs = nowMs()
    let drawnMs = isTerminal ? startedMs - REDRAW_MS : startedMs
    return {
      update(detail) {
        const now = nowMs()
        if (now - drawnMs < (isTerminal ? REDRAW_MS : LOG_LINE_MS)) return
        drawnMs = now
        const text = `  ${title}: ${detail}, ${formatDuration(now - startedMs)}`
        if (!isTerminal) return void stream.write(`${text}\n`)
        stream.write(`\r\u001B[2K${text.slice(0, (stream.columns ?? ASSUMED_COLUMNS) - 1)}`)
        lineIsOpen = true
      },
      done(text = title) {
        done(`${text} ${paint('2', `(${formatDuration(nowMs() - startedMs)})`)}`)
      },
      end: closeLine,
    }
  }

  return {
    say: writeLine,
    done,
    warn: (text) => writeLine(`${paint('33', '!')} ${text}`),
    fail: (text) => writeLine(`${paint('31', '✗')} ${text}`),
    step,
  }
}

/**
 * Shows a failure that was expected, with its remedy below.
 * @param {Terminal} terminal
 * @param {{ readonly message: string, readonly remedy: string }} failure
 */
export function showFailure(terminal, failure) {
  terminal.fail(failure.message)
  for (const line of failure.remedy.split('\n')) terminal.say(`  ${line}`)
}
