import type { ModelFile } from '../../contracts/models.ts'

/** The speed shown is that of the last seconds: long enough to be calm, short enough to be true. */
const WINDOW_MS = 4000

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

export interface TransferFigures {
  readonly receivedBytes: number
  readonly totalBytes: number
  readonly speedBytesPerSecond: number
  readonly secondsLeft: number | null
}

export interface TransferProgress {
  /** What will travel for this file; null keeps what was assumed. */
  readonly expect: (file: string, bytes: number | null) => void
  /** Bytes that stand on the disk; the first word after `expect` is where counting begins. */
  readonly received: (file: string, bytes: number, nowMs: number) => void
  readonly done: (file: string) => void
  readonly figures: (nowMs: number) => TransferFigures
}

interface FileProgress {
  readonly expected: number
  readonly received: number
  readonly begun: boolean
}

/**
 * Adds up what travels for a model's files. What was there before a transfer resumed counts as
 * received and not as speed.
 */
export const createTransferProgress = (
  files: readonly Pick<ModelFile, 'name' | 'sizeBytes'>[],
): TransferProgress => {
  const byFile = new Map<string, FileProgress>(
    files.map(({ name, sizeBytes }) => [name, { expected: sizeBytes, received: 0, begun: false }]),
  )
  let samples: Sample[] = []
  const of = (file: string): FileProgress =>
    byFile.get(file) ?? { expected: 0, received: 0, begun: false }
  return {
    expect: (file, bytes) => {
      const { expected, received } = of(file)
      byFile.set(file, { expected: bytes ?? expected, received, begun: false })
    },
    received: (file, bytes, nowMs) => {
      const { expected, received, begun } = of(file)
      if (begun && bytes > received) samples.push({ atMs: nowMs, bytes: bytes - received })
      byFile.set(file, { expected: Math.max(expected, bytes), received: bytes, begun: true })
    },
    done: (file) => {
      const { expected, begun } = of(file)
      byFile.set(file, { expected, received: expected, begun })
    },
    figures: (nowMs) => {
      samples = samples.filter(({ atMs }) => nowMs - atMs < WINDOW_MS)
      const [oldest] = samples
      const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0)
      // Half a second at least: the first chunk alone would claim any speed.
      const spanMs = oldest === undefined ? 0 : Math.max(500, nowMs - oldest.atMs)
      const speed = spanMs === 0 ? 0 : Math.round((bytes / spanMs) * 1000)
      const all = [...byFile.values()]
      const receivedBytes = all.reduce((sum, one) => sum + Math.min(one.received, one.expected), 0)
      const totalBytes = all.reduce((sum, one) => sum + one.expected, 0)
      return {
        receivedBytes,
        totalBytes,
        speedBytesPerSecond: speed,
        secondsLeft: speed === 0 ? null : Math.ceil((totalBytes - receivedBytes) / speed),
      }
    },
  }
}
