import type { KeptPlayback, PlayKept } from '../../../electron/contracts/speech-journal.ts'
import { floatsOf, pcm16Of } from '../../../electron/core/kept-speech/pcm.ts'
import type { Clock } from '../clock.ts'
import { createResampler } from '../resampler.ts'
import type { Loudspeaker, Voice } from './loudspeaker.ts'

interface KeptPlayerPorts {
  readonly clock: Clock
  readonly loudspeaker: Loudspeaker
  readonly report: (playback: KeptPlayback) => void
  /** As loud as this from now on; null: as loud as ever. */
  readonly useVolume: (volume: number | null) => void
}

/** A room rings on after the last sound: a voice in it would be taken for somebody who speaks. */
const RINGING_MS = 400
/** Whoever stops it by the key to talk begins to speak: deaf only until the device is silent. */
const STOPPED_MS = 80

interface Playing {
  readonly serial: number
  voice: Voice | null
  cancelTimer: () => void
  cancelAwake: () => void
}

/**
 * Plays what was kept of earlier turns, in the window that plays replies: on the same device and as loud.
 *
 * Invariants:
 * 1. One sound plays at a time; each that was asked for is reported as ended exactly once, and before
 *    that as started where it was heard.
 * 2. While one sounds, and for `RINGING_MS` after, `deafens` says so: nobody is to be listened to, since
 *    who is heard then is somebody of the past, in a voice that the microphone knows well.
 */
export class KeptPlayer {
  readonly #ports: KeptPlayerPorts
  #playing: Playing | null = null
  #deafFromMs = Infinity
  #deafUntilMs = -Infinity

  constructor(ports: KeptPlayerPorts) {
    this.#ports = ports
  }

  play({ serial, sampleRateHz, samples, volume }: PlayKept): void {
    this.stop()
    this.#ports.useVolume(volume)
    const playing: Playing = {
      serial,
      voice: null,
      cancelTimer: () => undefined,
      cancelAwake: () => undefined,
    }
    this.#playing = playing
    void this.#start(playing, floatsOf(pcm16Of(samples)), sampleRateHz)
  }

  /** Whatever plays, or that one only. */
  stop(serial?: number): void {
    const playing = this.#playing
    if (playing === null || (serial !== undefined && serial !== playing.serial)) return
    playing.voice?.silence()
    const silentAtMs = this.#ports.clock.nowMs() + STOPPED_MS
    this.#deafUntilMs = Math.min(this.#deafUntilMs, silentAtMs - RINGING_MS)
    this.#end(playing)
  }

  /** Whether what the microphone hears at that time is this. */
  deafens(atMs: number): boolean {
    return atMs >= this.#deafFromMs && atMs < this.#deafUntilMs + RINGING_MS
  }

  async #start(playing: Playing, samples: Float32Array, sampleRateHz: number): Promise<void> {
    const { clock, loudspeaker, report } = this.#ports
    try {
      await loudspeaker.wake()
    } catch {
      this.#end(playing)
      return
    }
    if (playing !== this.#playing) return
    const resampler = createResampler(sampleRateHz, loudspeaker.sampleRateHz)
    const voice = loudspeaker.openVoice()
    playing.voice = voice
    const begun = resampler.push(samples)
    const rest = resampler.flush()
    const startSample = loudspeaker.earliestSample()
    voice.play(begun, startSample)
    voice.play(rest, startSample + begun.length)
    const startsInMs =
      ((startSample - loudspeaker.audibleSample()) / loudspeaker.sampleRateHz) * 1000
    const durationMs = (samples.length / sampleRateHz) * 1000
    this.#deafFromMs = clock.nowMs()
    this.#deafUntilMs = clock.nowMs() + startsInMs + durationMs
    playing.cancelTimer = clock.setTimer(Math.max(0, startsInMs), () => {
      report({ serial: playing.serial, state: 'started' })
      playing.cancelTimer = clock.setTimer(durationMs, () => this.#end(playing))
      this.#stayAwake(playing, durationMs)
    })
  }

  /** A loudspeaker that nobody wakes falls asleep, also in the middle of a long turn. */
  #stayAwake(playing: Playing, leftMs: number): void {
    if (playing !== this.#playing || leftMs <= 0) return
    this.#ports.loudspeaker.wake().catch(() => undefined)
    playing.cancelAwake = this.#ports.clock.setTimer(AWAKE_MS, () =>
      this.#stayAwake(playing, leftMs - AWAKE_MS),
    )
  }

  #end(playing: Playing): void {
    if (playing !== this.#playing) return
    this.#playing = null
    playing.cancelTimer()
    playing.cancelAwake()
    this.#ports.useVolume(null)
    this.#ports.report({ serial: playing.serial, state: 'ended' })
  }
}

/** Shorter than a loudspeaker stays awake unasked. */
const AWAKE_MS = 10_000
