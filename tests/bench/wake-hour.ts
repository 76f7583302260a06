import { askMain, openWindow } from '../e2e/exchange.ts'
import { joinSounds, silence, type Sound } from '../support/sound-lab/sound.ts'
import { readSound } from '../support/sound-lab/sound-file.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { figure, present, type Section } from './figure.ts'
import { cpuUse, memoryMiB, ownMemoryMiB, type CpuUse } from './process-tree.ts'
import { inSession, type Session } from './room.ts'

/** Waiting for the phrase: what it takes, and whether it takes more and more. */

const PROSE = [
  'The morning was clear and the harbour lay quiet under a thin mist.',
  'Nobody had expected the letter, least of all the old captain who read it twice.',
  'They talked about the price of bread, the new road, and the weather in the hills.',
  'When the train came in at last, the children ran along the platform and laughed.',
  'He said he would call again on Thursday, but I do not think that he meant it.',
  'In the evening we walked down to the river and watched the boats go by.',
] as const

/** Has it wait for the phrase, and waits until it does. */
export const startWaiting = async ({ warbler }: Session): Promise<void> => {
  const settings = await openWindow(warbler, 'settings')
  await askMain(settings, 'settings.change', { wake: true })
  await settings.close()
  await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
}

/** Half a minute of somebody who is not talking to it. */
const talk = async (): Promise<Sound> => {
  const spoken: Sound[] = []
  for (const text of PROSE) {
    const sound = await readSound(await speak(text, { voice: 'jo' }))
    spoken.push(sound, silence(0.3, sound.sampleRateHz))
  }
  return joinSounds(spoken)
}

/** Somebody talks all the while, to somebody else. */
export const whileTalking = async <T>({ room }: Session, watch: () => Promise<T>): Promise<T> => {
  const sound = await talk()
  const silenced = new AbortController()
  const talking = (async () => {
    while (!silenced.signal.aborted) {
      await room.lab.play(sound, { signal: silenced.signal })
    }
  })().catch((error: unknown) => {
    if (!silenced.signal.aborted) throw error
  })
  try {
    return await watch()
  } finally {
    silenced.abort()
    await talking
  }
}

interface Round {
  readonly minute: number
  readonly quiet: CpuUse
  readonly speech: CpuUse
  readonly memory: number
  readonly ownMemory: number
}

const QUIET_MS = 60_000
const SPEECH_MS = 180_000
const ROUND_MINUTES = (QUIET_MS + SPEECH_MS) / 60_000

/** Rounds of four minutes: a minute of silence, three of talk; memory at the end of each. */
export const measureWakeHour = (minutes: number): Promise<readonly Section[]> =>
  inSession(async (session) => {
    const { warbler } = session
    const pid = warbler.app.process().pid
    if (pid === undefined) throw new Error('the app has no process')
    await startWaiting(session)
    const rounds: Round[] = []
    for (let minute = 0; minute < minutes; minute += ROUND_MINUTES) {
      const quiet = await cpuUse(pid, QUIET_MS)
      const speech = await whileTalking(session, () => cpuUse(pid, SPEECH_MS))
      const memory = await memoryMiB(pid)
      const ownMemory = await ownMemoryMiB(pid)
      rounds.push({ minute: minute + ROUND_MINUTES, quiet, speech, memory, ownMemory })
      process.stderr.write('.')
    }
    const turns = (await warbler.turns()).length
    process.stderr.write('\n')
    // What is loaded once is loaded in the first round.
    const [first] = rounds.slice(Math.min(1, rounds.length - 1))
    const last = rounds.at(-1)
    return [
      {
        title: `Waiting for the phrase for ${minutes} minutes, three of four with talk`,
        figures: present([
          figure(
            'silence: CPU of one core',
            '%',
            rounds.map(({ quiet }) => quiet.totalPercent),
          ),
          figure(
            'talk: CPU of one core',
            '%',
            rounds.map(({ speech }) => speech.totalPercent),
          ),
          figure(
            'memory (PSS)',
            'MiB',
            rounds.map(({ memory }) => memory),
          ),
          figure(
            'memory without files (PSS)',
            'MiB',
            rounds.map(({ ownMemory }) => ownMemory),
          ),
        ]),
        notes: [
          ...(first === undefined || last === undefined || first === last
            ? ['too short to tell whether memory grows']
            : [
                `memory without files from minute ${first.minute} to ${last.minute}: ${(last.ownMemory - first.ownMemory).toFixed(1)} MiB, least-squares ${(60 * slopeOf(rounds.slice(1))).toFixed(1)} MiB an hour`,
              ]),
          `turns made of talk that was not meant for it: ${turns}`,
        ],
      },
    ]
  })

/** MiB a minute that memory without files grows by. */
const slopeOf = (rounds: readonly Round[]): number => {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const minute = mean(rounds.map((round) => round.minute))
  const memory = mean(rounds.map((round) => round.ownMemory))
  const across = rounds.reduce((sum, round) => sum + (round.minute - minute) ** 2, 0)
  const along = rounds.reduce(
    (sum, round) => sum + (round.minute - minute) * (round.ownMemory - memory),
    0,
  )
  return across === 0 ? 0 : along / across
}
