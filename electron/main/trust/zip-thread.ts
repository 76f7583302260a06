import AdmZip from 'adm-zip'
import { parentPort, workerData } from 'node:worker_threads'
import type { ZipFile } from './write-zip.ts'

/** The thread that packs a zip: main would stand still meanwhile. It is begun with the files, and answers once. */

// Both ends are ours and built together.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const files = workerData as readonly ZipFile[]

const zip = new AdmZip()
for (const { name, content } of files) {
  zip.addFile(
    name,
    typeof content === 'string'
      ? Buffer.from(content, 'utf8')
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
  )
}
// A buffer may be a part of a larger one, which cannot be handed over.
const packed = new Uint8Array(zip.toBuffer())
parentPort?.postMessage(packed, [packed.buffer])
