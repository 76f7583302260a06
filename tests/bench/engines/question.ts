import { FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import { loadQuestion, questionSound } from '../../support/sound-lab/questions.ts'

const QUESTION = 'capital-of-france'
/** A frame this far below the loudest (-12 dB) may be taken for the end. */
const LOUD_SHARE = 0.25

const energyOf = (frame: Float32Array): number =>
  Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length)

const framesOf = (samples: Float32Array): readonly Float32Array[] =>
  Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, index) =>
    samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
  )

/**
 * A spoken question, 16 kHz, in the frames in which the audio window sends it. It ends in the middle of
 * a word: behind a pause Warbler reads ahead, and its answer to who asks then would take no time at all.
 */
export const questionFrames = async (): Promise<readonly Float32Array[]> => {
  const { samples } = await questionSound(await loadQuestion(QUESTION))
  const frames = framesOf(samples)
  const loudest = Math.max(...frames.map(energyOf))
  const last = frames.findLastIndex((frame) => energyOf(frame) > loudest * LOUD_SHARE)
  return frames.slice(0, last + 1)
}

export const joinedFrames = (frames: readonly Float32Array[]): Float32Array => {
  const joined = new Float32Array(frames.length * FRAME_SAMPLES)
  for (const [index, frame] of frames.entries()) joined.set(frame, index * FRAME_SAMPLES)
  return joined
}
