import { open } from 'node:fs/promises'

/** One read holds some hundred records: the newest twenty come with the first. */
const BLOCK_BYTES = 64 * 1024
const NEWLINE = 0x0a

/**
 * The lines of a text file, last one first, without their ends; a line without an end, which may
 * still be being written, is given too. Reads from the end in blocks, as far as it is asked.
 * A file that is not there has no lines.
 * @throws what the file system throws otherwise.
 */
export async function* linesFromEnd(
  path: string,
  blockBytes = BLOCK_BYTES,
): AsyncGenerator<string, void, undefined> {
  const file = await open(path, 'r').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw thrown
  })
  if (file === null) return
  try {
    // The beginning of the line in hand is in an earlier block: its pieces, first one first.
    let pieces: Buffer[] = []
    let position = (await file.stat()).size
    while (position > 0) {
      const length = Math.min(blockBytes, position)
      position -= length
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      let end = bytesRead
      for (let at = bytesRead - 1; at >= 0; at -= 1) {
        if (buffer[at] !== NEWLINE) continue
        yield Buffer.concat([buffer.subarray(at + 1, end), ...pieces]).toString('utf8')
        pieces = []
        end = at
      }
      pieces = [buffer.subarray(0, end), ...pieces]
    }
    yield Buffer.concat(pieces).toString('utf8')
  } finally {
    await file.close()
  }
}
