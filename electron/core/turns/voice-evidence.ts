import { FRAME_MS, type VoiceEvidence } from '../../contracts/audio.ts'

/**
 * What was heard while somebody spoke, gathered frame by frame. Pure.
 *
 * Invariants:
 * 1. Only frames that were taken for speech count, each once, from a start or resume on.
 * 2. The background is learnt from frames that are no speech while nothing of ours is audible, and
 *    stands still while somebody speaks: it is the one before the speech.
 */
export interface HeardFrame {
  /** Consecutive frames have consecutive indices. */
  readonly index: number
  /** Probability of speech, 0 to 1. */
  readonly probability: number
  /** Root mean square of the samples, 0 to 1. */
  readonly rms: number
  /** Share of the sound that our own voice explains, 0 to 1; null where it was silent. */
  readonly echoLikeness: number | null
  /** The app's own voice or earcon was audible during this frame. */
  readonly playing: boolean
}

export interface EvidenceState {
  /** Level of the background, dB of full scale; null before the first frame of it. */
  readonly noiseDb: number | null
  /** The frames that a beginning may be dated back to. */
  readonly recent: readonly HeardFrame[]
  readonly speech: Sums
}

interface Sums {
  readonly frames: number
  readonly probability: number
  readonly peakProbability: number
  readonly power: number
  readonly likeness: number
  /** Frames in which the loudspeaker said something. */
  readonly overReply: number
}

const NO_SPEECH: Sums = {
  frames: 0,
  probability: 0,
  peakProbability: 0,
  power: 0,
  likeness: 0,
  overReply: 0,
}

export const INITIAL_EVIDENCE: EvidenceState = { noiseDb: null, recent: [], speech: NO_SPEECH }

/** A beginning is dated back by three frames at the most (`speech-segmenter.ts`). */
const RECENT_FRAMES = 4
/** No room is quieter: beside digital silence any sound would be infinitely loud. */
const SILENCE_DB = -75
/** Somebody spoke before there was anything else to hear: a quiet room is taken for granted. */
const UNKNOWN_NOISE_DB = -60
/** Frames as likely speech as this teach nothing about the background: breath, a word's tail. */
const UNLIKELY = 0.2
/**
 * A minimum follower: down by a third of the way a frame, up by 0.1 dB a frame (3 dB a second). A
 * fan that is switched on is background after some seconds, a word that the detector misses is not.
 */
const FALL = 1 / 3
const RISE_DB = 0.1

const toDb = (power: number): number =>
  Math.max(SILENCE_DB, 10 * Math.log10(Math.max(power, Number.MIN_VALUE)))

/** The background's level after one more frame of it; `levelDb` in dB of full scale. */
export const followNoise = (noiseDb: number | null, levelDb: number): number =>
  noiseDb === null
    ? levelDb
    : levelDb < noiseDb
      ? noiseDb + (levelDb - noiseDb) * FALL
      : Math.min(levelDb, noiseDb + RISE_DB)

/** The next frame that is not speech, or not known to be yet. */
export const hearOther = (state: EvidenceState, frame: HeardFrame): EvidenceState => ({
  ...state,
  noiseDb:
    frame.playing || frame.probability > UNLIKELY
      ? state.noiseDb
      : followNoise(state.noiseDb, toDb(frame.rms ** 2)),
  recent: [...state.recent, frame].slice(-RECENT_FRAMES),
})

/** Speech is certain with this frame, and began (again) with frame `startIndex`. */
export const hearBeginning = (
  state: EvidenceState,
  frame: HeardFrame,
  startIndex: number,
): EvidenceState => ({
  ...state,
  recent: [],
  speech: [...state.recent, frame]
    .filter(({ index }) => index >= startIndex)
    .reduce(add, NO_SPEECH),
})

/** The next frame of speech that has begun. */
export const hearSpeech = (state: EvidenceState, frame: HeardFrame): EvidenceState => ({
  ...state,
  speech: add(state.speech, frame),
})

/** What speech since its last beginning amounts to. */
export const evidenceOf = ({ noiseDb, speech }: EvidenceState): VoiceEvidence => {
  const { frames, overReply } = speech
  const mean = (sum: number) => (frames === 0 ? 0 : sum / frames)
  return {
    speechMs: frames * FRAME_MS,
    meanProbability: Math.min(1, mean(speech.probability)),
    peakProbability: speech.peakProbability,
    aboveNoiseDb: toDb(mean(speech.power)) - (noiseDb ?? UNKNOWN_NOISE_DB),
    echoLikeness: overReply === 0 ? null : Math.min(1, mean(speech.likeness)),
  }
}

const add = (sums: Sums, { probability, rms, echoLikeness }: HeardFrame): Sums => ({
  frames: sums.frames + 1,
  probability: sums.probability + probability,
  peakProbability: Math.max(sums.peakProbability, probability),
  power: sums.power + rms ** 2,
  likeness: sums.likeness + (echoLikeness ?? 0),
  overReply: sums.overReply + (echoLikeness === null ? 0 : 1),
})
