import { toCodedError } from '../contracts/errors.ts'
import type { MicrophoneMessage, PlaybackMessage } from '../contracts/audio.ts'
import type { LlmEvent, LlmRequest } from '../contracts/workers.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'
import { pushDelta, startChunker, type ChunkerState } from '../core/speech/clause-chunker.ts'
import type { LineReport } from '../engines/line/line-parts.ts'
import type { OpenLine } from '../engines/line/line-request.ts'
import type { LanguageModel } from '../engines/ports.ts'

/**
 * Serves one language model to main.
 *
 * 1. One generation at a time: a newer `generate` cancels the one before it.
 * 2. Every `generate` is answered by exactly one `done` or `failed`, and nothing follows it.
 * 3. `cancel` is answered at once, also while the model loads or evaluates the prompt, and does not
 *    wait for native code to stop.
 * 4. A prewarm never keeps a generation waiting for longer than it takes to notice the abort; the
 *    newest prewarm replaces older ones and waits for a running generation.
 * 5. What the model says by itself is one chunk of its generation, the first but for what main says in
 *    front of it: all of its sound, then `chunk-end`, then `voiced`, before the reply is done or goes on in
 *    words. Main is told of it no later than playback is.
 * 6. Behind the first clause it waits for a moment, in which main may ask for a longer pause.
 */
