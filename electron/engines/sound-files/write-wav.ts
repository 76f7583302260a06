import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { CodedFailure } from '../../contracts/errors.ts'
import { encodeWav16 } from './wav.ts'

/** A device or a pipe has nothing to keep whole, and must not be replaced by a file. */
const isSpecial = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  return found !== null && !found.isFile() && !found.isDirectory()
}

const replace = async (path: string, bytes: Uint8Array): Promise<void> => {
  const temporary = `${path}.${process.pid}.part`
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * Writes mono samples (-1 to 1) as a 16-bit WAV file. The file is there whole or not at all: who
 * watches for it never reads half of one.
 * @throws CodedFailure `output.unwritable` with `params.file`
 */
export const writeWav16 = async (
  path: string,
  samples: Float32Array,
  sampleRateHz: number,
): Promise<void> => {
  const bytes = encodeWav16(samples, sampleRateHz)
  try {
    await ((await isSpecial(path)) ? writeFile(path, bytes) : replace(path, bytes))
  } catch (error) {
    const detail = `${path}: ${String(error)}`
    throw new CodedFailure(
      { code: 'output.unwritable', detail, params: { file: path } },
      { cause: error },
    )
  }
}
