import type { SpeechRecognizer, TranscriptPurpose } from '../ports.ts'

interface Job {
  readonly samples: Float32Array
  readonly purpose: TranscriptPurpose
  readonly onWords: ((text: string) => void) | undefined
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * All utterances share one model. One decoding runs at a time (two would only slow each other
 * down), and what somebody waits for goes before what is merely shown.
 */
export class DecodeLane {
  readonly maximumSeconds: number
  readonly #recognizer: SpeechRecognizer
  readonly #urgent: Job[] = []
  readonly #idle: Job[] = []
  #busy = false

  constructor(recognizer: SpeechRecognizer) {
    this.#recognizer = recognizer
    this.maximumSeconds = recognizer.maximumSeconds
  }

  get partials(): SpeechRecognizer['partials'] {
    return this.#recognizer.partials
  }

  decode(
    samples: Float32Array,
    urgent: boolean,
    purpose: TranscriptPurpose = 'final',
    onWords?: (text: string) => void,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const queue = urgent ? this.#urgent : this.#idle
      queue.push({ samples, purpose, onWords, resolve, reject })
      void this.#work()
    })
  }

  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let job = this.#next(); job; job = this.#next()) {
      try {
        const { samples, purpose, onWords } = job
        job.resolve(await this.#recognizer.transcribe(samples, purpose, onWords))
      } catch (error) {
        job.reject(error)
      }
    }
    this.#busy = false
  }

  #next(): Job | undefined {
    return this.#urgent.shift() ?? this.#idle.shift()
  }
}
