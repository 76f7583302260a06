import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import type { WakeEvent, WakeMessage, WakeRequest } from '../../../electron/contracts/wake.ts'
import type { PhraseDetector, PhraseFound } from '../../../electron/engines/ports.ts'
import { openSpeakerEncoder } from '../../../electron/engines/speaker/registry.ts'
import { WakeServer, type WakeServerParts } from '../../../electron/workers/wake-server.ts'
import { settle } from '../stt/tone-utterance.ts'

const LOAD: WakeRequest = {
  type: 'load',
  groups: [
    {
      recognizer: { id: 'r', engine: 'scripted', files: {}, options: {}, threads: 1 },
      phrases: ['Hey Warbler'],
    },
  ],
  sensitivity: 'balanced',
  talkPath: null,
}

/** Pitches, and how loud each is beside the others. */
type Voice = number | readonly (readonly [hz: number, level: number])[]

/** A voice, as the scripted speaker encoder knows it. */
export const tone = (length: number, voice: Voice, from = 0): Float32Array => {
  const pitches = typeof voice === 'number' ? ([[voice, 1]] as const) : voice
  const sounds = (at: number): number =>
    pitches.reduce(
      (sum, [hz, level]) => sum + level * Math.sin((2 * Math.PI * hz * at) / 16_000),
      0,
    )
  return Float32Array.from({ length }, (_, at) => 0.1 * sounds(from + at))
}

interface Asked {
  readonly frames: number
  readonly isPaused: boolean
}

/** A detector that finds with the scores it is given, one after the other. */
const detectorOf = (scores: readonly (number | Error)[], asked: Asked[] = []): PhraseDetector => ({
  id: 'scripted',
  tooCommon: ['Okay computer'],
  find: async (samples, isPaused): Promise<PhraseFound | null> => {
    const score = scores[asked.push({ frames: samples.length / FRAME_SAMPLES, isPaused }) - 1] ?? 0
    if (score instanceof Error) throw score
    const found = { phrase: 'Hey Warbler', words: 'hey war blur', more: !isPaused }
    return { ...found, score, fromSample: 0, toSample: samples.length }
  },
  dispose: () => Promise.resolve(),
})

/** A wake server that hears what it is given. */
export const serve = (
  scores: readonly (number | Error)[] = [],
  openEncoder: WakeServerParts['openEncoder'] = openSpeakerEncoder,
) => {
  const events: WakeEvent[] = []
  const asked: Asked[] = []
  let hear = (_message: WakeMessage): void => undefined
  const server = new WakeServer({
    open: () => Promise.resolve(detectorOf(scores, asked)),
    openEncoder,
    openMicrophone: () => ({
      onMessage: (listener) => {
        hear = listener
      },
      post: () => undefined,
      close: () => undefined,
    }),
    send: (event) => events.push(structuredClone(event)),
    now: () => 0,
  })
  server.handle(LOAD, [])
  server.handle({ type: 'attach-wake' }, [])
  let at = 0
  /** @param voice 0 is silence */
  const frames = async (count: number, stretch = 1, voice: Voice = 0): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const samples = tone(FRAME_SAMPLES, voice, at * FRAME_SAMPLES)
      hear({ type: 'frame', stretch, samples, startedAtMs: at * FRAME_MS })
      at += 1
    }
    await settle()
  }
  const tell = async (type: 'pause' | 'close', stretch = 1): Promise<void> => {
    hear({ type, stretch })
    await settle()
  }
  const woken = () => events.filter((event) => event.type === 'woken')
  return {
    events,
    asked,
    server,
    frames,
    tell,
    woken,
    hear: (message: WakeMessage) => hear(message),
  }
}
