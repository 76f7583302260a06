import { toCodedError } from '../contracts/errors.ts'
import type { PlaybackMessage } from '../contracts/audio.ts'
import type { EngineModel, TtsEvent, TtsRequest } from '../contracts/workers.ts'
import type { SpeechSynthesizer } from '../engines/ports.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'

export interface TtsServerPorts {
  readonly open: (model: EngineModel) => Promise<SpeechSynthesizer>
  readonly openPlayback: (ports: readonly WorkerPort[]) => WorkerChannel<never, PlaybackMessage>
  readonly send: (event: TtsEvent) => void
  readonly now: () => number
}

type Synthesis = Extract<TtsRequest, { type: 'synthesize' }>

/**
 * Serves text to speech.
 *
 * Invariants:
 * 1. Clauses are synthesised one at a time, in the order of their arrival.
 * 2. Nothing of a cancelled generation is sent: no sound, no event.
 * 3. A clause is answered by its sound, `chunk-end` and `synthesized`, or by `failed`.
 */
export class TtsServer {
  readonly #ports: TtsServerPorts
  readonly #cancelled = new Set<number>()
  #voice: SpeechSynthesizer | null = null
  #playback: WorkerChannel<never, PlaybackMessage> | null = null
  #waiting: Synthesis[] = []
  #running: { readonly generation: number; readonly abort: AbortController } | null = null

  constructor(ports: TtsServerPorts) {
    this.#ports = ports
  }

  handle(request: TtsRequest, ports: readonly WorkerPort[]): void {
    switch (request.type) {
      case 'load':
        void this.#load(request.model)
        return
      case 'attach-playback':
        this.#playback?.close()
        this.#playback = this.#ports.openPlayback(ports)
        return
      case 'synthesize':
        this.#waiting.push(request)
        void this.#next()
        return
      case 'cancel':
        this.#cancelled.add(request.generation)
        this.#waiting = this.#waiting.filter(({ generation }) => generation !== request.generation)
        if (this.#running?.generation === request.generation) this.#running.abort.abort()
    }
  }

  async #load(model: EngineModel): Promise<void> {
    const startedMs = this.#ports.now()
    try {
      this.#voice = await this.#ports.open(model)
      this.#ports.send({ type: 'ready', model: model.id, loadMs: this.#ports.now() - startedMs })
      await this.#next()
    } catch (thrown) {
      const error = toCodedError(thrown, 'tts.failed')
      this.#ports.send({ type: 'failed', generation: null, index: null, error })
    }
  }

  async #next(): Promise<void> {
    const voice = this.#voice
    if (voice === null || this.#running !== null) return
    const request = this.#waiting.shift()
    if (request === undefined) return
    const abort = new AbortController()
    this.#running = { generation: request.generation, abort }
    try {
      await this.#synthesise(voice, request, abort.signal)
    } catch (thrown) {
      if (!this.#cancelled.has(request.generation)) {
        const { generation, index } = request
        const error = toCodedError(thrown, 'tts.failed')
        this.#ports.send({ type: 'failed', generation, index, error })
      }
    }
    this.#running = null
    await this.#next()
  }

  async #synthesise(
    voice: SpeechSynthesizer,
    { generation, index, text, speed }: Synthesis,
    signal: AbortSignal,
  ): Promise<void> {
    const startedMs = this.#ports.now()
    let audioMs = 0
    for await (const { samples, sampleRateHz } of voice.synthesize(text, { speed, signal })) {
      if (this.#cancelled.has(generation)) return
      audioMs += (samples.length / sampleRateHz) * 1000
      // A copy of its own: a view would take its whole buffer along.
      this.#playback?.post({ type: 'pcm', generation, index, samples, sampleRateHz })
    }
    if (this.#cancelled.has(generation)) return
    this.#playback?.post({ type: 'chunk-end', generation, index })
    const computeMs = this.#ports.now() - startedMs
    this.#ports.send({ type: 'synthesized', generation, index, audioMs, computeMs })
  }
}
