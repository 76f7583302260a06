import { join } from 'node:path'
import { readSoundFile } from '../../engines/sound-files/read-sound-file.ts'

/** In the resources: a short spoken question, 16 kHz mono. */
export const TEST_QUESTION = 'providers/test-question.flac'

/** What a provider's speech to text is tried with: a short spoken question, 16 kHz mono. */
export const testQuestion = (resources: string) => async (): Promise<Float32Array> =>
  (await readSoundFile(join(resources, TEST_QUESTION))).samples
