import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import type { WakeMessage, WakeSensitivity } from '../../../electron/contracts/wake.ts'
import type { PhraseDetector, PhraseFound } from '../../../electron/engines/ports.ts'
import { WakeServer } from '../../../electron/workers/wake-server.ts'
import { createFrameRing } from '../../../renderer/audio/capture/frame-ring.ts'
import type { Frame } from '../../../renderer/audio/capture/frame.ts'
import {
  SpeechDetector,
  type SpeechModel,
} from '../../../renderer/audio/detection/speech-detector.ts'
import { WakeFeed } from '../../../renderer/audio/wake/wake-feed.ts'

/**
 * What the app does with its microphone while it waits, on virtual time: the classes of the audio window
 * and of the wake worker themselves, frame after frame, each look waited for.
 *
 * Invariants
 * 1. The next frame is heard when the last one has been judged and all looks that it set off are over:
 *    what comes out depends on the sound alone, however busy the machine is.
 * 2. A piece is looked at once, however many servers ask.
 */

/** A look at a piece. */
interface Look {
  /** Seconds into the sound at which the piece ends. */
  readonly atS: number
  readonly stretch: number
  /** Logarithm of the odds of the score: `thresholdOf`. */
  readonly logit: number
  readonly more: boolean
  /** Processor time. */
  readonly cpuMs: number
}

export interface Heard {
  readonly seconds: number
  /** Of it, so much was given to the wake worker. */
  readonly speechS: number
  readonly looks: readonly Look[]
  /** When each sensitivity woke, seconds into the sound and without what the look took. */
  readonly wokenS: Readonly<Record<WakeSensitivity, readonly number[]>>
  /** Processor time of the voice detector. */
  readonly voiceCpuMs: number
}

const SENSITIVITIES = ['careful', 'balanced', 'eager'] as const

/** Of a probability; the ends of the scale are never reached. */
export const logitOf = (score: number): number => {
  const within = Math.min(1 - 1e-9, Math.max(1e-9, score))
  return Math.log(within / (1 - within))
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const tick = () => new Promise((resolve) => setImmediate(resolve))

/** The detector, asked once for all servers; it knows what was looked at, and when it is done. */
const createRecorder = (detector: PhraseDetector) => {
  const looks: Look[] = []
  let frame = 0
  let stretch = 0
  let asked = new Map<boolean, Promise<PhraseFound | null>>()
  let last: Promise<unknown> = Promise.resolve()
  const underWay = new Set<Promise<unknown>>()

  const look = async (
    samples: Float32Array,
    isPaused: boolean,
    before: Promise<unknown>,
  ): Promise<PhraseFound | null> => {
    await before
    const startedMs = cpuMs()
    const found = await detector.find(samples, isPaused)
    const usedMs = cpuMs() - startedMs
    looks.push({
      atS: ((frame + 1) * FRAME_MS) / 1000,
      stretch,
      logit: logitOf(found?.score ?? 0),
      more: found?.more ?? true,
      cpuMs: usedMs,
    })
    return found
  }
  return {
    looks,
    at: (nextFrame: number) => {
      frame = nextFrame
      asked = new Map()
    },
    speaksIn: (next: number) => {
      stretch = next
    },
    settled: async () => {
      await tick()
      while (underWay.size > 0) {
        await Promise.allSettled(underWay)
        await tick()
      }
    },
    find: (samples: Float32Array, isPaused: boolean): Promise<PhraseFound | null> => {
      const known = asked.get(isPaused)
      if (known !== undefined) return known
      // One after the other: the processor time is that of one look.
      const next = look(samples, isPaused, last)
      underWay.add(next)
      const over = () => underWay.delete(next)
      last = next.then(over, over)
      asked.set(isPaused, next)
      return next
    },
  }
}

/** Wakes nobody: a server that looks on to the end, for what every other threshold would have done. */
const unmoved =
  (find: PhraseDetector['find']): PhraseDetector['find'] =>
  async (samples, isPaused) => {
    const found = await find(samples, isPaused)
    return found === null ? null : { ...found, score: 0 }
  }

const startServer = (
  find: PhraseDetector['find'],
  sensitivity: WakeSensitivity,
  onWoken: () => void,
) => {
  let hear = (_message: WakeMessage): void => undefined
  const server = new WakeServer({
    open: () =>
      Promise.resolve({
        id: 'bench',
        tooCommon: [],
        find,
        dispose: () => Promise.resolve(),
      }),
    openEncoder: () => Promise.reject(new Error('nobody is enrolled')),
    openMicrophone: () => ({
      onMessage: (listener) => {
        hear = listener
      },
      post: () => undefined,
      close: () => undefined,
    }),
    send: (event) => {
      if (event.type === 'woken') onWoken()
      if (event.type === 'failed') throw new Error(JSON.stringify(event.error))
    },
    now: () => 0,
  })
  const recognizer = { id: 'bench', engine: 'bench', files: {}, options: {}, threads: 1 }
  server.handle(
    { type: 'load', groups: [{ recognizer, phrases: [] }], sensitivity, talkPath: null },
    [],
  )
  server.handle({ type: 'attach-wake' }, [])
  return (message: WakeMessage) => hear(message)
}

/** @param samples 16 kHz mono */
export const listen = async (
  samples: Float32Array,
  detector: PhraseDetector,
  voices: SpeechModel,
): Promise<Heard> => {
  const recorder = createRecorder(detector)
  const wokenS: Record<WakeSensitivity, number[]> = { careful: [], balanced: [], eager: [] }
  let nowS = 0
  const servers = [
    ...SENSITIVITIES.map((sensitivity) =>
      startServer(recorder.find, sensitivity, () => wokenS[sensitivity].push(nowS)),
    ),
    startServer(unmoved(recorder.find), 'balanced', () => undefined),
  ]
  await tick()

  const ring = createFrameRing(64)
  let sent = 0
  let speechFrames = 0
  let judged = (): void => undefined
  const model = new SpeechDetector(
    () => Promise.resolve(voices),
    (frame, probability) => {
      feed.judge(frame, probability)
      judged()
    },
    (error) => {
      throw new Error(JSON.stringify(error))
    },
  )
  const feed = new WakeFeed({
    ring,
    detector: model,
    send: (message) => {
      sent += 1
      if (message.type === 'frame') speechFrames += 1
      if ('stretch' in message) recorder.speaksIn(message.stretch)
      for (const hear of servers) hear(message)
    },
  })
  model.reset()

  const hear = async (frame: Frame): Promise<number> => {
    const startedMs = cpuMs()
    const before = sent
    recorder.at(frame.sequence)
    ring.push(frame)
    const heard = new Promise<void>((resolve) => {
      judged = resolve
    })
    feed.take(frame)
    await heard
    const usedMs = cpuMs() - startedMs
    nowS = ((frame.sequence + 1) * FRAME_MS) / 1000
    if (sent > before) await recorder.settled()
    return usedMs
  }

  let voiceCpuMs = 0
  const frames = Math.floor(samples.length / FRAME_SAMPLES)
  for (let sequence = 0; sequence < frames; sequence += 1) {
    const from = sequence * FRAME_SAMPLES
    voiceCpuMs += await hear({
      sequence,
      samples: samples.slice(from, from + FRAME_SAMPLES),
      startedAtMs: sequence * FRAME_MS,
      playing: false,
      echoLikeness: null,
    })
  }
  return {
    seconds: (frames * FRAME_MS) / 1000,
    speechS: (speechFrames * FRAME_MS) / 1000,
    looks: recorder.looks,
    wokenS,
    voiceCpuMs,
  }
}
