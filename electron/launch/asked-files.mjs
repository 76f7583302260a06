import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { LaunchFailure } from './launch-failure.mjs'

/** Flags of the app with a value behind them, which is no file to ask with. */
const WITH_VALUE = ['out', 'stt', 'llm', 'tts', 'profile']

/**
 * What `--ask` was given: each should be a sound file. None where nothing is asked, or asked of nothing.
 * @param {readonly string[]} args
 * @returns {{ readonly asks: boolean, readonly files: readonly string[] }}
 */
export function askedFiles(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    // What is wrong with the rest is for the app to say.
    strict: false,
    allowPositionals: true,
    options: {
      ask: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      ...Object.fromEntries(WITH_VALUE.map((flag) => [flag, { type: 'string' }])),
    },
  })
  const named = Array.isArray(values['ask']) ? values['ask'] : []
  if (values['help'] || values['version'] || named.length === 0) return { asks: false, files: [] }
  return {
    asks: true,
    files: [...named, ...positionals].filter((file) => typeof file === 'string'),
  }
}

/** A pipe is one too: `--ask <(...)`. @param {string} file */
function isThere(file) {
  try {
    return !statSync(file).isDirectory()
  } catch {
    // Not there, or the words are longer than a name may be.
    return false
  }
}

/**
 * Refuses what asks with nothing but files that are not there. For a clone in which something has still
 * to be made, which may take minutes: where nothing has, the app says the same in the person's language.
 * @param {readonly string[]} args
 * @throws {LaunchFailure}
 */
export function refuseAbsentFiles(args) {
  const { asks, files } = askedFiles(args)
  if (!asks || files.some(isThere)) return
  const [first] = files
  throw new LaunchFailure(
    first === undefined
      ? '--ask names no file.'
      : `There is no file “${first}”${files.length > 1 ? ', and none of the others either' : ''}.`,
    '--ask takes sound files (WAV, FLAC, MP3) in which the question is spoken, not its words:\n' +
      '  npm start -- --ask question.wav --out reply.wav\n' +
      'To ask aloud, open Warbler:  npm start',
  )
}
