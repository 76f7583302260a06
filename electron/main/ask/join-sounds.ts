import { resample } from '../../engines/sound-files/resample.ts'

/** Mono, -1 to 1. */
export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** Of silence alone. */
const USUAL_RATE_HZ = 16_000

const concatenated = (all: readonly Float32Array[]): Float32Array => {
  const joined = new Float32Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const samples of all) {
    joined.set(samples, at)
    at += samples.length
  }
  return joined
}

/** Pieces that follow each other at one rate, as one: a filter would be heard at each of their seams. */
const stretches = (sounds: readonly Sound[]): readonly Sound[] => {
  const runs: { readonly sampleRateHz: number; readonly pieces: Float32Array[] }[] = []
  for (const { samples, sampleRateHz } of sounds) {
    const last = runs.at(-1)
    if (last?.sampleRateHz === sampleRateHz) last.pieces.push(samples)
    else runs.push({ sampleRateHz, pieces: [samples] })
  }
  return runs.map(({ sampleRateHz, pieces }) => ({ sampleRateHz, samples: concatenated(pieces) }))
}

/**
 * One sound out of several, in order. Voices of a line speak at rates of their own: the highest among
 * them is that of the whole, so that none loses anything.
 */
export const joinSounds = (sounds: readonly Sound[]): Sound => {
  const heard = sounds.filter(({ samples }) => samples.length > 0)
  if (heard.length === 0) return { samples: new Float32Array(0), sampleRateHz: USUAL_RATE_HZ }
  const toHz = Math.max(...heard.map(({ sampleRateHz }) => sampleRateHz))
  const all = stretches(heard).map(({ samples, sampleRateHz }) =>
    resample(samples, sampleRateHz, toHz),
  )
  return { samples: concatenated(all), sampleRateHz: toHz }
}

/** Between the replies of several turns, so that a listener hears where one ends. */
const PAUSE_SECONDS = 0.5

/** One sound out of the replies of several turns, in order. */
export const joinReplies = (replies: readonly Sound[]): Sound =>
  joinSounds(
    replies
      .filter(({ samples }) => samples.length > 0)
      .flatMap((reply, index) => {
        const { sampleRateHz } = reply
        const pause = new Float32Array(Math.round(PAUSE_SECONDS * sampleRateHz))
        return index === 0 ? [reply] : [{ samples: pause, sampleRateHz }, reply]
      }),
  )
