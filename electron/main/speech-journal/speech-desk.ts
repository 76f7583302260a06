import { readFile } from 'node:fs/promises'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import {
  fail,
  succeed,
  toCodedError,
  type CodedError,
  type Result,
} from '../../contracts/errors.ts'
import type {
  KeptPlayback,
  LeftSpeech,
  PlayableSpeech,
  PlayKept,
  SpeechPlayback,
  TranscribingEngine,
} from '../../contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { anchorsOfSound } from '../../core/kept-speech/anchors.ts'
import { resample } from '../../engines/sound-files/resample.ts'
import type { KeptSpeechStore } from './kept-speech-store.ts'
import type { LeftSpeechList } from './left-speech.ts'
import { bytesOf, floatsOf, pcm16Of } from '../../core/kept-speech/pcm.ts'
import type { KeptSound } from './sealed-sound.ts'

interface SpeechDeskParts {
  readonly store: Pick<KeptSpeechStore, 'read'>
  readonly left: LeftSpeechList
  readonly state: () => Pick<ConversationState, 'exchange' | 'listening'>
  /** Every engine that can transcribe here, the one in use first. */
  readonly engines: () => readonly EngineModel[]
  /** Whose an engine is; null: it is on this computer. */
  readonly providerOf: (id: string) => string | null
  readonly transcribe: (samples: Float32Array, engine: EngineModel) => Promise<string>
  /** Whoever waits for a transcription is answered with `speech.not-now`. */
  readonly stopTranscribing: () => void
  readonly correctWords: (text: string) => string
  /** 0 to 1, of the settings. */
  readonly volume: () => number
  /** False: there is nobody to play it. */
  readonly play: (sound: PlayKept) => boolean
  readonly stop: (serial: number) => void
  readonly onPlayback: (playback: SpeechPlayback) => void
}

/**
 * What a person does with kept speech.
 *
 * Invariants:
 * 1. One sound plays at a time, and none while somebody talks or is talked to; nor is any transcribed then:
 *    that goes on in the process that listens.
 * 2. Each one that was asked for and not refused is told as ended exactly once.
 * 3. Of several that are asked for the last one plays; what was stopped or erased while it was read does not.
 */
export class SpeechDesk {
  readonly #parts: SpeechDeskParts
  #serial = 0
  #wasTalking = false
  /** What is to play once it has been read. */
  #reading: { readonly id: string } | null = null
  #playing: { readonly serial: number; readonly id: string } | null = null

  constructor(parts: SpeechDeskParts) {
    this.#parts = parts
  }

  /** Fails with `speech.not-now`, `speech.gone`, `speech.damaged`, `audio.lost`, and as files do. */
  async play(id: string): Promise<Result<PlayableSpeech>> {
    if (this.#isTalking()) return fail('speech.not-now')
    const reading = { id }
    this.#reading = reading
    const sound = await this.#sound(id)
    if (this.#reading !== reading) return fail('speech.gone')
    this.#reading = null
    if (!sound.ok) return sound
    // It may have begun meanwhile.
    if (this.#isTalking()) return fail('speech.not-now')
    this.#end()
    const { samples, sampleRateHz, anchors } = sound.value
    const serial = ++this.#serial
    const volume = this.#parts.volume()
    const isPlayed = this.#parts.play({ serial, sampleRateHz, samples: bytesOf(samples), volume })
    if (!isPlayed) return fail('audio.lost')
    this.#playing = { serial, id }
    return succeed({ durationMs: (samples.length / sampleRateHz) * 1000, anchors })
  }

  stop(): void {
    this.#leave(() => true)
  }

  /** What the audio window says of it. */
  followed({ serial, state }: KeptPlayback): void {
    if (this.#playing?.serial !== serial) return
    if (state === 'started') this.#parts.onPlayback({ id: this.#playing.id, state })
    else this.#end()
  }

  /** To be called when the conversation is another one: what begins there goes before. */
  look(): void {
    const isTalking = this.#isTalking()
    if (isTalking && !this.#wasTalking) this.#parts.stopTranscribing()
    this.#wasTalking = isTalking
  }

  /** The sound of these turns, or of all (null), was erased: nothing of it is heard any longer. */
  erased(ids: readonly string[] | null): void {
    this.#leave((id) => ids === null || ids.includes(id))
  }

  /** The audio window is gone: nothing plays. */
  lost(): void {
    this.#end()
  }

  engines(): readonly TranscribingEngine[] {
    const { engines, providerOf } = this.#parts
    return engines().map(({ id }) => ({ id, provider: providerOf(id) }))
  }

  /** Fails as `play`, and with what the engine fails with; empty where it understands nothing. */
  async transcribe(id: string, engineId: string): Promise<Result<string>> {
    const { engines, transcribe, correctWords } = this.#parts
    if (this.#isTalking()) return fail('speech.not-now')
    const engine = engines().find((one) => one.id === engineId)
    if (engine === undefined) return fail('usage.invalid', `no engine ${engineId}`)
    const sound = await this.#sound(id)
    if (!sound.ok) return sound
    if (this.#isTalking()) return fail('speech.not-now')
    const { samples, sampleRateHz } = sound.value
    try {
      const heard = resample(floatsOf(samples), sampleRateHz, MICROPHONE_SAMPLE_RATE_HZ)
      return succeed(correctWords(await transcribe(heard, engine)))
    } catch (thrown) {
      return { ok: false, error: toCodedError(thrown, 'stt.failed') }
    }
  }

  left(): readonly LeftSpeech[] {
    return this.#parts.left.list()
  }

  takeLeft(id: string, text: string): Promise<Result<TranscriptTurn>> {
    this.#leave((one) => one === id)
    return this.#parts.left.take(id, text)
  }

  removeLeft(id: string): Promise<Result<null>> {
    this.#leave((one) => one === id)
    return this.#parts.left.remove(id)
  }

  #leave(isLeft: (id: string) => boolean): void {
    if (this.#reading !== null && isLeft(this.#reading.id)) this.#reading = null
    const playing = this.#playing
    if (playing !== null && isLeft(playing.id)) this.#parts.stop(playing.serial)
  }

  #isTalking(): boolean {
    const { exchange, listening } = this.#parts.state()
    if (exchange !== null) return true
    return (
      listening.kind !== 'closed' && !(listening.kind === 'armed' && listening.pressedAtMs === null)
    )
  }

  #end(): void {
    const playing = this.#playing
    if (playing === null) return
    this.#playing = null
    this.#parts.onPlayback({ id: playing.id, state: 'ended' })
  }

  async #sound(id: string): Promise<Result<KeptSound>> {
    const path = this.#parts.left.pathOf(id)
    if (path === null) {
      const kept = await this.#parts.store.read(id)
      if (!kept.ok) return kept
      return kept.value === null ? fail('speech.gone') : succeed(kept.value)
    }
    const bytes = await readFile(path).catch((): CodedError => ({
      code: 'speech.gone',
      detail: path,
    }))
    if (!(bytes instanceof Uint8Array)) return { ok: false, error: bytes }
    const samples = pcm16Of(bytes)
    const sampleRateHz = MICROPHONE_SAMPLE_RATE_HZ
    return succeed({
      turnId: id,
      samples,
      sampleRateHz,
      anchors: anchorsOfSound(samples, sampleRateHz),
    })
  }
}
