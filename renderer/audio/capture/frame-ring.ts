import type { Frame } from './frame.ts'

/**
 * The latest frames of the microphone: where pre-roll comes from.
 *
 * Invariants:
 * 1. Holds at most `capacity` frames, the newest, with consecutive sequences.
 * 2. Forgets all when the microphone closes: nothing from before a mute is ever heard.
 */
export interface FrameRing {
  readonly push: (frame: Frame) => void
  /** Frames with a sequence of `sequence` or more, oldest first. */
  readonly from: (sequence: number) => readonly Frame[]
  readonly clear: () => void
}

export const createFrameRing = (capacity: number): FrameRing => {
  let frames: Frame[] = []
  return {
    push: (frame) => {
      frames.push(frame)
      if (frames.length > capacity) frames.shift()
    },
    from: (sequence) => frames.filter((frame) => frame.sequence >= sequence),
    clear: () => {
      frames = []
    },
  }
}
