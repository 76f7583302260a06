import { parseArgs } from 'node:util'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import { linkIn } from '../../core/actions/links.ts'
import type { EngineChoice } from '../providers/engine-choice.ts'

/** What the command line asks for. */
export interface CommandLine {
  /** Sound files of questions, each a turn of one conversation; null without `--ask`. */
  readonly ask: readonly string[] | null
  readonly out: string | null
  readonly json: boolean
  /** Engines for this run alone: see `applyEngineChoice`. */
  readonly engines: EngineChoice
  readonly listen: boolean
  readonly hidden: boolean
  /** Absolute or relative to the working directory; null is the default profile. */
  readonly profile: string | null
  /** A `warbler://` link that is to be followed, as the system hands it over; null: none. */
  readonly link: string | null
  /** For the instance that runs already. */
  readonly command: 'toggle' | 'cancel' | 'mute' | 'wait' | 'quit' | null
  /** Ids of the models to fetch, none for the set of this machine; null without `--fetch-models`. */
  readonly fetchModels: readonly string[] | null
  readonly help: boolean
  readonly version: boolean
}

const COMMANDS = ['toggle', 'cancel', 'mute', 'wait', 'quit'] as const

/** Parses the app's own arguments (those behind the app's path). */
export const parseCommandLine = (all: readonly string[]): Result<CommandLine> => {
  const link = linkIn(all)
  const args = all.filter((argument) => argument !== link)
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        ask: { type: 'string', multiple: true },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        stt: { type: 'string' },
        llm: { type: 'string' },
        tts: { type: 'string' },
        listen: { type: 'boolean', default: false },
        hidden: { type: 'boolean', default: false },
        profile: { type: 'string' },
        toggle: { type: 'boolean', default: false },
        cancel: { type: 'boolean', default: false },
        mute: { type: 'boolean', default: false },
        wait: { type: 'boolean', default: false },
        quit: { type: 'boolean', default: false },
        'fetch-models': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    })
    const commands = COMMANDS.filter((command) => values[command])
    if (commands.length > 1)
      return fail('usage.invalid', `choose one of --${commands.join(', --')}`)
    const fetchesModels = values['fetch-models']
    if (values.ask !== undefined && fetchesModels) {
      return fail('usage.invalid', 'choose one of --ask, --fetch-models')
    }
    // An unset variable of a script; the working folder is nobody's profile.
    if (values.profile === '') return fail('usage.invalid', '--profile names no folder')
    const stray = fetchesModels ? undefined : positionals[0]
    if (values.ask === undefined && (stray !== undefined || values.out !== undefined)) {
      return fail('usage.invalid', `--ask is missing before ${stray ?? '--out'}`)
    }
    if (values.ask === undefined && values.json) {
      return fail('usage.invalid', '--ask is missing before --json')
    }
    const engines = { stt: values.stt ?? null, llm: values.llm ?? null, tts: values.tts ?? null }
    const chosen = Object.entries(engines).find(([, engine]) => engine !== null)
    if (values.ask === undefined && chosen !== undefined) {
      return fail('usage.invalid', `--ask is missing before --${chosen[0]}`)
    }
    return succeed({
      engines,
      link,
      ask: values.ask === undefined ? null : [...values.ask, ...positionals],
      out: values.out ?? null,
      json: values.json,
      listen: values.listen,
      hidden: values.hidden,
      profile: values.profile ?? null,
      command: commands[0] ?? null,
      fetchModels: fetchesModels ? positionals : null,
      help: values.help,
      version: values.version,
    })
  } catch (thrown) {
    const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('. ')
    return fail('usage.invalid', reason)
  }
}

/**
 * The app's arguments out of Electron's: everything behind the app's folder, which is the first
 * argument that is no switch. A packaged app has no such folder.
 */
export const ownArguments = (argv: readonly string[], packaged: boolean): readonly string[] => {
  const args = argv.slice(1)
  if (packaged) return args
  const folder = args.findIndex((argument) => !argument.startsWith('-'))
  return folder < 0 ? [] : args.slice(folder + 1)
}

export const USAGE = `Usage: npm start -- [options]

  (none)                 open Warbler
  --listen               open it and leave the conversation open
  --hidden               open it without showing a window
  --profile DIR          keep settings and transcripts in DIR

  --toggle               start or stop talking in the Warbler that runs
  --cancel               make it stop: listening, thinking, speaking
  --mute                 mute or unmute its microphone
  --wait                 have it wait for its wake phrase, or not any more
  --quit                 end it

  --ask FILE [FILE ...]  answer spoken questions from sound files (WAV, FLAC, MP3),
                         without display or sound card; several are one conversation
  --out REPLY.wav        write the spoken reply there (16-bit WAV)
  --stt, --llm, --tts E  use engine E for this run: local, a model of the catalogue, a
                         provider of the settings, PROVIDER/MODEL, or realtime:PROVIDER; keys
                         of providers come from WARBLER_KEY_<PROVIDER>
  --json                 print the exchange for a machine
  --fetch-models [ID...] fetch the models for this machine, or those named, and end

  --help, --version
`
