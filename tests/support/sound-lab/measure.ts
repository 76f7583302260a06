import { levelDb } from './sound.ts'

/**
 * Where sound begins and ends in one channel of a recording. Pure.
 * Positions are sample indices; an end is exclusive: the first sample after the sound.
 */

export interface SoundSpan {
  readonly start: number
  readonly end: number
}

export interface SoundDetection {
  /**
   * A window with more energy than this is sound. The lab's channels are digitally silent, so -60
   * finds the first audible sample; with an echo in the channel choose a level above the echo's.
   */
  readonly thresholdDb?: number
  /**
   * Silence up to this long lies inside one sound. In twelve takes of Piper's joe the longest
   * silence within a phrase was 118 ms, the shortest between two sentences 160 ms.
   */
  readonly joinGapMs?: number
  /** Sound shorter than this is passed over: 250 leaves the earcons out of a search for speech. */
  readonly minimumMs?: number
}

/** The detector's window. One sample's precision comes from the second look in `refine`. */
const WINDOW_MS = 5

const inSamples = (milliseconds: number, sampleRateHz: number) =>
  Math.round((milliseconds * sampleRateHz) / 1000)

/** The first and last sample of a span that are themselves above the threshold. */
const refine = (
  channel: Float32Array,
  span: SoundSpan,
  window: number,
  amplitude: number,
): SoundSpan => {
  const audible = (index: number) => Math.abs(channel[index] ?? 0) >= amplitude
  let start = Math.max(0, span.start)
  while (start < span.start + window && !audible(start)) start++
  let end = Math.min(channel.length, span.end)
  while (end > span.end - window && !audible(end - 1)) end--
  return { start, end }
}

/** Every stretch of sound, in order. */
export const soundSpans = (
  channel: Float32Array,
  sampleRateHz: number,
  { thresholdDb = -60, joinGapMs = 140, minimumMs = 0 }: SoundDetection = {},
): readonly SoundSpan[] => {
  const window = Math.max(1, inSamples(WINDOW_MS, sampleRateHz))
  const joinGap = inSamples(joinGapMs, sampleRateHz)
  const amplitude = 10 ** (thresholdDb / 20)
  const spans: SoundSpan[] = []
  for (let at = 0; at < channel.length; at += window) {
    const end = Math.min(channel.length, at + window)
    if (levelDb(channel, at, end) <= thresholdDb) continue
    const found = refine(channel, { start: at, end }, window, amplitude)
    const last = spans.at(-1)
    if (last !== undefined && found.start - last.end <= joinGap)
      spans[spans.length - 1] = { start: last.start, end: found.end }
    else spans.push(found)
  }
  const minimum = inSamples(minimumMs, sampleRateHz)
  return spans.filter((span) => span.end - span.start >= minimum)
}

/**
 * The first sample of sound at or after `fromSample`, or null. A sound that already lasts there
 * counts as beginning there.
 */
export const firstSoundAfter = (
  channel: Float32Array,
  sampleRateHz: number,
  fromSample: number,
  detection: SoundDetection = {},
): number | null => {
  const spans = soundSpans(channel.subarray(fromSample), sampleRateHz, detection)
  const first = spans[0]
  return first === undefined ? null : fromSample + first.start
}

/** The end of the last sound before `beforeSample`, or null. */
export const lastSoundBefore = (
  channel: Float32Array,
  sampleRateHz: number,
  beforeSample: number,
  detection: SoundDetection = {},
): number | null =>
  soundSpans(channel.subarray(0, beforeSample), sampleRateHz, detection).at(-1)?.end ?? null

/**
 * Milliseconds from the end of the person's speech to the first sound of the answer, or null when
 * none came. `speechEndsAtSample` comes from `lab.play`, exact even with an echo in the channel.
 */
export const answerLatencyMs = (
  loudspeaker: Float32Array,
  sampleRateHz: number,
  speechEndsAtSample: number,
  detection: SoundDetection = { minimumMs: 250 },
): number | null => {
  const first = firstSoundAfter(loudspeaker, sampleRateHz, speechEndsAtSample, detection)
  return first === null ? null : ((first - speechEndsAtSample) * 1000) / sampleRateHz
}

/**
 * Milliseconds from a barge-in's first sample until the loudspeaker has fallen silent for at least
 * `silentForMs`; 0 when it was silent all along, null when the recording ends before that.
 */
export const silenceAfterMs = (
  loudspeaker: Float32Array,
  sampleRateHz: number,
  bargeInAtSample: number,
  { silentForMs = 400 }: { silentForMs?: number } = {},
): number | null => {
  const rest = loudspeaker.subarray(bargeInAtSample)
  const first = soundSpans(rest, sampleRateHz, {
    thresholdDb: -60,
    joinGapMs: silentForMs,
  })[0]
  const needed = inSamples(silentForMs, sampleRateHz)
  if (first === undefined || first.start > needed) return rest.length >= needed ? 0 : null
  return rest.length - first.end < needed ? null : (first.end * 1000) / sampleRateHz
}

/** How many seconds of the channel are sound. */
export const totalSoundSeconds = (
  channel: Float32Array,
  sampleRateHz: number,
  detection: SoundDetection = {},
): number =>
  soundSpans(channel, sampleRateHz, detection).reduce(
    (sum, span) => sum + (span.end - span.start) / sampleRateHz,
    0,
  )

/** The value below which a share `p` (0 to 1) of the values lie, by linear interpolation. */
export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * p
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new Error('a percentile of no values')
  return below + (above - below) * (position - Math.floor(position))
}
