import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { waitUntil } from '../support/child-process.ts'
import { locate } from '../support/sound-lab/locate.ts'
import { audiblePart } from '../support/sound-lab/play.ts'
import { RECORDING_RATE_HZ } from '../support/sound-lab/recording.ts'
import { resample } from '../support/sound-lab/resample.ts'
import type { Sound } from '../support/sound-lab/sound.ts'
import type { Session } from './room.ts'

/** Asking, without looking at the app while it thinks: a look through Playwright costs it CPU. */

export const HOTKEY = 'ctrl+shift+space'

/** A pacat client on a busy machine has sounded within this. */
const SEARCH_SAMPLES = RECORDING_RATE_HZ * 2

/** Where speech lies in the recording: its first and last audible sample. */
interface Said {
  readonly startSample: number
  readonly endSample: number
}

/** Plays a sound as the person; `whenSaid` runs at once when the last sample has sounded. */
export const say = async (
  { room, recording }: Session,
  spoken: Sound,
  whenSaid: () => Promise<void> = async () => undefined,
): Promise<Said> => {
  const sound = resample(spoken, RECORDING_RATE_HZ)
  const from = await recording.position()
  await room.lab.play(sound)
  await whenSaid()
  // On a busy machine the recorder's file runs behind: what is not there yet may come.
  const found = await waitUntil(
    'the sound in the recording',
    async () => {
      const { personChannel } = await recording.read(
        from,
        from + sound.samples.length + SEARCH_SAMPLES,
      )
      return locate(personChannel, sound.samples, 0, SEARCH_SAMPLES) ?? undefined
    },
    { withinMs: 4000, everyMs: 250 },
  )
  const { start, end } = audiblePart(sound.samples)
  const at = from + found.atSample
  return { startSample: at + start, endSample: at + end }
}

/** How often the log is looked at: reading it costs the app nothing. */
const LOG_EVERY_MS = 100
/** A long reply has been spoken within this. */
const REPLY_LIMIT_MS = 90_000

/** The exchanges of the log that were not in it before, once there are any. */
export const newRecords = async (
  { warbler }: Session,
  before: number,
): Promise<readonly TurnLogRecord[]> =>
  waitUntil(
    'a finished exchange in turns.jsonl',
    async () => {
      const records = (await warbler.log()).slice(before)
      return records.length === 0 ? undefined : records
    },
    { withinMs: REPLY_LIMIT_MS, everyMs: LOG_EVERY_MS },
  )
