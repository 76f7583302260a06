import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { writeWhole } from '../storage/write-whole.ts'

export interface ZipFile {
  /** With slashes, relative. */
  readonly name: string
  /** Bytes are handed over: whoever gave them has them no more. */
  readonly content: string | Uint8Array
}

const ENTRY = join(import.meta.dirname, 'workers/zip.js')

/** What can be handed over without a copy; of a part of something larger a copy goes. */
const wholeBuffers = (files: readonly ZipFile[]): readonly ArrayBuffer[] =>
  files.flatMap(({ content }) => {
    if (typeof content === 'string') return []
    const { buffer, byteLength } = content
    return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
  })

const pack = (entry: string, files: readonly ZipFile[]): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData: files, transferList: [...wholeBuffers(files)] })
    thread.once('message', (packed: Uint8Array) => resolve(packed))
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`packing ended with ${code}`)))
  })

/**
 * Writes a zip that is either whole or not there. It is packed in a thread, which takes some seconds for
 * 56 MB (a transcript of 200,000 turns); the check sums alone would keep main for 0.2 s.
 * @param entry what the thread runs
 * @throws what the file system throws.
 */
export const writeZip = async (
  file: string,
  files: readonly ZipFile[],
  entry = ENTRY,
): Promise<void> => writeWhole(file, [await pack(entry, files)])
