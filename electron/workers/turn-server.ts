import type { TurnMessage } from '../contracts/audio.ts'
import { toCodedError } from '../contracts/errors.ts'
import type { EngineModel, TurnEvent, TurnRequest } from '../contracts/workers.ts'
import type { TurnDetector } from '../engines/ports.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'

interface TurnServerParts {
  readonly open: (model: EngineModel) => Promise<TurnDetector>
  readonly openMicrophone: (ports: readonly WorkerPort[]) => WorkerChannel<TurnMessage, never>
  readonly send: (event: TurnEvent) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/**
 * The first run of a session takes as long as two others (memory, caches): not the first pause of
 * somebody who speaks.
 */
const WARM_UP = new Float32Array(16_000)

/**
 * Serves one turn detector to main: pauses come from the audio window, scores go to main.
 *
 * Invariants
 * 1. One pause is scored at a time. Of those that come meanwhile only the newest is: speech went on
 *    after the others, nobody asks about them any more.
 * 2. Every scored pause ends in exactly one `score` or `failed`, in the order in which they came.
 * 3. `ready` is told once the detector has run: a score takes its usual time from the first on.
 */
export class TurnServer {
  readonly #parts: TurnServerParts
  #microphone: WorkerChannel<TurnMessage, never> | null = null
  #detector: TurnDetector | null = null
  #waiting: TurnMessage | null = null
  #scoring = false

  constructor(parts: TurnServerParts) {
    this.#parts = parts
  }

  /** To be called with main's requests, in their order. */
  handle(request: TurnRequest, ports: readonly WorkerPort[]): void {
    switch (request.type) {
      case 'load':
        void this.#load(request.model)
        return
      case 'attach-microphone':
        this.#microphone?.close()
        this.#microphone = this.#parts.openMicrophone(ports)
        this.#microphone.onMessage((message) => void this.#take(message))
    }
  }

  async #load(model: EngineModel): Promise<void> {
    const { open, send, now } = this.#parts
    const startedAtMs = now()
    try {
      const detector = await open(model)
      await detector.complete(WARM_UP)
      this.#detector = detector
      send({ type: 'ready', model: model.id, loadMs: now() - startedAtMs })
    } catch (error) {
      send({ type: 'failed', utterance: null, error: toCodedError(error, 'turn.failed') })
    }
  }

  async #take(message: TurnMessage): Promise<void> {
    this.#waiting = message
    if (this.#scoring) return
    this.#scoring = true
    while (this.#waiting !== null && this.#detector !== null) {
      const next: TurnMessage = this.#waiting
      this.#waiting = null
      await this.#score(this.#detector, next)
    }
    this.#scoring = false
  }

  async #score(detector: TurnDetector, message: TurnMessage): Promise<void> {
    const { send, now } = this.#parts
    const { utterance, endSample, samples } = message
    const startedAtMs = now()
    try {
      const probability = await detector.complete(samples)
      const computeMs = now() - startedAtMs
      send({ type: 'score', utterance, endSample, probability, computeMs })
    } catch (error) {
      send({ type: 'failed', utterance, error: toCodedError(error, 'turn.failed') })
    }
  }
}
