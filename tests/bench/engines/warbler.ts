import { basename, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FRAME_SAMPLES, type PlaybackMessage } from '../../../electron/contracts/audio.ts'
import type { ChatMessage, SpokenWords } from '../../../electron/contracts/workers.ts'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { createEngineSet } from '../../../electron/main/engines/engine-set.ts'
import type { EngineLines } from '../../../electron/main/providers/engine-lines.ts'
import { spawnChildProcess } from '../../../electron/main/workers/child-process-host.ts'

/**
 * Warbler's whole way to its engines as the conversation uses it: the engine set of main, worker
 * processes of the build, lines, adapters. Times end when the conversation, or playback, gets what it
 * waits for.
 *
 * Invariants
 * 1. One thing is asked for at a time, and its answer is over before the next.
 * 2. A failure that the conversation is told of rejects whoever waits.
 */
interface Warbler {
  /** Milliseconds from `generate` to the first text of the reply. */
  readonly reply: (messages: readonly ChatMessage[], how?: ReplyOptions) => Promise<number>
  /** Milliseconds from `generate` to the first sound at playback, and the words, of a model that speaks. */
  readonly spokenReply: (
    messages: readonly ChatMessage[],
    speech: SpokenWords,
  ) => Promise<{ readonly tookMs: number; readonly text: string }>
  /** Sends an utterance but for its last frame; `transcript` sends that. Returns its number. */
  readonly hear: (frames: readonly Float32Array[]) => Utterance
  /** Milliseconds from the last frame of an utterance to its words. */
  readonly transcript: (utterance: Utterance) => Promise<number>
  /** Milliseconds from a clause to its first sound at playback. */
  readonly speech: (text: string) => Promise<number>
  readonly dispose: () => Promise<void>
}

interface ReplyOptions {
  /** The rest of it is not waited for. */
  readonly cancelled?: boolean
}

interface Utterance {
  readonly number: number
  readonly endSample: number
  /** Sends the last frame. */
  readonly finish: () => void
}

const WORKERS = resolve(import.meta.dirname, '../../../out/main/workers')
const READY_WITHIN_MS = 60_000
/** Nothing here takes longer, and what hangs is to say so. */
const ANSWER_WITHIN_MS = 30_000
/** A local model that was cancelled is still at its token. */
const CANCELLED_WITHIN_MS = 250

type Happening = ConversationEvent | PlaybackMessage

/** Starts the workers of the lines that are not empty, and waits until they serve. */
export const openWarbler = async (given: Partial<EngineLines>): Promise<Warbler> => {
  const lines: EngineLines = { stt: [], llm: [], tts: [], ...given }
  const watchers = new Set<(happening: Happening) => void>()
  const tell = (happening: Happening) => {
    for (const watch of watchers) watch(happening)
  }
  const ready = new Set<string>()
  const engines = createEngineSet({
    spawn: (entry, options) => spawnChildProcess(join(WORKERS, basename(entry)), options),
    journalFolder: null,
    connect: () => null,
    onPlayback: tell,
    speechSpeed: () => 1,
    dispatch: tell,
    onStatus: (kind, status) => {
      if (status === 'ready') ready.add(kind)
    },
    onInUse: () => undefined,
    onOut: () => undefined,
    onUsage: () => undefined,
    onMeasured: () => undefined,
    onWaiting: () => undefined,
  })

  /** When the first such thing happens, on the clock of `performance.now()`. */
  const moment = (isIt: (happening: Happening) => boolean): Promise<number> =>
    new Promise((resolveAt, reject) => {
      const settle = (act: () => void) => {
        watchers.delete(watch)
        clearTimeout(timer)
        act()
      }
      const watch = (happening: Happening) => {
        const atMs = performance.now()
        if (isIt(happening)) settle(() => resolveAt(atMs))
        else if ('error' in happening) {
          settle(() => reject(new Error(JSON.stringify(happening.error))))
        }
      }
      const timer = setTimeout(() => settle(() => reject(new Error('no answer'))), ANSWER_WITHIN_MS)
      watchers.add(watch)
    })

  engines.use(lines, { turn: null, unloadAfterMs: null })
  const wanted = Object.entries(lines).filter(([, line]) => line.length > 0)
  const untilMs = performance.now() + READY_WITHIN_MS
  while (!wanted.every(([kind]) => ready.has(kind))) {
    if (performance.now() > untilMs) throw new Error(`only ${[...ready].join()} got ready`)
    await wait(20)
  }

  let serial = 0
  const next = () => (serial += 1)
  return {
    reply: async (messages, { cancelled = false } = {}) => {
      const generation = next()
      const first = moment(({ type }) => type === 'text-delta')
      const done = moment(({ type }) => type === 'generation-done')
      const startedAtMs = performance.now()
      engines.languageModel.generate(generation, messages, null)
      const tookMs = (await first) - startedAtMs
      if (cancelled) engines.languageModel.cancel(generation)
      await done
      if (cancelled) await wait(CANCELLED_WITHIN_MS)
      return tookMs
    },
    spokenReply: async (messages, speech) => {
      let text = ''
      const first = moment(({ type }) => type === 'pcm')
      const done = moment((happening) => {
        if (happening.type === 'text-delta') text += happening.text
        return happening.type === 'generation-done'
      })
      const startedAtMs = performance.now()
      engines.languageModel.generate(next(), messages, speech)
      const tookMs = (await first) - startedAtMs
      await done
      return { tookMs, text }
    },
    hear: (frames) => {
      const utterance = next()
      const post = (samples: Float32Array, index: number) =>
        engines.postMicrophone({ type: 'frame', utterance, index, samples })
      engines.postMicrophone({ type: 'utterance-open', utterance })
      frames.slice(0, -1).forEach(post)
      const last = frames.at(-1)
      if (last === undefined) throw new Error('an utterance without sound')
      return {
        number: utterance,
        endSample: frames.length * FRAME_SAMPLES,
        finish: () => post(last, frames.length - 1),
      }
    },
    transcript: async ({ number: utterance, endSample, finish }) => {
      let text = ''
      const words = moment((happening) => {
        if (happening.type === 'transcript') ({ text } = happening)
        return happening.type === 'transcript'
      })
      const startedAtMs = performance.now()
      finish()
      engines.speechToText.transcribe({ request: next(), utterance, endSample })
      const tookMs = (await words) - startedAtMs
      engines.speechToText.forget(utterance, null)
      if (text === '') throw new Error('nothing was understood')
      return tookMs
    },
    speech: async (text) => {
      const first = moment(({ type }) => type === 'pcm')
      const done = moment(({ type }) => type === 'clause-synthesized')
      const startedAtMs = performance.now()
      engines.textToSpeech.synthesize(next(), 0, text)
      const tookMs = (await first) - startedAtMs
      await done
      return tookMs
    },
    dispose: () => engines.dispose(),
  }
}
