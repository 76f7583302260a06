import type { SynthesizedAudio } from '../ports.ts'
import { soundEnd, soundStart } from './silence.ts'

/** Kept before the first sound, so that its attack is not cut. */
const LEAD_MS = 10

/**
 * Takes the silence off both ends of a clause that comes in pieces: what is before its first sound
 * (Piper: 40 to 66 ms, by which every reply would come later), and what is behind its last, in whose
 * place comes a pause of `pauseMs`. Silence between its pieces stays.
 */
export async function* trimPieces(
  pieces: AsyncIterable<SynthesizedAudio>,
  pauseMs: number,
): AsyncIterable<SynthesizedAudio> {
  let started = false
  // Silence that is only said when more sound comes behind it.
  let pending = new Float32Array()
  let sampleRateHz = 0
  for await (const piece of pieces) {
    sampleRateHz = piece.sampleRateHz
    const lead = Math.round((LEAD_MS * sampleRateHz) / 1000)
    const start = started ? 0 : Math.max(0, soundStart(piece.samples) - lead)
    const end = soundEnd(piece.samples)
    if (end === 0) {
      if (started) pending = concatenate(pending, piece.samples)
      continue
    }
    started = true
    yield { samples: concatenate(pending, piece.samples.subarray(start, end)), sampleRateHz }
    pending = piece.samples.slice(end)
  }
  if (!started) return
  // What rings on below the threshold is kept as far as it fits into the pause.
  const pause = new Float32Array(Math.round((pauseMs * sampleRateHz) / 1000))
  pause.set(pending.subarray(0, pause.length))
  yield { samples: pause, sampleRateHz }
}

const concatenate = (one: Float32Array, other: Float32Array): Float32Array<ArrayBuffer> => {
  const both = new Float32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
