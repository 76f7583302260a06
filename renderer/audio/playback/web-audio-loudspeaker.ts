import type { Clock } from '../clock.ts'
import { FADE_MS, type Loudspeaker, type Voice } from './loudspeaker.ts'

/**
 * The loudspeaker as a Web Audio context. It plays in the window that owns the microphone, so that
 * Chromium's echo canceller knows what it says.
 *
 * Invariants:
 * 1. Every voice goes through one volume; nothing else reaches the device.
 * 2. It runs while it is needed and for `IDLE_MS` after; then it stands still.
 * 3. A preferred device that is not there is replaced by the system's default, silently.
 */
interface WebAudioLoudspeaker extends Loudspeaker {
  readonly setVolume: (volume: number) => void
  /** Null is the system's default. */
  readonly setDevice: (deviceId: string | null) => void
}

/** A running context costs 1 to 2 % of a core; getting one going costs up to a second. */
const IDLE_MS = 30_000

/** The device takes sound in blocks of 10 ms, and a message to the audio thread needs a few more. */
const LOOKAHEAD_S = 0.012

/**
 * Whatever the device runs at, Chromium converts once, at its very end; a rate that never changes
 * lets a reply go on where it was when the device does.
 */
const SAMPLE_RATE_HZ = 48_000

declare global {
  /** Chromium has it since 110; TypeScript's library does not. */
  interface AudioContext {
    readonly setSinkId: (deviceId: string) => Promise<void>
  }
}

/**
 * 'interactive' and hints of 10, 5 and 0 ms all come to a block of 10.7 ms and 28 ms in the device
 * (Electron 33, PulseAudio): it is as fast as it gets.
 */
const createContext = (volume: number, deviceId: string | null) => {
  const context = new AudioContext({ latencyHint: 'interactive', sampleRate: SAMPLE_RATE_HZ })
  const master = context.createGain()
  master.gain.value = volume
  master.connect(context.destination)
  if (deviceId !== null) useDevice(context, deviceId)
  return { context, master }
}

const useDevice = (context: AudioContext, deviceId: string | null): void => {
  // An empty id is the default. One that is unknown now is asked for again when devices change.
  context.setSinkId(deviceId ?? '').catch(() => context.setSinkId('').catch(() => undefined))
}

const createVoice = (context: AudioContext, master: GainNode): Voice => {
  const gain = context.createGain()
  gain.connect(master)
  const sources = new Set<AudioBufferSourceNode>()
  let silenced = false
  return {
    play: (samples, startSample) => {
      if (silenced || samples.length === 0) return
      const buffer = context.createBuffer(1, samples.length, context.sampleRate)
      buffer.getChannelData(0).set(samples)
      const source = context.createBufferSource()
      source.buffer = buffer
      source.connect(gain)
      source.addEventListener('ended', () => sources.delete(source), { once: true })
      source.start(startSample / context.sampleRate)
      sources.add(source)
    },
    silence: () => {
      silenced = true
      const now = context.currentTime
      gain.gain.cancelAndHoldAtTime(now)
      gain.gain.linearRampToValueAtTime(0, now + FADE_MS / 1000)
      for (const source of sources) source.stop(now + FADE_MS / 1000)
    },
  }
}

export const createWebAudioLoudspeaker = (clock: Clock): WebAudioLoudspeaker => {
  let volume = 1
  let deviceId: string | null = null
  let { context, master } = createContext(volume, deviceId)
  const sleepLater = () => clock.setTimer(IDLE_MS, () => void context.suspend())
  let cancelIdle = sleepLater()

  const outputTime = (): number => {
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
    if (performanceTime === 0) return context.currentTime - context.outputLatency
    // While the context stands still its timestamp gets old: never beyond what was rendered.
    const elapsed = (performance.now() - performanceTime) / 1000
    return Math.min(contextTime + elapsed, context.currentTime)
  }

  const wake = async () => {
    cancelIdle()
    cancelIdle = sleepLater()
    if (context.state !== 'running') await context.resume()
  }

  return {
    sampleRateHz: SAMPLE_RATE_HZ,
    earliestSample: () => Math.ceil((context.currentTime + LOOKAHEAD_S) * context.sampleRate),
    audibleSample: () => outputTime() * context.sampleRate,
    isPresent: async () => {
      const devices = await navigator.mediaDevices.enumerateDevices()
      return devices.some((device) => device.kind === 'audiooutput')
    },
    openVoice: () => createVoice(context, master),
    wake,
    rebuild: async () => {
      const old = context
      ;({ context, master } = createContext(volume, deviceId))
      old.close().catch(() => undefined)
      await wake()
    },
    setVolume: (next) => {
      volume = next
      master.gain.setTargetAtTime(next, context.currentTime, 0.02)
    },
    setDevice: (next) => {
      if (next !== deviceId || next !== null) useDevice(context, next)
      deviceId = next
    },
  }
}
