import AdmZip from 'adm-zip'
import { writePieces } from '../transcripts/write-pieces.ts'

export interface ZipFile {
  /** With slashes, relative. */
  readonly name: string
  readonly content: string | Buffer
}

/**
 * Writes a zip that is either whole or not there. It is packed beside main; its check sums are not: 200 ms
 * for 56 MB, which is a transcript of 200,000 turns.
 * @throws what the file system throws.
 */
export const writeZip = async (file: string, files: readonly ZipFile[]): Promise<void> => {
  const zip = new AdmZip()
  for (const { name, content } of files) {
    zip.addFile(name, typeof content === 'string' ? Buffer.from(content, 'utf8') : content)
  }
  await writePieces(file, [await zip.toBufferPromise()])
}
