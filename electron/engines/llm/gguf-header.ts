import { open } from 'node:fs/promises'
import { CodedFailure } from '../../contracts/errors.ts'

const HEADER_BYTES = 24
const VERSIONS: readonly number[] = [2, 3]
/** The largest models have some 2,000 tensors and 100 entries of metadata. */
const MAXIMUM_ENTRIES = 100_000n

/**
 * Refuses a file that does not begin as GGUF does: magic, version, and counts that can be true.
 * node-llama-cpp 3.22 believes whatever counts it reads and takes two minutes of full load over
 * twenty bytes of nonsense. Throws `model.damaged`.
 *
 * Source: the GGUF specification (ggml, `docs/gguf.md`).
 */
export const checkGgufHeader = async (path: string): Promise<void> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    const sound =
      bytesRead === HEADER_BYTES &&
      buffer.toString('latin1', 0, 4) === 'GGUF' &&
      VERSIONS.includes(buffer.readUInt32LE(4)) &&
      buffer.readBigUInt64LE(8) <= MAXIMUM_ENTRIES &&
      buffer.readBigUInt64LE(16) <= MAXIMUM_ENTRIES
    if (!sound) throw new CodedFailure({ code: 'model.damaged', detail: `${path} is no GGUF file` })
  } finally {
    await file.close()
  }
}
