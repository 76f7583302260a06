import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { requireFiles } from '../sherpa.ts'
import { escapeTokens, unescapeText } from './byte-tokens.ts'
import { loadSherpaRecognizer, modelFile } from './sherpa-recognizer.ts'

/** Whisper hears 30 s at a time; one second is left for its own end mark. */
const WINDOW_SECONDS = 29
/**
 * Silence behind the sound: ours, and what sherpa adds in frames of 10 ms. Its own choice of 1000
 * frames makes a sentence take three to five times as long (base, int8, 2 threads: 1.2 s instead of
 * 0.24). With less, the model begins every third sentence anew; `withoutLoop` takes that off again:
 * 5 % of words wrong then, as with the long silence.
 */
const TAIL_SECONDS = 0.5
const TAIL_FRAMES = 50

/** A folder of its own for a file that is read while a model loads, gone afterwards. */
const withFile = async <T>(text: string, use: (path: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'warbler-whisper-'))
  try {
    const path = join(folder, 'tokens.txt')
    await writeFile(path, text)
    return await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Whisper, any size. `options.language` is an ISO 639-1 code; without one the model finds out.
 * @throws CodedFailure as `loadSherpaRecognizer`
 */
export const loadSherpaWhisper = async (model: EngineModel): Promise<SpeechRecognizer> => {
  await requireFiles(Object.values(model.files), 'stt.model-missing')
  const vocabulary = escapeTokens(await readFile(modelFile(model, 'tokens'), 'utf8'))
  return withFile(vocabulary, (tokens) =>
    loadSherpaRecognizer(model, {
      modelConfig: {
        whisper: {
          encoder: modelFile(model, 'encoder'),
          decoder: modelFile(model, 'decoder'),
          language: typeof model.options['language'] === 'string' ? model.options['language'] : '',
          task: 'transcribe',
          tailPaddings: TAIL_FRAMES,
        },
      },
      windowSeconds: WINDOW_SECONDS,
      tailSeconds: TAIL_SECONDS,
      tokens,
      readText: unescapeText,
    }),
  )
}
