import { waitUntil } from '../child-process.ts'
import { soundSpans, type SoundDetection, type SoundSpan } from './measure.ts'
import { RECORDING_RATE_HZ, type Recording } from './recording.ts'

interface SoundWait {
  readonly detection?: SoundDetection
  readonly withinMs?: number
}

const LOOK_EVERY_MS = 50

/** Sounds at the loudspeaker since `fromSample`, positions counted from the recording's start. */
const loudspeakerSpans = async (
  recording: Recording,
  fromSample: number,
  detection?: SoundDetection,
): Promise<{ readonly spans: readonly SoundSpan[]; readonly end: number }> => {
  const { loudspeakerChannel, sampleRateHz } = await recording.read(fromSample)
  const spans = soundSpans(loudspeakerChannel, sampleRateHz, detection).map(({ start, end }) => ({
    start: start + fromSample,
    end: end + fromSample,
  }))
  return { spans, end: fromSample + loudspeakerChannel.length }
}

/**
 * Waits until the loudspeaker sounds after `fromSample`: resolves with the first sample, while the
 * sound still goes on. `detection.minimumMs` (default 250) leaves earcons out.
 */
export const waitForSound = async (
  recording: Recording,
  fromSample: number,
  { detection = { minimumMs: 250 }, withinMs = 20_000 }: SoundWait = {},
): Promise<number> =>
  waitUntil(
    'a sound at the loudspeaker',
    async () => (await loudspeakerSpans(recording, fromSample, detection)).spans[0]?.start,
    { withinMs, everyMs: LOOK_EVERY_MS },
  )

/**
 * Waits until the loudspeaker has sounded after `fromSample` and been silent for `silentForMs`.
 * Resolves with what sounded, from the first sample to the last.
 */
export const waitForSilence = async (
  recording: Recording,
  fromSample: number,
  {
    silentForMs = 1200,
    detection = { minimumMs: 250 },
    withinMs = 60_000,
  }: SoundWait & { readonly silentForMs?: number } = {},
): Promise<SoundSpan> =>
  waitUntil(
    'silence at the loudspeaker',
    async () => {
      const { spans, end } = await loudspeakerSpans(recording, fromSample, detection)
      const [first, last] = [spans[0], spans.at(-1)]
      if (first === undefined || last === undefined) return undefined
      const silentMs = ((end - last.end) * 1000) / RECORDING_RATE_HZ
      return silentMs < silentForMs ? undefined : { start: first.start, end: last.end }
    },
    { withinMs, everyMs: LOOK_EVERY_MS },
  )
