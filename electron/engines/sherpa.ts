import { access } from 'node:fs/promises'
import type { ErrorCode } from '../contracts/errors.ts'
import { CodedFailure } from '../contracts/errors.ts'

/**
 * The part of sherpa-onnx-node (which ships no types) that the adapters use. The module is loaded
 * lazily: where its native half is missing, one engine fails with a code and the rest goes on.
 */

/** Electron forbids buffers outside its heap, so every call that can pass this must pass false. */
type NoExternalBuffer = { readonly enableExternalBuffer: false }

interface SherpaRecognition {
  readonly text: string
  readonly tokens: readonly string[]
}

interface SherpaStream {
  acceptWaveform(audio: { readonly samples: Float32Array; readonly sampleRate: number }): void
}

interface SherpaRecognizer {
  createStream(): SherpaStream
  /** Decodes on libuv's thread pool: the worker's own thread stays free. */
  decodeAsync(stream: SherpaStream): Promise<SherpaRecognition>
}

interface SherpaOnlineRecognizer {
  createStream(): SherpaStream
  /** Whether enough sound has come for another step. */
  isReady(stream: SherpaStream): boolean
  /** One step, on the calling thread: there is no other way to ask for it. */
  decode(stream: SherpaStream): void
  getResult(stream: SherpaStream): SherpaRecognition
}

interface SherpaVad {
  acceptWaveform(samples: Float32Array): void
  isDetected(): boolean
  isEmpty(): boolean
  pop(): void
  reset(): void
}

interface SherpaAudio {
  readonly samples: Float32Array
  readonly sampleRate: number
}

interface SherpaTts {
  readonly sampleRate: number
  generateAsync(
    request: NoExternalBuffer & {
      readonly text: string
      readonly sid: number
      readonly speed: number
      /** Called with each finished sentence; returning false stops behind it. */
      readonly onProgress: (piece: { readonly samples: Float32Array }) => boolean
    },
  ): Promise<SherpaAudio>
}

interface SherpaSpeakerExtractor {
  createStream(): SherpaStream & { inputFinished(): void }
  /** Whether there is sound enough for numbers. */
  isReady(stream: SherpaStream): boolean
  /** On the calling thread, 11 ms for a second of sound. */
  compute(stream: SherpaStream, enableExternalBuffer: false): Float32Array
}

interface SherpaModule {
  readonly OfflineRecognizer: { createAsync(config: object): Promise<SherpaRecognizer> }
  readonly OnlineRecognizer: new (config: object) => SherpaOnlineRecognizer
  readonly OfflineTts: { createAsync(config: object): Promise<SherpaTts> }
  readonly SpeakerEmbeddingExtractor: new (config: object) => SherpaSpeakerExtractor
  readonly Vad: new (config: object, bufferSeconds: number) => SherpaVad
}

/** @throws CodedFailure `engine.native-module-missing` */
export const loadSherpa = async (): Promise<SherpaModule> => {
  try {
    // @ts-expect-error the package ships no types
    const loaded: { readonly default: SherpaModule } = await import('sherpa-onnx-node')
    return loaded.default
  } catch (error) {
    throw new CodedFailure(
      { code: 'engine.native-module-missing', detail: `sherpa-onnx-node: ${String(error)}` },
      { cause: error },
    )
  }
}

/**
 * sherpa-onnx ends the whole process where a model file does not exist, so existence is asked
 * before. @throws CodedFailure with `code`
 */
export const requireFiles = async (paths: readonly string[], code: ErrorCode): Promise<void> => {
  await Promise.all(
    paths.map((path) =>
      access(path).catch((error: unknown) => {
        throw new CodedFailure({ code, detail: `no file at ${path}` }, { cause: error })
      }),
    ),
  )
}
