import {
  FRAME_SAMPLES,
  MICROPHONE_SAMPLE_RATE_HZ,
  type AudioCommand,
  type AudioEvent,
  type MicrophoneMessage,
  type PlaybackMessage,
} from '../../contracts/audio.ts'
import { joinSounds, type Sound } from './join-sounds.ts'

interface FileAudioPorts {
  readonly nowMs: () => number
  readonly toSpeechToText: (message: MicrophoneMessage) => void
  readonly onEvent: (event: AudioEvent) => void
  /** The whole question has been handed over: the key comes up. */
  readonly onQuestionSent: () => void
}

interface Chunk {
  readonly sounds: Sound[]
  whole: boolean
}

interface Playing {
  readonly chunks: Map<number, Chunk>
  released: boolean
  chunkCount: number | null
  next: number
  started: boolean
}

/**
 * The audio window's place where there are no devices: a sound file is the microphone, and what the
 * voice says is collected.
 *
 * Invariants:
 * 1. It answers the commands of the conversation as the audio window does, except that no time
 *    passes: frames come as fast as they are taken, and a chunk counts as heard when it is whole.
 * 2. Nothing of a stopped generation is collected.
 */
export class FileAudio {
  readonly #ports: FileAudioPorts
  readonly #playing = new Map<number, Playing>()
  readonly #stopped = new Set<number>()
  readonly #reply: Sound[] = []
  #question: Float32Array | null = null
  #sentSamples = 0

  constructor(ports: FileAudioPorts) {
    this.#ports = ports
  }

  /** What the next utterance will hold: mono, 16 kHz. */
  setQuestion(samples: Float32Array): void {
    this.#question = samples
  }

  /** Everything that was said since the last call, and forgets it. */
  takeReply(): Sound {
    return joinSounds(this.#reply.splice(0))
  }

  command(command: AudioCommand): void {
    switch (command.type) {
      case 'listen':
        this.#sendQuestion(command.utterance)
        return
      case 'finish': {
        const atMs = this.#ports.nowMs()
        this.#ports.onEvent({
          type: 'utterance-end',
          utterance: command.utterance,
          endSample: this.#sentSamples,
          speechEndAtMs: atMs,
          atMs,
        })
        return
      }
      case 'drop':
        this.#ports.toSpeechToText({ type: 'utterance-drop', utterance: command.utterance })
        return
      case 'play':
        this.#of(command.generation).released = true
        this.#advance(command.generation)
        return
      case 'close':
        this.#of(command.generation).chunkCount = command.chunkCount
        this.#advance(command.generation)
        return
      case 'skip':
        this.#chunkOf(command.generation, command.index).whole = true
        this.#advance(command.generation)
        return
      case 'stop':
        this.#stopped.add(command.generation)
        this.#playing.delete(command.generation)
        return
      case 'configure':
      case 'interlude':
      case 'duck':
      case 'earcon':
      case 'preview-play':
      case 'preview-close':
      case 'preview-stop':
    }
  }

  /** Sound from the voice. */
  receive(message: PlaybackMessage): void {
    if (this.#stopped.has(message.generation)) return
    const chunk = this.#chunkOf(message.generation, message.index)
    if (message.type === 'pcm') {
      const { samples, sampleRateHz } = message
      chunk.sounds.push({ samples, sampleRateHz })
    } else {
      chunk.whole = true
    }
    this.#advance(message.generation)
  }

  #sendQuestion(utterance: number): void {
    const samples = this.#question
    if (samples === null) return
    this.#question = null
    const atMs = this.#ports.nowMs()
    this.#ports.onEvent({ type: 'microphone', status: 'ready' })
    this.#ports.toSpeechToText({ type: 'utterance-open', utterance })
    for (let index = 0; index * FRAME_SAMPLES < samples.length; index++) {
      const frame = samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES)
      this.#ports.toSpeechToText({ type: 'frame', utterance, index, samples: frame })
    }
    this.#sentSamples = samples.length
    this.#ports.onEvent({
      type: 'speech-start',
      utterance,
      startSample: 0,
      speechStartAtMs: atMs - (samples.length / MICROPHONE_SAMPLE_RATE_HZ) * 1000,
      atMs,
    })
    this.#ports.onQuestionSent()
  }

  #chunkOf(generation: number, index: number): Chunk {
    const { chunks } = this.#of(generation)
    const chunk = chunks.get(index) ?? { sounds: [], whole: false }
    chunks.set(index, chunk)
    return chunk
  }

  #of(generation: number): Playing {
    const known = this.#playing.get(generation)
    if (known !== undefined) return known
    const fresh: Playing = {
      chunks: new Map(),
      released: false,
      chunkCount: null,
      next: 0,
      started: false,
    }
    this.#playing.set(generation, fresh)
    return fresh
  }

  #advance(generation: number): void {
    const playing = this.#playing.get(generation)
    if (playing === undefined || !playing.released) return
    for (;;) {
      const index = playing.next
      const chunk = playing.chunks.get(index)
      if (!playing.started && chunk !== undefined && chunk.sounds.length > 0) {
        playing.started = true
        this.#ports.onEvent({ type: 'playback-start', generation, atMs: this.#ports.nowMs() })
      }
      if (chunk === undefined || !chunk.whole) break
      this.#reply.push(...chunk.sounds)
      const chunkMs = chunk.sounds.reduce(
        (sum, { samples, sampleRateHz }) => sum + (samples.length / sampleRateHz) * 1000,
        0,
      )
      playing.next = index + 1
      if (chunkMs === 0) continue
      this.#ports.onEvent({
        type: 'playback-progress',
        generation,
        index,
        playedMs: chunkMs,
        chunkMs,
        atMs: this.#ports.nowMs(),
      })
    }
    if (playing.chunkCount !== null && playing.next >= playing.chunkCount) {
      this.#playing.delete(generation)
      this.#ports.onEvent({ type: 'playback-end', generation, atMs: this.#ports.nowMs() })
    }
  }
}
