/**
 * From the voice activity of single frames to speech, pause and speech again. Pure: the caller feeds
 * frames in order and acts on the events.
 *
 * Invariants:
 * 1. Events of one segmenter alternate: start, pause, resume, pause, resume ...
 * 2. A start or resume needs `CERTAIN_POSITIVE` positive frames in a short window, and is dated back
 *    to the first of them; what decays before that is a misfire and starts nothing.
 * 3. A pause comes after `HANGOVER_FRAMES` frames that are clearly silent, one later where any is
 *    not, and its end lies behind the last frame with speech.
 */

/** One frame of 32 ms, as the voice activity detector sees it. */
export interface SpeechFrame {
  /** Consecutive frames have consecutive indices. */
  readonly index: number
  /** Probability of speech, 0 to 1. */
  readonly probability: number
  /** Root mean square of the samples, 0 to 1. */
  readonly rms: number
  /** The app's own voice or earcon was audible during this frame. */
  readonly playing: boolean
}

export type SegmenterEvent =
  /** Speech is certain; it began with frame `startFrame`. */
  | { readonly type: 'start'; readonly startFrame: number }
  /** Speech has paused; `endFrame` (exclusive) keeps one frame of margin behind the last speech. */
  | { readonly type: 'pause'; readonly lastSpeechFrame: number; readonly endFrame: number }
  /** Speech goes on; it began again with frame `startFrame`. */
  | { readonly type: 'resume'; readonly startFrame: number }
  /** Something sounded like speech until before `endFrame`, and was none. */
  | { readonly type: 'misfire'; readonly endFrame: number }

export interface SegmenterState {
  readonly phase: 'quiet' | 'speaking' | 'paused'
  /** Positive frames of the current window, while not speaking. */
  readonly candidates: readonly number[]
  /** Index of the last frame with speech; -1 before the first. */
  readonly lastSpeechFrame: number
  /** A frame since then was not clearly silent. */
  readonly unclear: boolean
}

export const INITIAL_SEGMENTER: SegmenterState = {
  phase: 'quiet',
  candidates: [],
  lastSpeechFrame: -1,
  unclear: false,
}

interface Thresholds {
  /** A frame from here on is a sign that speech begins. */
  readonly positive: number
  /** While speaking, a frame below this is silence. */
  readonly negative: number
  /** Quieter frames are never speech, whatever the detector thinks of them. */
  readonly minimumRms: number
  /** So many signs make a beginning certain. */
  readonly certain: Certainty
}

interface Certainty {
  readonly positive: number
  /** Among the last so many frames. */
  readonly window: number
}

/** Certain after 64 to 96 ms. Speech that goes on after a pause is likely. */
const TWO_OF_THREE: Certainty = { positive: 2, window: 3 }
/** Certain after 96 to 128 ms; every "mm-hm" of the clips is still found. */
const THREE_OF_FOUR: Certainty = { positive: 3, window: 4 }

const LISTENING: Thresholds = {
  positive: 0.5,
  negative: 0.35,
  minimumRms: 0.001,
  certain: THREE_OF_FOUR,
}
/** The reply only stands still for a moment if it was none, but stop it must at once if it was. */
const WHILE_PLAYING: Thresholds = {
  positive: 0.75,
  negative: 0.5,
  minimumRms: 0.01,
  certain: TWO_OF_THREE,
}

/**
 * 96 ms of silence, 128 where it is not clear. A pause ends no turn: it only lets the answer begin
 * while the silence is waited out, and is taken back when speech goes on, at the price of a decode
 * and an aborted generation. Pauses inside phrases, of 56 clips of two voices at four places in the
 * frame grid, and the median from the end of speech to the pause's report:
 *
 * | frames | inside phrases | ms |
 * |---|---|---|
 * | 5 | 0 | 170 |
 * | 4 | 1.3 | 138 |
 * | 3, 4 where one is unclear | 3.1 | 106 |
 * | 3 | 3.3 | 106 |
 * | 2, 4 where one is unclear | 11.6 | 74 |
 *
 * To ask for a fall of 20 dB besides changed nothing: the gaps inside phrases are the closures of
 * stops, as silent as any pause.
 */
export const HANGOVER_FRAMES = 3
export const UNCLEAR_HANGOVER_FRAMES = 4
const CLEARLY_SILENT = 0.15

/** Takes one frame in; the event, if any, is about the frames up to and including it. */
export const segmentSpeech = (
  state: SegmenterState,
  frame: SpeechFrame,
): { readonly state: SegmenterState; readonly event: SegmenterEvent | null } => {
  const thresholds = frame.playing ? WHILE_PLAYING : LISTENING
  const probability = frame.rms < thresholds.minimumRms ? 0 : frame.probability
  return state.phase === 'speaking'
    ? whileSpeaking(state, frame.index, {
        speech: probability >= thresholds.negative,
        unclear: probability >= CLEARLY_SILENT,
      })
    : whileSilent(state, frame.index, probability >= thresholds.positive, thresholds.certain)
}

const whileSpeaking = (
  state: SegmenterState,
  index: number,
  heard: { readonly speech: boolean; readonly unclear: boolean },
) => {
  if (heard.speech) {
    return { state: { ...state, lastSpeechFrame: index, unclear: false }, event: null }
  }
  const { lastSpeechFrame } = state
  const unclear = state.unclear || heard.unclear
  if (index - lastSpeechFrame < (unclear ? UNCLEAR_HANGOVER_FRAMES : HANGOVER_FRAMES)) {
    return { state: { ...state, unclear }, event: null }
  }
  return {
    state: { phase: 'paused', candidates: [], lastSpeechFrame, unclear: false } as const,
    event: { type: 'pause', lastSpeechFrame, endFrame: lastSpeechFrame + 2 } as const,
  }
}

const whileSilent = (
  state: SegmenterState,
  index: number,
  positive: boolean,
  beginning: Certainty,
) => {
  const resuming = state.phase === 'paused'
  const { window, positive: needed } = resuming ? TWO_OF_THREE : beginning
  const recent = state.candidates.filter((candidate) => candidate > index - window)
  const candidates = positive ? [...recent, index] : recent
  const [startFrame] = candidates
  if (positive && startFrame !== undefined && candidates.length >= needed) {
    return {
      state: { phase: 'speaking', candidates: [], lastSpeechFrame: index, unclear: false } as const,
      event: { type: resuming ? 'resume' : 'start', startFrame } as const,
    }
  }
  const faded = state.candidates.at(-1)
  const misfired = !resuming && faded !== undefined && startFrame === undefined
  return {
    state: { ...state, candidates },
    event: misfired ? ({ type: 'misfire', endFrame: faded + 1 } as const) : null,
  }
}
