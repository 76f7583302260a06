import type { EarconName } from '../../../electron/contracts/audio.ts'
import type { Clock } from '../clock.ts'
import type { AudibleSpan } from './audible-span.ts'
import { earconSamples } from './earcon-sounds.ts'
import type { Loudspeaker } from './loudspeaker.ts'

/** A signal that comes later than this after its cause only confuses. */
const LATEST_MS = 400

/** Plays short signals beside whatever is being said. */
export class Earcons {
  readonly #clock: Clock
  readonly #loudspeaker: Loudspeaker
  readonly #audible: AudibleSpan
  readonly #sounds = new Map<EarconName, Float32Array>()

  constructor(ports: {
    readonly clock: Clock
    readonly loudspeaker: Loudspeaker
    readonly audible: AudibleSpan
  }) {
    this.#clock = ports.clock
    this.#loudspeaker = ports.loudspeaker
    this.#audible = ports.audible
  }

  /** Resolves when the signal is on its way, or was given up. */
  async play(name: EarconName): Promise<void> {
    const askedAtMs = this.#clock.nowMs()
    await this.#loudspeaker.wake()
    const nowMs = this.#clock.nowMs()
    if (name !== 'test' && nowMs - askedAtMs > LATEST_MS) return
    const { sampleRateHz } = this.#loudspeaker
    const samples = this.#sounds.get(name) ?? earconSamples(name, sampleRateHz)
    this.#sounds.set(name, samples)
    const startSample = this.#loudspeaker.earliestSample()
    const startsInMs = ((startSample - this.#loudspeaker.audibleSample()) / sampleRateHz) * 1000
    this.#loudspeaker.openVoice().play(samples, startSample)
    const fromMs = nowMs + startsInMs
    this.#audible.mark(fromMs, fromMs + (samples.length / sampleRateHz) * 1000)
  }
}
