import Conf from 'conf'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { resolveLocale } from '../../contracts/locales.ts'
import { succeed, toCodedError, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  defaultStoreOptions,
  ensureDefaultModels,
} from '../../engines/models/ensure-default-models.ts'
import { ensureNamedModels } from '../../engines/models/ensure-named-models.ts'
import { writeWav16 } from '../../engines/sound-files/write-wav.ts'
import { Messages } from '../messages.ts'
import { parseCommandLine, USAGE, type CommandLine } from '../platform/command-line.ts'
import { defaultProfileFolder } from '../platform/profile-location.ts'
import { openStorage } from '../storage/open-storage.ts'
import { newerProfile } from '../storage/profile-record.ts'
import { askFiles } from './ask-files.ts'
import { openAsker, type Asker } from './ask.ts'
import { chooseEngines } from './choose-engines.ts'
import { joinReplies } from './join-sounds.ts'
import { jsonReport, textReport } from './report.ts'
import packageJson from '../../../package.json' with { type: 'json' }

/**
 * `--ask`, `--fetch-models`, `--help` and `--version`: everything that needs neither a display nor
 * Electron. Runs in plain Node.
 */

const environmentLocale = () =>
  process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? 'en'

const messages = new Messages(resolveLocale('system', environmentLocale()))

/** Progress and complaints go to stderr: stdout carries the answer alone. */
const tell = (text: string) => process.stderr.write(`${text}\n`)

const complain = (error: CodedError): void => {
  tell(messages.error(error))
  if (error.detail !== undefined) tell(`  (${error.code}: ${error.detail})`)
}

const profileFolder = (line: CommandLine): string =>
  line.profile === null
    ? defaultProfileFolder(process.env, process.platform, homedir())
    : resolve(line.profile)

const fetchModels = async (ids: readonly string[]): Promise<number> => {
  if (ids.length > 0) {
    const errors = await ensureNamedModels(ids, tell, defaultStoreOptions())
    for (const error of errors) complain(error)
    return errors.length === 0 ? 0 : 1
  }
  const fetched = await ensureDefaultModels(tell, { turnDetector: true })
  if (!fetched.ok) return refuse(fetched.error)
  await fetched.value.dispose()
  return 0
}

const run = async (line: CommandLine): Promise<number> => {
  if (line.ask === null) return fetchModels(line.fetchModels ?? [])
  const folder = profileFolder(line)
  const newer = newerProfile(folder, packageJson.version)
  if (newer !== null) return refuse(newer)
  const storage = openStorage(folder, (options) => new Conf(options), Date.now())
  try {
    for (const error of storage.startErrors) complain(error)
    return await askAll(line, line.ask, async () => {
      const engines = await chooseEngines(storage, line.engines, tell, complain)
      return engines.ok ? succeed(openAsker(storage, engines.value, complain)) : engines
    })
  } finally {
    storage.close()
  }
}

const refuse = (error: CodedError): number => {
  complain(error)
  return 1
}

const refuseUsage = (error: CodedError): number => {
  complain({ ...error, params: { detail: error.detail ?? '' } })
  return 2
}

const askAll = async (
  line: CommandLine,
  files: readonly string[],
  open: () => Promise<Result<Asker>>,
): Promise<number> => {
  const asked = await askFiles(files, open, (turn) => {
    if (line.json) return
    process.stdout.write(`${textReport(turn, (error) => messages.error(error)).join('\n')}\n`)
  })
  if (!asked.ok) {
    const { error } = asked
    return error.code === 'usage.invalid' ? refuseUsage(error) : refuse(error)
  }
  const { turns, replies } = asked.value
  const reply = joinReplies(replies)
  if (line.json) {
    const seconds = reply.samples.length / reply.sampleRateHz
    process.stdout.write(`${jsonReport(turns, line.out, seconds)}\n`)
  }
  const answered = turns.every(({ error }) => error === null)
  if (line.out === null || reply.samples.length === 0) return answered ? 0 : 1
  const written = await writeReply(line.out, reply)
  return written.ok ? (answered ? 0 : 1) : refuse(written.error)
}

const writeReply = (file: string, reply: ReturnType<typeof joinReplies>): Promise<Result<null>> =>
  writeWav16(file, reply.samples, reply.sampleRateHz).then(
    () => succeed(null),
    (thrown: unknown) => ({ ok: false, error: toCodedError(thrown) }),
  )

const main = async (): Promise<number> => {
  const parsed = parseCommandLine(process.argv.slice(2))
  if (!parsed.ok) {
    const status = refuseUsage(parsed.error)
    tell(USAGE)
    return status
  }
  if (parsed.value.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (parsed.value.version) {
    process.stdout.write(`${packageJson.version}\n`)
    return 0
  }
  return run(parsed.value)
}

try {
  process.exitCode = await main()
} catch (thrown) {
  console.error(thrown)
  process.exitCode = 1
}