export interface LlmServerParts {
  readonly open: OpenLine<LanguageModel>
  readonly send: (event: LlmEvent) => void
  readonly openSpeech: (ports: readonly WorkerPort[]) => WorkerChannel<MicrophoneMessage, never>
  readonly openVoice: (ports: readonly WorkerPort[]) => WorkerChannel<never, PlaybackMessage>
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

type GenerateRequest = Extract<LlmRequest, { readonly type: 'generate' }>
type LoadRequest = Extract<LlmRequest, { readonly type: 'load' }>
type PrewarmRequest = Extract<LlmRequest, { readonly type: 'prewarm' }>

/**
 * Main sees the first clause a message later, and by then the next token would be under way: 86 ms on
 * both cores, beside which the clause takes 125 ms to become sound instead of 85. The way to main and
 * back takes 1 to 4 ms.
 */
const FIRST_CLAUSE_WAIT_MS = 15

/** Main takes 15 s without a word for a hang, and hears of no sound: a voice may be far ahead of its words. */
const TELL_OF_SOUND_EVERY_MS = 5000

/** A generation that has not been answered yet. */
interface Running {
  readonly generation: number
  readonly abort: AbortController
  readonly startedMs: number
  deltas: number
  firstTokenMs: number | null
  /** Of the first clause; null once it is complete. */
  clause: ChunkerState | null
  /** Settles when it may go on writing. */
  pause: Promise<unknown>
  /** `ignore` while it is not paused. */
  resume: () => void
  /** Of what the model says by itself; null while it says nothing, or no more. */
  voicedMs: number | null
  /** When main last heard of it. */
  toldMs: number
  /** Which chunk that is. */
  voiceIndex: number
  /** Some of it came as words alone: from there on all of it is for the voice to say. */
  isWritten: boolean
  pauseEnd: ReturnType<typeof setTimeout> | undefined
}

const ignore = (): null => null

/** The function that takes main's requests. */
export const serveLanguageModel = ({
  open,
  openSpeech,
  openVoice,
  send,
  now,
}: LlmServerParts): ((request: LlmRequest, ports?: readonly WorkerPort[]) => void) => {
  let speech: WorkerChannel<MicrophoneMessage, never> | null = null
  let voice: WorkerChannel<never, PlaybackMessage> | null = null
  let model: ReturnType<OpenLine<LanguageModel>> | null = null
  let running: Running | null = null
  let generating: Promise<void> = Promise.resolve()
  let prewarm: AbortController | null = null

  const fail = (generation: number | null, error: unknown) =>
    send({ type: 'failed', generation, error: toCodedError(error, 'llm.failed') })

  const cancelRunning = () => {
    if (running === null) return
    const { generation, abort, deltas, firstTokenMs, resume } = running
    running = null
    abort.abort()
    resume()
    send({
      type: 'done',
      generation,
      finishReason: 'cancelled',
      promptTokens: 0,
      completionTokens: deltas,
      firstTokenMs,
    })
  }

  /** A pause during a pause only sets its end anew: whoever waits goes on waiting. */
  const pause = (entry: Running, maximumMs: number) => {
    clearTimeout(entry.pauseEnd)
    entry.pauseEnd = setTimeout(() => entry.resume(), maximumMs)
    if (entry.resume !== ignore) return
    entry.pause = new Promise<void>((resolve) => {
      entry.resume = () => {
        clearTimeout(entry.pauseEnd)
        entry.resume = ignore
        resolve()
      }
    })
  }

  const waitBehindFirstClause = (entry: Running, delta: string) => {
    if (entry.clause === null) return
    const { state, clauses } = pushDelta(entry.clause, delta)
    entry.clause = clauses.length > 0 ? null : state
    if (clauses.length > 0) pause(entry, FIRST_CLAUSE_WAIT_MS)
  }

  const report: LineReport = {
    inUse: send,
    usage: send,
    measured: send,
    opened: send,
    waiting: (forMs, because) => {
      if (running !== null) send({ type: 'waiting', serial: running.generation, forMs, because })
    },
  }

  const load = async ({ line, unloadAfterMs }: LoadRequest) => {
    const startedMs = now()
    const previous = model
    prewarm?.abort()
    cancelRunning()
    const reopen = async () => {
      // One model at a time fits into memory; one that failed to open left nothing behind.
      const old = await previous?.catch(ignore)
      await old?.dispose()
      return open({ line, unloadAfterMs, report })
    }
    model = reopen()
    try {
      const { id } = await model
      send({ type: 'ready', model: id, loadMs: now() - startedMs })
    } catch (error) {
      fail(null, error)
    }
  }

  const warm = async ({ messages }: PrewarmRequest) => {
    prewarm?.abort()
    const abort = new AbortController()
    prewarm = abort
    await generating
    // A model that did not open has said so already.
    const opened = await model?.catch(ignore)
    if (abort.signal.aborted) return
    try {
      await opened?.prewarm(messages, abort.signal)
    } catch (error) {
      fail(null, error)
    }
  }

  const sayVoiced = (entry: Running, text: string) => {
    const { generation, voiceIndex: voicedAs } = entry
    entry.voicedMs ??= 0
    entry.toldMs = now()
    send({ type: 'delta', generation, text, voicedAs })
  }

  /** The sound goes straight to playback. */
  const play = (entry: Running, samples: Float32Array, sampleRateHz: number) => {
    const { generation, voiceIndex: index } = entry
    // It waits there for what main says in front of it.
    if (entry.voicedMs === null && index > 0) sayVoiced(entry, '')
    entry.voicedMs = (entry.voicedMs ?? 0) + (samples.length / sampleRateHz) * 1000
    voice?.post({ type: 'pcm', generation, index, samples, sampleRateHz })
    if (now() - entry.toldMs >= TELL_OF_SOUND_EVERY_MS) sayVoiced(entry, '')
  }

  const makeRoom = (entry: Running) => {
    if (entry.voicedMs === null && !entry.isWritten) entry.voiceIndex = 1
  }

  const endVoice = (entry: Running) => {
    if (entry.voicedMs === null) return
    const { generation, voicedMs: audioMs, voiceIndex: index } = entry
    entry.voicedMs = null
    voice?.post({ type: 'chunk-end', generation, index })
    send({ type: 'voiced', generation, index, audioMs })
  }

  const stream = async (
    entry: Running,
    { messages, maximumTokens, speech = null }: GenerateRequest,
  ) => {
    if (model === null) throw new Error('nothing is loaded')
    const opened = await model
    const { generation, abort } = entry
    const options = { maximumTokens, signal: abort.signal, generation, speech }
    for await (const part of opened.generate(messages, options)) {
      if (running !== entry) continue
      if (part.type === 'completeness') {
        send({ ...part, generation })
      } else if (part.type === 'delta') {
        entry.deltas += 1
        entry.firstTokenMs ??= now() - entry.startedMs
        if (part.voiced === true && !entry.isWritten) {
          sayVoiced(entry, part.text)
          continue
        }
        endVoice(entry)
        entry.isWritten = true
        waitBehindFirstClause(entry, part.text)
        send({ type: 'delta', generation, text: part.text })
        // A model works only while the next part is asked for.
        await entry.pause
      } else if (part.type === 'sound') {
        // Behind words that the voice says it would be in the wrong place.
        if (!entry.isWritten) play(entry, part.samples, part.sampleRateHz)
      } else {
        endVoice(entry)
        running = null
        const { finishReason, cut, promptTokens, completionTokens } = part
        const { firstTokenMs } = entry
        send({
          type: 'done',
          generation,
          finishReason,
          ...(cut === undefined ? {} : { cut }),
          promptTokens,
          completionTokens,
          firstTokenMs,
        })
      }
    }
    if (running === entry) throw new Error('the model stopped without finishing')
  }

  const generate = async (request: GenerateRequest) => {
    prewarm?.abort()
    cancelRunning()
    const entry: Running = {
      generation: request.generation,
      abort: new AbortController(),
      startedMs: now(),
      toldMs: now(),
      deltas: 0,
      firstTokenMs: null,
      clause: startChunker(),
      pause: Promise.resolve(),
      resume: ignore,
      voicedMs: null,
      voiceIndex: 0,
      // What goes on with words that are said already is said by the same voice.
      isWritten: request.messages.at(-1)?.role === 'assistant',
      pauseEnd: undefined,
    }
    running = entry
    const streaming = stream(entry, request).catch((error: unknown) => {
      if (running !== entry) return
      endVoice(entry)
      running = null
      fail(entry.generation, error)
    })
    generating = streaming
    await streaming
  }

  const attachSpeech = (ports: readonly WorkerPort[]) => {
    speech?.close()
    speech = openSpeech(ports)
    speech.onMessage(
      (message) => void model?.then((opened) => opened.hear?.(message)).catch(ignore),
    )
  }

  return (request, ports = []) => {
    switch (request.type) {
      case 'attach-speech':
        return attachSpeech(ports)
      case 'attach-voice':
        voice?.close()
        voice = openVoice(ports)
        return
      case 'heard':
        return void model
          ?.then((opened) => opened.heard?.(request.generation, request.heardMs))
          .catch(ignore)
      case 'load':
        return void load(request)
      case 'tested':
        return void model
          ?.then((opened) => opened.tested?.(request.model, request.error))
          .catch(ignore)
      case 'wake':
        return void model?.then((opened) => opened.wake?.()).catch(ignore)
      case 'prewarm':
        return void warm(request)
      case 'generate':
        return void generate(request)
      case 'cancel':
        return running?.generation === request.generation ? cancelRunning() : undefined
      case 'make-room':
        if (running?.generation === request.generation) makeRoom(running)
        return
      case 'pause':
        if (running?.generation === request.generation) pause(running, request.maximumMs)
        return
      case 'resume':
        if (running?.generation === request.generation) running.resume()
    }
  }
}
