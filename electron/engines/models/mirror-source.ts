import { createReadStream, createWriteStream } from 'node:fs'
import { cp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskFailure, exists } from './disk.ts'
import { sourceFailed, type SourceOutcome, type TransferReport } from './source-outcome.ts'

interface MirrorCopy {
  /** null where no mirror is set up. */
  readonly mirrorFolder: string | null
  readonly modelId: string
  readonly fileName: string
  readonly partPath: string
  readonly folder: boolean
  readonly report: TransferReport
  readonly signal: AbortSignal
}

/**
 * Copies the file (or folder) from `<mirror>/<model id>/<name>`, for machines that reach no network.
 * @throws CodedFailure `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const copyFromMirror = async (copy: MirrorCopy): Promise<SourceOutcome> => {
  const { mirrorFolder, modelId, fileName, partPath, folder, report, signal } = copy
  if (mirrorFolder === null) return sourceFailed('unavailable', 'no mirror folder is set')
  const from = join(mirrorFolder, modelId, fileName)
  if (!(await exists(from))) return sourceFailed('unavailable', `${from} is not there`)
  try {
    await rm(partPath, { recursive: true, force: true })
    if (folder) {
      await cp(from, partPath, { recursive: true, dereference: true })
      return { ok: true, vouchedSha256: null }
    }
    report.expect((await stat(from)).size)
    report.received(0)
    let copied = 0
    const count = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        copied += chunk.byteLength
        report.received(copied)
        done(null, chunk)
      },
    })
    await pipeline(createReadStream(from), count, createWriteStream(partPath), { signal })
    return { ok: true, vouchedSha256: null }
  } catch (error) {
    signal.throwIfAborted()
    throw diskFailure(error, partPath)
  }
}
