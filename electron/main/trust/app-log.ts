import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'

type LogLevel = 'info' | 'warning' | 'error'

/** Some thousand lines; one older file of the same size is kept. */
const ROTATE_BYTES = 512 * 1024

/** Failures whose detail is about files and models of ours, and not about what somebody said or typed. */
const PLAIN = /^(?:storage|disk|model|worker|engine|microphone|speaker|audio|instance)\./

/** What is quoted, folders, addresses, and what looks like a key. */
const withoutNames = (text: string): string =>
  text
    .replaceAll(homedir(), '~')
    .replaceAll(/"[^"]*"|'[^']*'|“[^”]*”/gu, '…')
    .replaceAll(/\b[a-z][a-z\d+.-]*:\/\/[^\s'")]+/giu, '<address>')
    .replaceAll(/(?<![~\w])(?:\/[^/\n:]+)+\//gu, '…/')
    .replaceAll(/\b(?:sk|gsk|key|token|bearer)[-_ ][\w-]{8,}/giu, '<key>')

/** Of a crash the frames: its message may quote what was being read. */
const framesOf = (detail: string): string =>
  detail
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12)
    .join(' | ')

/** What of a failure may be written down. */
const loggedError = ({ code, detail = '' }: CodedError): string => {
  if (code === 'worker.crashed' || code === 'internal.unexpected') {
    return `${code} ${withoutNames(framesOf(detail))}`.trim()
  }
  return PLAIN.test(code) ? `${code} ${withoutNames(detail)}`.trim() : code
}

/**
 * `logs/warbler.log`: what the app did, for whoever looks for a fault.
 *
 * Invariants:
 * 1. Nothing that somebody said, typed or named is in it, no key and no address; the home folder is `~`.
 * 2. What is written are codes, ids of models, numbers, and words of this program.
 * 3. A log that cannot be written costs nothing else.
 */
export class AppLog {
  readonly #folder: string
  readonly #now: () => Date
  readonly #rotateBytes: number

  constructor(profile: string, now: () => Date, rotateBytes = ROTATE_BYTES) {
    this.#folder = join(profile, 'logs')
    this.#now = now
    this.#rotateBytes = rotateBytes
  }

  get files(): readonly string[] {
    return ['warbler.old.log', 'warbler.log'].map((name) => join(this.#folder, name))
  }

  /** @param text in words of this program; `facts`: ids and numbers. */
  write(
    level: LogLevel,
    text: string,
    facts: Readonly<Record<string, string | number>> = {},
  ): void {
    const told = Object.entries(facts).map(([name, value]) => ` ${name}=${value}`)
    this.#append(`${this.#now().toISOString()} ${level} ${text}${told.join('')}\n`)
  }

  error(error: CodedError): void {
    this.write('error', loggedError(error).replaceAll('\n', ' | '))
  }

  #append(line: string): void {
    const file = join(this.#folder, 'warbler.log')
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
      if (size >= this.#rotateBytes) renameSync(file, join(this.#folder, 'warbler.old.log'))
      appendFileSync(file, line, { mode: 0o600 })
    } catch {
      // A full disk is told where words are stored.
    }
  }
}
