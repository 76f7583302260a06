import { join } from 'node:path'
import { readFlac } from '../../support/sound-lab/flac-file.ts'
import { QUESTIONS_FOLDER } from '../../support/sound-lab/questions.ts'
import { joinSounds } from '../../support/sound-lab/sound.ts'

/** Committed clips one after the other, 16 kHz, and `trailingSamples` of nothing behind them. */
export const clips = async (
  names: readonly string[],
  trailingSamples = 0,
): Promise<Float32Array> => {
  const sounds = await Promise.all(
    names.map((name) => readFlac(join(QUESTIONS_FOLDER, `${name}.flac`))),
  )
  const silence = { samples: new Float32Array(trailingSamples), sampleRateHz: 16_000 }
  return joinSounds([...sounds, silence]).samples
}
