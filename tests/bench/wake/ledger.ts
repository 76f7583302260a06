import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'

/**
 * What has been measured already, so that a run of hours goes on where it was broken off.
 *
 * Invariants
 * 1. A result counts for the very code that it was measured by: any change of it, of the corpus or of
 *    the detector begins a new ledger.
 * 2. Each result is on the disk before the next sound is made; half a line, of a run that was ended
 *    while it wrote, is passed over.
 */
interface Ledger<T> {
  /** The result for this sound: the known one, or what `measure` gives, which is kept. */
  readonly result: (id: string, measure: () => Promise<T>) => Promise<T>
  readonly knows: (id: string) => boolean
}

const ROOT = resolve(import.meta.dirname, '../../..')
/** All that decides what comes out. */
const WAY = [
  'electron/core/turns/speech-segmenter.ts',
  'electron/contracts/wake.ts',
  'electron/core/wake/ordinary-talk.ts',
  'electron/core/wake/spellings.ts',
  'electron/engines/onnx.ts',
  'electron/engines/wake',
  'electron/workers/wake-server.ts',
  'renderer/audio/detection',
  'renderer/audio/wake',
  'resources/wake/talk.flac',
  'tests/bench/wake/book.ts',
  'tests/bench/wake/conditions.ts',
  'tests/bench/wake/ear.ts',
  'tests/bench/wake/recorded.ts',
  'tests/bench/wake/rivals.py',
  'tests/bench/wake/rivals.txt',
  'tests/bench/wake/silero.ts',
  'tests/bench/wake/streams.ts',
  'tests/bench/wake/texts.ts',
]

const filesOf = async (path: string): Promise<readonly string[]> =>
  path.includes('.') ? [path] : (await readdir(join(ROOT, path))).map((name) => `${path}/${name}`)

const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const file of (await Promise.all(WAY.map(filesOf))).flat().toSorted()) {
    hash.update(file).update(await readFile(join(ROOT, file)))
  }
  return hash.digest('hex').slice(0, 12)
}

/** @param name of the corpus */
export const openLedger = async <T>(name: string): Promise<Ledger<T>> => {
  const folder = join(cacheFolder(), 'bench', 'wake', await fingerprint())
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${name}.jsonl`)
  const known = new Map<string, T>()
  const text = existsSync(file) ? await readFile(file, 'utf8') : ''
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      const { id, result }: { id: string; result: T } = JSON.parse(line)
      known.set(id, result)
    } catch {
      // Two runs at once, or one that was ended: it is measured again.
    }
  }
  return {
    knows: (id) => known.has(id),
    result: async (id, measure) => {
      const before = known.get(id)
      if (before !== undefined) return before
      const result = await measure()
      known.set(id, result)
      await appendFile(file, `${JSON.stringify({ id, result })}\n`)
      return result
    },
  }
}
