import type { PlaybackMessage } from '../contracts/audio.ts'
import { CodedFailure, toCodedError } from '../contracts/errors.ts'
import type { TtsEvent, TtsRequest } from '../contracts/workers.ts'
import type { OpenLine } from '../engines/line/line-request.ts'
import type { SpeechSynthesizer } from '../engines/ports.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'

interface TtsServerParts {
  readonly open: OpenLine<SpeechSynthesizer>
  readonly openPlayback: (ports: readonly WorkerPort[]) => WorkerChannel<never, PlaybackMessage>
  readonly send: (event: TtsEvent) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/**
 * The window converts the rate of all that a message holds before it plays any of it: 24 to 38 ms
 * for a clause on two busy cores. The first of it goes ahead, long enough to cover the rest's work.
 */
const LEAD_MS = 160

/** Slices and never views: all of a view's buffer would be copied along. */
const leadAndRest = (samples: Float32Array, sampleRateHz: number): readonly Float32Array[] => {
  const lead = Math.round((LEAD_MS / 1000) * sampleRateHz)
  return samples.length <= 2 * lead
    ? [samples.slice()]
    : [samples.slice(0, lead), samples.slice(lead)]
}

type LoadRequest = Extract<TtsRequest, { readonly type: 'load' }>
type Clause = Extract<TtsRequest, { readonly type: 'synthesize' }>

interface Job {
  readonly clause: Clause
  readonly abort: AbortController
}

/**
 * Serves one voice to main: sound goes to the audio window, and to main only how it went.
 *
 * Invariants
 * 1. One clause is synthesised at a time, in the order in which they were asked for.
 * 2. Every clause ends in exactly one `synthesized` or `failed`, unless its generation was
 *    cancelled: then nothing more of it is told or played.
 * 3. Every clause that is not cancelled ends in exactly one `chunk-end` behind all of its sound,
 *    also one that failed, so that playback goes on to the next.
 * 4. Nothing is synthesised before there is somewhere to play it.
 */
export class TtsServer {
  readonly #parts: TtsServerParts
  readonly #queue: Job[] = []
  #voice: ReturnType<OpenLine<SpeechSynthesizer>> | null = null
  #playback: WorkerChannel<never, PlaybackMessage> | null = null
  #running: Job | null = null

  constructor(parts: TtsServerParts) {
    this.#parts = parts
  }

  /** To be called with main's requests, in their order. */
  handle(request: TtsRequest, ports: readonly WorkerPort[]): void {
    switch (request.type) {
      case 'load':
        void this.#load(request)
        return
      case 'wake':
        // A failed load has been told.
        void this.#voice?.then((voice) => voice.wake?.()).catch(() => undefined)
        return
      case 'tested':
        void this.#voice
          ?.then((voice) => voice.tested?.(request.model, request.error))
          .catch(() => undefined)
        return
      case 'attach-playback':
        this.#playback?.close()
        this.#playback = this.#parts.openPlayback(ports)
        void this.#work()
        return
      case 'synthesize':
        this.#queue.push({ clause: request, abort: new AbortController() })
        void this.#work()
        return
      case 'cancel':
        this.#cancel(request.generation)
    }
  }

  async #load({ line, unloadAfterMs }: LoadRequest): Promise<void> {
    const { open, send, now } = this.#parts
    const startedAtMs = now()
    this.#voice = open({
      line,
      unloadAfterMs,
      report: {
        inUse: send,
        out: send,
        usage: send,
        measured: send,
        opened: send,
        waiting: (forMs, because) => {
          const serial = this.#running?.clause.generation
          if (serial !== undefined) send({ type: 'waiting', serial, forMs, because })
        },
      },
    })
    try {
      const { id } = await this.#voice
      send({ type: 'ready', model: id, loadMs: now() - startedAtMs })
    } catch (error) {
      const coded = toCodedError(error, 'tts.failed')
      send({ type: 'failed', generation: null, index: null, error: coded })
    }
  }

  #cancel(generation: number): void {
    const kept = this.#queue.filter(({ clause }) => clause.generation !== generation)
    this.#queue.splice(0, this.#queue.length, ...kept)
    if (this.#running?.clause.generation === generation) this.#running.abort.abort()
  }

  async #work(): Promise<void> {
    if (this.#running) return
    while (this.#playback) {
      const job = this.#queue.shift()
      if (!job) return
      this.#running = job
      await this.#speak(job)
      this.#running = null
    }
  }

  async #speak({ clause, abort: { signal } }: Job): Promise<void> {
    const { generation, index } = clause
    const { send, now } = this.#parts
    const post = (message: PlaybackMessage) => this.#playback?.post(message)
    const startedAtMs = now()
    let audioMs = 0
    try {
      for await (const { samples, sampleRateHz } of this.#synthesize(clause, signal)) {
        if (signal.aborted) return
        for (const part of leadAndRest(samples, sampleRateHz)) {
          post({ type: 'pcm', generation, index, samples: part, sampleRateHz })
        }
        audioMs += (samples.length / sampleRateHz) * 1000
      }
      if (signal.aborted) return
      post({ type: 'chunk-end', generation, index })
      send({ type: 'synthesized', generation, index, audioMs, computeMs: now() - startedAtMs })
    } catch (error) {
      if (signal.aborted) return
      post({ type: 'chunk-end', generation, index })
      send({ type: 'failed', generation, index, error: toCodedError(error, 'tts.failed') })
    }
  }

  async *#synthesize({ text, speed }: Clause, signal: AbortSignal) {
    if (!this.#voice) throw new CodedFailure({ code: 'tts.model-missing', detail: 'not loaded' })
    yield* (await this.#voice).synthesize(text, { speed, signal })
  }
}
