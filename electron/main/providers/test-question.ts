import { join } from 'node:path'
import { readSoundFile } from '../../engines/sound-files/read-sound-file.ts'

/** What a provider's speech to text is tried with: a short spoken question, 16 kHz mono. */
export const testQuestion = (resources: string) => async (): Promise<Float32Array> =>
  (await readSoundFile(join(resources, 'providers/test-question.flac'))).samples
