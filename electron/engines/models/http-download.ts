import { open, rm } from 'node:fs/promises'
import { diskFailure, sizeOf } from './disk.ts'
import { openAnswer } from './http-answer.ts'
import { planForAnswer } from './http-plan.ts'
import type { HostMemory } from './host-memory.ts'
import type { ModelPorts, Patience } from './ports.ts'
import {
  sourceFailed,
  type SourceFailure,
  type SourceOutcome,
  type TransferReport,
} from './source-outcome.ts'

interface HttpDownload {
  readonly url: string
  readonly partPath: string
  readonly expectedBytes: number | null
  /** Nobody but the hub can state the digest: its answer is needed even if all bytes are there. */
  readonly needsVouching: boolean
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly hosts: HostMemory
  readonly report: TransferReport
  readonly signal: AbortSignal
}

type Attempt =
  | { readonly kind: 'complete'; readonly vouchedSha256: string | null }
  | { readonly kind: 'again'; readonly failure: SourceFailure; readonly afterMs: number | null }
  | { readonly kind: 'over'; readonly failure: SourceFailure }

/** A server that gives a little on every try is still not waited for without end. */
const MOST_ATTEMPTS = 50

/** The promise's value, or 'stalled' when it does not come in time. */
const beforeStall = async <T>(promise: Promise<T>, stallMs: number): Promise<T | 'stalled'> => {
  let timer: NodeJS.Timeout | undefined
  const stalled = new Promise<'stalled'>((resolve) => {
    timer = setTimeout(() => resolve('stalled'), stallMs)
  })
  try {
    return await Promise.race([promise, stalled])
  } finally {
    clearTimeout(timer)
  }
}

/** Writes the body to the part file. Null when it ended by itself. */
const writeBody = async (
  body: ReadableStream<Uint8Array>,
  startBytes: number,
  totalBytes: number | null,
  { partPath, patience, report, signal }: HttpDownload,
): Promise<SourceFailure | null> => {
  const reader = body.getReader()
  const file = await open(partPath, startBytes > 0 ? 'a' : 'w')
  let haveBytes = startBytes
  try {
    for (;;) {
      signal.throwIfAborted()
      const pending = reader.read()
      // A read that loses the race still settles; nobody listens to it any more.
      pending.catch(() => undefined)
      let chunk
      try {
        chunk = await beforeStall(pending, patience.stallMs)
      } catch (error) {
        signal.throwIfAborted()
        return { reason: 'cut', detail: `after ${haveBytes} bytes: ${String(error)}` }
      }
      if (chunk === 'stalled') {
        const detail = `nothing in ${patience.stallMs} ms after ${haveBytes} bytes`
        return { reason: 'stalled', detail }
      }
      if (chunk.done) break
      haveBytes += chunk.value.byteLength
      if (totalBytes !== null && haveBytes > totalBytes) {
        return { reason: 'wrong-size', detail: `more than the ${totalBytes} bytes announced` }
      }
      await file.writeFile(chunk.value)
      report.received(haveBytes)
    }
  } catch (error) {
    throw diskFailure(error, partPath)
  } finally {
    await file.close()
  }
  if (totalBytes !== null && haveBytes < totalBytes) {
    return { reason: 'cut', detail: `ended after ${haveBytes} of ${totalBytes} bytes` }
  }
  return null
}

const attempt = async (download: HttpDownload, haveBytes: number): Promise<Attempt> => {
  const { url, expectedBytes, partPath, report } = download
  const opened = await openAnswer({ ...download, haveBytes })
  if (!opened.ok) {
    const failure: SourceFailure = { reason: opened.reason, detail: opened.detail }
    const mayComeBack =
      opened.reason === 'cut' ||
      (opened.reason === 'unreachable' && !download.hosts.isUnreachable(new URL(url).host))
    return mayComeBack ? { kind: 'again', failure, afterMs: null } : { kind: 'over', failure }
  }
  const { response, vouchedSha256, close } = opened
  try {
    if (download.needsVouching && vouchedSha256 === null && response.status < 400) {
      const detail = 'the hub does not state the digest of this file'
      return { kind: 'over', failure: { reason: 'unvouched', detail } }
    }
    const plan = planForAnswer(
      {
        status: response.status,
        contentLength: response.headers.get('content-length'),
        contentRange: response.headers.get('content-range'),
        retryAfter: response.headers.get('retry-after'),
      },
      { haveBytes, expectedBytes },
    )
    switch (plan.kind) {
      case 'complete':
        return { kind: 'complete', vouchedSha256 }
      case 'refuse':
        return { kind: 'over', failure: { reason: 'refused', detail: plan.detail } }
      case 'wrong-size':
        return { kind: 'over', failure: { reason: 'wrong-size', detail: plan.detail } }
      case 'later':
        return {
          kind: 'again',
          failure: { reason: 'refused', detail: plan.detail },
          afterMs: plan.afterMs,
        }
      case 'discard':
        await rm(partPath, { force: true })
        return {
          kind: 'again',
          failure: { reason: 'refused', detail: plan.detail },
          afterMs: 0,
        }
      case 'append':
      case 'restart':
        break
    }
    if (response.body === null) {
      return { kind: 'over', failure: { reason: 'refused', detail: 'an answer without a body' } }
    }
    const startBytes = plan.kind === 'append' ? haveBytes : 0
    report.expect(plan.totalBytes)
    report.received(startBytes)
    const failure = await writeBody(response.body, startBytes, plan.totalBytes, download)
    if (failure === null) return { kind: 'complete', vouchedSha256 }
    if (failure.reason !== 'wrong-size') return { kind: 'again', failure, afterMs: null }
    // What is longer than it may be is not this file.
    await rm(partPath, { force: true })
    return { kind: 'over', failure }
  } finally {
    close()
  }
}

/**
 * Fetches one file over HTTP into `partPath`, resuming what is there. Tries again after a stall, a
 * cut or a server's "later" until that brings nothing three times in a row, then gives up on this
 * source. The digest is the caller's to check.
 * @throws CodedFailure `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const downloadOverHttp = async (download: HttpDownload): Promise<SourceOutcome> => {
  const { partPath, expectedBytes, patience, ports, signal } = download
  let fruitless = 0
  let last: SourceFailure = { reason: 'unreachable', detail: 'never tried' }
  for (let tries = 0; tries < MOST_ATTEMPTS; tries += 1) {
    signal.throwIfAborted()
    let haveBytes = (await sizeOf(partPath)) ?? 0
    if (expectedBytes !== null && haveBytes > expectedBytes) {
      await rm(partPath, { force: true })
      haveBytes = 0
    }
    if (!download.needsVouching && haveBytes === expectedBytes)
      return { ok: true, vouchedSha256: null }
    const result = await attempt(download, haveBytes)
    if (result.kind === 'complete') return { ok: true, vouchedSha256: result.vouchedSha256 }
    if (result.kind === 'over') return { ok: false, failure: result.failure }
    last = result.failure
    fruitless = ((await sizeOf(partPath)) ?? 0) > haveBytes ? 0 : fruitless + 1
    const delayMs = patience.retryDelaysMs[Math.max(0, fruitless - 1)]
    if (fruitless > patience.retryDelaysMs.length || delayMs === undefined) break
    await ports.delay(result.afterMs ?? delayMs, signal)
  }
  return sourceFailed(last.reason, last.detail)
}
