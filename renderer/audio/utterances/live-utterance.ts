import { FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import {
  INITIAL_SEGMENTER,
  type SegmenterState,
} from '../../../electron/core/turns/speech-segmenter.ts'

/** The utterance that is listened to, as it stands between two frames. */
export interface LiveUtterance {
  readonly utterance: number
  /** Sequence of the frame that is its index 0; null while it waits for speech. */
  readonly firstSequence: number | null
  readonly segmenter: SegmenterState
  /** Newest frame that the voice activity detector has judged; -1 before the first. */
  readonly judgedSequence: number
  /** The end of the last speech heard; null while there was none. */
  readonly speechEndAtMs: number | null
  /** `endSample` of the last speech-pause, for as long as nothing sounded like speech since. */
  readonly pausedAtSample: number | null
  readonly finishing: Finishing | null
}

/** `finish` was asked for: the sound up to then is still on its way. */
interface Finishing {
  readonly askedAtMs: number
  /** Completes when this frame is judged; null until the frame that holds `askedAtMs` arrives. */
  readonly lastSequence: number | null
  readonly cancelTimer: () => void
}

export const beginLive = (utterance: number, firstSequence: number | null): LiveUtterance => ({
  utterance,
  firstSequence,
  segmenter: INITIAL_SEGMENTER,
  judgedSequence: -1,
  speechEndAtMs: null,
  pausedAtSample: null,
  finishing: null,
})

/** Position of a frame's first sample in the utterance. */
export const sampleOf = (live: LiveUtterance, sequence: number): number =>
  Math.max(0, sequence - (live.firstSequence ?? sequence)) * FRAME_SAMPLES

/** Silence since the last speech, with no sign of more: what is on its way can be waited out. */
export const isPaused = (live: LiveUtterance): boolean =>
  live.segmenter.phase === 'paused' && live.segmenter.candidates.length === 0
