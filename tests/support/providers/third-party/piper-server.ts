import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { testServerPython } from '../../../../electron/launch/test-servers.mjs'
import { modelFolder } from './model-files.ts'
import { startThirdPartyServer, type ThirdPartyServer } from './start-server.ts'

const VOICE = 'piper-en-us-joe-medium'

/**
 * A voice's configuration as Piper publishes it beside each model. The app keeps only the numbers of
 * the phonemes, one `<phoneme> <number>` a line; the rest is the same for every voice of this quality.
 */
const piperConfiguration = (tokens: string): object => ({
  audio: { sample_rate: 22_050, quality: 'medium' },
  espeak: { voice: 'en-us' },
  inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
  phoneme_type: 'espeak',
  phoneme_map: {},
  phoneme_id_map: Object.fromEntries(
    tokens
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), [Number(line.slice(space + 1))]]
      }),
  ),
  num_symbols: 256,
  num_speakers: 1,
  speaker_id_map: {},
})

/** Lays the app's voice where Piper's library finds model and configuration side by side. */
const prepareVoice = async (): Promise<string> => {
  const folder = join(dirname(dirname(testServerPython('piper'))), 'voices')
  const voice = join(folder, 'joe.onnx')
  await mkdir(folder, { recursive: true })
  const tokens = await readFile(join(modelFolder(VOICE), 'tokens.txt'), 'utf8')
  await writeFile(`${voice}.json`, JSON.stringify(piperConfiguration(tokens)))
  if (!existsSync(voice)) await symlink(join(modelFolder(VOICE), 'model.onnx'), voice)
  return voice
}

interface PiperServerOptions {
  /** Any other is refused; without it every request is taken. */
  readonly apiKey?: string
  readonly threads?: number
}

/**
 * Loudness: speech by Piper's own library with the app's voice, which it calls `joe`, as `wav` or as
 * `pcm` at 24 kHz. The headers of `pcm` come with the first sentence, its sound only when the last one
 * is made: what streams is for the faulty provider to test.
 */
export const startPiperServer = async ({
  apiKey,
  threads = 1,
}: PiperServerOptions = {}): Promise<ThirdPartyServer> =>
  startThirdPartyServer({
    name: 'piper',
    model: 'tts-1',
    options: { voice: await prepareVoice(), name: 'joe', api_key: apiKey ?? null, threads },
    readyPath: '/health',
  })
