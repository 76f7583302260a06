import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { appParts } from './app/index.ts'
import { measureBargeIn } from './barge-in.ts'
import { conversationParts } from './conversation/index.ts'
import { engineParts } from './engines/index.ts'
import type { Section } from './figure.ts'
import { measureIdle } from './idle.ts'
import { measureLatency } from './latency.ts'
import { currentLoad, describeMachine } from './machine.ts'
import { measureQuit } from './quit.ts'
import { measureStart } from './start.ts'
import { formatReport } from './table.ts'
import { measureWakeHour } from './wake-hour.ts'
import { measureWake } from './wake/index.ts'

/** The benchmark: the built app, in a display and a sound lab of its own. See `USAGE`. */

const USAGE = `npm run bench -- [latency|barge-in|start|quit|idle|conversation|engines|app|wake|wake-hour]... [--short] [--json]
  Without a part, all of them but wake and wake-hour, which take hours. Of the conversation also one part alone: conversation:pauses,
  conversation:interruptions, conversation:echo, conversation:rooms, conversation:noise,
  conversation:speed. Of the engines: engines:loopback, engines:servers, engines:local,
  engines:realtime, engines:downloads. Of the app's windows: app:transcript (100,000 turns), app:memory.
  wake goes on where it was broken off: what is measured is kept in the cache until the code changes.
  --short  fewer questions and shorter watching (also --quick)
  --json   a JSON object on stdout instead of the table (always in test-results/bench.json)`

const RESULTS = resolve(import.meta.dirname, '../../test-results')

/** The idle parts come first: what they watch must not follow upon minutes of work. */
const parts = (quick: boolean): Readonly<Record<string, () => Promise<readonly Section[]>>> => ({
  start: () => measureStart(3),
  quit: () => measureQuit(quick ? 1 : 3),
  idle: () => measureIdle(quick ? 8 : 20),
  latency: () =>
    measureLatency(quick ? { open: 4, hold: 4, tap: 1 } : { open: 12, hold: 12, tap: 4 }),
  'barge-in': () => measureBargeIn(quick ? 3 : 6),
  ...conversationParts(quick),
  ...engineParts(quick),
  ...appParts(quick),
  wake: () => measureWake(quick),
  'wake-hour': () => measureWakeHour(quick ? 4 : 60),
})
/** Only where they are asked for. */
const HOURS_LONG = ['wake', 'wake-hour']

const electronVersion = (): string => {
  const electron = process.env['WARBLER_ELECTRON']
  if (electron === undefined) throw new Error('WARBLER_ELECTRON is not set: run npm run bench')
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  return execFileSync(electron, ['-p', 'process.versions.electron'], { env }).toString().trim()
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const quick = values.quick || values.short
const available = parts(quick)
/** A name asks for the part, or for all parts that it begins. */
const asks = (asked: string, name: string) => name === asked || name.startsWith(`${asked}:`)
const unknown = positionals.filter(
  (asked) => !Object.keys(available).some((name) => asks(asked, name)),
)

if (values.help || unknown.length > 0) {
  process.stdout.write(`${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  const machine = describeMachine(electronVersion())
  const sections: Section[] = []
  for (const [name, measure] of Object.entries(available)) {
    const wanted =
      positionals.length === 0
        ? !HOURS_LONG.includes(name)
        : positionals.some((asked) => asks(asked, name))
    if (!wanted) continue
    process.stderr.write(`${name} `)
    sections.push(...(await measure()))
  }
  const loadAfter = currentLoad()
  const json = `${JSON.stringify({ machine, loadAfter, quick, sections }, null, 2)}\n`
  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, 'bench.json'), json)
  process.stdout.write(values.json ? json : `${formatReport(machine, loadAfter, sections)}\n`)
}
