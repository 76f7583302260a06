import Conf from 'conf'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fail, type CodedError, type Result } from '../../contracts/errors.ts'
import { ensureDefaultModels } from '../../engines/models/ensure-default-models.ts'
import { writeWav16 } from '../../engines/sound-files/write-wav.ts'
import { Messages, resolveLocale } from '../messages.ts'
import { engineModelsOf } from '../model-selection.ts'
import { parseCommandLine, USAGE, type CommandLine } from '../platform/command-line.ts'
import { defaultProfileFolder } from '../platform/profile-location.ts'
import { openStorage } from '../storage/open-storage.ts'
import { openAsker } from './ask.ts'
import { joinReplies } from './join-replies.ts'
import { jsonReport, textReport, type AskedTurn } from './report.ts'
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

const run = async (line: CommandLine): Promise<number> => {
  const ensured = await ensureDefaultModels(tell)
  if (!ensured.ok) {
    complain(ensured.error)
    return 1
  }
  const models = ensured.value
  try {
    if (line.ask === null) return 0
    const storage = openStorage(profileFolder(line), (options) => new Conf(options), Date.now())
    for (const error of storage.startErrors) complain(error)
    const asker = openAsker(storage, engineModelsOf(models))
    const turns: AskedTurn[] = []
    const replies: ReturnType<typeof asker.takeReply>[] = []
    try {
      for (const file of line.ask) {
        const turn = await asker.ask(file)
        turns.push(turn)
        replies.push(asker.takeReply())
        if (!line.json)
          process.stdout.write(`${textReport(turn, (e) => messages.error(e)).join('\n')}\n`)
      }
    } finally {
      await asker.dispose()
      storage.close()
    }
    const reply = joinReplies(replies)
    const written: Result<null> | null =
      line.out === null ? null : await writeReply(line.out, reply)
    if (line.json) {
      const seconds = reply.samples.length / reply.sampleRateHz
      process.stdout.write(`${jsonReport(turns, line.out, seconds)}\n`)
    }
    if (written !== null && !written.ok) {
      complain(written.error)
      return 1
    }
    return turns.every(({ error }) => error === null) ? 0 : 1
  } finally {
    await models.dispose()
  }
}

const writeReply = async (
  file: string,
  reply: ReturnType<typeof joinReplies>,
): Promise<Result<null>> => {
  if (reply.samples.length === 0) return fail('tts.failed', 'there is no reply to write')
  await writeWav16(file, reply.samples, reply.sampleRateHz)
  return { ok: true, value: null }
}

const main = async (): Promise<number> => {
  const parsed = parseCommandLine(process.argv.slice(2))
  if (!parsed.ok) {
    complain({ ...parsed.error, params: { detail: parsed.error.detail ?? '' } })
    tell(USAGE)
    return 2
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

main().then(
  (status) => {
    process.exitCode = status
  },
  (thrown: unknown) => {
    console.error(thrown)
    process.exitCode = 1
  },
)
