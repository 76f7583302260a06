import type { AudioCommand } from '../../contracts/audio.ts'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { PreviewSound, VoicePreview, VoiceReference } from '../../contracts/voice-preview.ts'
import type { EngineModel, TtsEvent, TtsRequest } from '../../contracts/workers.ts'
import type { Clock } from '../workers/clock.ts'
import type { TransferredPort } from '../workers/process-host.ts'
import { TtsClient } from '../workers/tts-client.ts'
import type { WorkerLink } from '../workers/worker-link.ts'

/** What this needs of a supervised worker. */
interface PreviewWorker extends WorkerLink<TtsRequest, TtsEvent> {
  setModel(load: TtsRequest): void
  stop(): void
  dispose(): Promise<void>
}

interface VoicePreviewParts {
  readonly worker: PreviewWorker
  /** A port to the audio window. */
  readonly connect: () => TransferredPort
  readonly command: (command: AudioCommand) => void
  /** The model as it is loaded for this voice; null: it is not here. */
  readonly model: (voice: VoiceReference) => EngineModel | null
  /** What it says, in the voice's language. */
  readonly sentence: (voice: VoiceReference) => string
  readonly speed: () => number
  /** Somebody talks with Warbler, or may begin to at any moment without a key. */
  readonly isTalking: () => boolean
  readonly clock: Clock
  readonly onChange: (preview: VoicePreview) => void
}

/** Whoever compares voices plays the next one within this; a model takes 100 to 400 MB until then. */
const IDLE_MS = 20_000

const SILENT: VoicePreview = { voice: null, isPlaying: false, error: null }

const isSame = (one: VoiceReference | null, other: VoiceReference): boolean =>
  one !== null && one.model === other.model && one.voice === other.voice

/**
 * Lets a voice be heard before it is chosen, by the engine that would speak with it, in a process of its
 * own: the one that answers stays as it is.
 *
 * Invariants:
 * 1. At most one preview sounds; another one, a second press, or a conversation ends it.
 * 2. None begins while somebody talks with Warbler.
 * 3. Nothing of a preview that has ended is heard or shown.
 */
export class VoicePreviews {
  readonly #parts: VoicePreviewParts
  readonly #client: TtsClient
  #preview: VoicePreview = SILENT
  #generation = 0
  /** What the worker has loaded, as JSON; empty: nothing. */
  #loaded = ''
  #cancelIdle: () => void = () => undefined

  constructor(parts: VoicePreviewParts) {
    this.#parts = parts
    this.#client = new TtsClient(parts.worker, parts.clock)
    parts.worker.onReady(() => this.#client.attachPlayback([parts.connect()]))
    this.#client.onResult((result) => {
      const { generation } = result
      if (generation !== null && generation !== this.#generation) return
      if (result.type === 'failed') this.#end(result.error)
      else parts.command({ type: 'preview-close', generation: this.#generation })
    })
  }

  get preview(): VoicePreview {
    return this.#preview
  }

  play(voice: VoiceReference): Result<null> {
    const { isTalking, model, worker, command, sentence, speed } = this.#parts
    this.stop()
    if (isTalking()) return fail('voices.preview-not-now')
    const engine = model(voice)
    if (engine === null) return fail('tts.model-missing')
    const line = JSON.stringify(engine)
    if (line !== this.#loaded) {
      this.#loaded = line
      worker.setModel({ type: 'load', line: [engine], unloadAfterMs: null })
    }
    this.#cancelIdle()
    this.#generation += 1
    const generation = this.#generation
    this.#show({ voice, isPlaying: false, error: null })
    command({ type: 'preview-play', generation })
    this.#client.synthesize({ generation, index: 0, text: sentence(voice), speed: speed() })
    return succeed(null)
  }

  /** A second press on the same voice ends it. */
  toggle(voice: VoiceReference): Result<null> {
    if (!isSame(this.#preview.voice, voice)) return this.play(voice)
    this.stop()
    return succeed(null)
  }

  stop(): void {
    if (this.#preview.voice !== null) this.#end(null)
  }

  /** The conversation has changed: what is said in it is not to be talked over. */
  look(): void {
    if (this.#preview.voice !== null && this.#parts.isTalking()) this.stop()
  }

  /** The audio window tells. */
  heard({ generation, state }: PreviewSound): void {
    if (generation !== this.#generation || this.#preview.voice === null) return
    if (state === 'ended') this.#end(null)
    else this.#show({ ...this.#preview, isPlaying: true })
  }

  /** The audio window is another one. */
  reattach(): void {
    this.stop()
    if (this.#loaded !== '') this.#client.attachPlayback([this.#parts.connect()])
  }

  async dispose(): Promise<void> {
    this.#cancelIdle()
    this.#client.dispose()
    await this.#parts.worker.dispose()
  }

  #end(error: CodedError | null): void {
    const { command, clock, worker } = this.#parts
    this.#client.cancel(this.#generation)
    command({ type: 'preview-stop', generation: this.#generation })
    this.#show({ voice: null, isPlaying: false, error })
    this.#cancelIdle()
    this.#cancelIdle = clock.setTimer(IDLE_MS, () => {
      this.#loaded = ''
      worker.stop()
    })
  }

  #show(preview: VoicePreview): void {
    this.#preview = preview
    this.#parts.onChange(preview)
  }
}
