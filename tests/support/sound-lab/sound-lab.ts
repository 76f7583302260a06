import { join } from 'node:path'
import { startEcho, type Echo, type EchoSettings } from './echo.ts'
import { play, playInto, type PlayedAt, type PlayOptions } from './play.ts'
import { startPulseServer } from './pulse-server.ts'
import { startRecording, type Recording } from './recording.ts'
import type { Sound } from './sound.ts'

/**
 * A room without a sound card: a person on the left channel, a loudspeaker on the right.
 *
 * Invariants:
 * 1. The app sees one microphone and one loudspeaker of its own, both the defaults, both mono.
 * 2. What is played at the microphone is known to the sample and is found again in the recording;
 *    positions in results are read off the recording, never off a clock.
 * 3. While a recording runs, the devices' block is 10 ms, whoever else listens (see below).
 * 4. `dispose` ends every program and removes every file.
 *
 * The devices' latency, measured with a click that an app in Electron 33 hears and answers with a
 * click (microphone to loudspeaker through one AudioContext, quiet spells of a busy machine):
 *
 * | block asked for by the recorder | round trip |
 * |---|---|
 * | 5 ms | 77 to 80 ms |
 * | 10 ms | 81 to 93 ms |
 * | 20 ms | 80 to 91 ms |
 * | 50 ms | 102 ms |
 *
 * 10 ms is what Chromium's own microphone stream asks for (pactl shows it), so the recording changes
 * nothing. The null sink takes the smallest block that any client asks for. Without `norewinds=1`
 * it idles with blocks of 2 s, and the first recording begins that much late; with it the round trip
 * is the same (83 to 93 against 81 to 90 ms) and a recording begins within 50 ms.
 * `PULSE_LATENCY_MSEC` is left alone: what to ask of a device is the app's own decision (10 gives
 * 62 ms, 60 gives 138 ms).
 */
const RECORDER_LATENCY_MS = 10

const mono = (side: 'left' | 'right') =>
  `channels=1 master_channel_map=front-${side} channel_map=mono remix=no`

const DEVICES = [
  'module-null-sink sink_name=lab norewinds=1 format=s16le rate=48000 channels=2 channel_map=front-left,front-right sink_properties=device.description=Lab',
  `module-remap-sink sink_name=person master=lab ${mono('left')} sink_properties=device.description=Person`,
  `module-remap-sink sink_name=loudspeaker master=lab ${mono('right')} sink_properties=device.description=Loudspeaker`,
  'set-default-sink loudspeaker',
]
const MICROPHONE = `module-remap-source source_name=microphone master=lab.monitor ${mono('left')} source_properties=device.description=Microphone`

export interface SoundLab {
  /** What the app needs in its environment to hear and speak here. */
  readonly env: Readonly<Record<string, string>>
  /** Plays a WAV or FLAC file or samples; resolves once the last sample has sounded. */
  readonly play: (sound: string | Sound, options?: PlayOptions) => Promise<void>
  /** Plays likewise and resolves with where the sound lies in the recording. */
  readonly playInto: (
    recording: Recording,
    sound: string | Sound,
    options?: PlayOptions,
  ) => Promise<PlayedAt>
  /** Records both channels from now on; resolves when the first samples are there. */
  readonly startRecording: () => Promise<Recording>
  /** Lets the microphone hear the loudspeaker. */
  readonly echo: (settings: EchoSettings) => Promise<Echo>
  readonly unplugMicrophone: () => Promise<void>
  readonly replugMicrophone: () => Promise<void>
  /** Runs `pactl` against the lab's server. */
  readonly pactl: (...parameters: readonly string[]) => Promise<string>
  readonly dispose: () => Promise<void>
}

/** Starts a lab. Takes about 0.1 s. */
export const startSoundLab = async (): Promise<SoundLab> => {
  const server = await startPulseServer(DEVICES)
  const env = { ...process.env, ...server.env }
  const plugMicrophone = async () => {
    const module = await server.pactl('load-module', ...MICROPHONE.split(' '))
    await server.pactl('set-default-source', 'microphone')
    return module.trim()
  }
  let microphone: string | null = await plugMicrophone().catch(async (failure: unknown) => {
    await server.dispose()
    throw failure
  })
  const recordings: Recording[] = []
  return {
    env: server.env,
    play: (sound, options = {}) => play(sound, options, env),
    playInto: (recording, sound, options = {}) => playInto(recording, sound, options, env),
    startRecording: async () => {
      const file = join(server.directory, `recording-${recordings.length}.raw`)
      const recording = await startRecording('lab.monitor', file, env, RECORDER_LATENCY_MS)
      recordings.push(recording)
      return recording
    },
    echo: (settings) => startEcho(server, settings),
    unplugMicrophone: async () => {
      if (microphone !== null) await server.pactl('unload-module', microphone)
      microphone = null
    },
    replugMicrophone: async () => {
      microphone ??= await plugMicrophone()
    },
    pactl: server.pactl,
    dispose: async () => {
      for (const recording of recordings) await recording.end()
      await server.dispose()
    },
  }
}
