import { readFlac } from './flac-file.ts'
import type { Sound } from './sound.ts'
import { readWave } from './wave-file.ts'

/** A FLAC file or a 16-bit WAV file, by its name; the first channel. */
export const readSound = (file: string): Promise<Sound> =>
  file.endsWith('.flac') ? readFlac(file) : readWave(file)
