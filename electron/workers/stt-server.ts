import { setImmediate as nextTurn } from 'node:timers/promises'
import { MICROPHONE_SAMPLE_RATE_HZ, type MicrophoneMessage } from '../contracts/audio.ts'
import { CodedFailure, toCodedError, type CodedError } from '../contracts/errors.ts'
import type { EngineLine, EngineModel, SttEvent, SttRequest } from '../contracts/workers.ts'
import type { LineReport } from '../engines/line/line-parts.ts'
import type { OpenLine } from '../engines/line/line-request.ts'
import type { SpeechRecognizer, StreamingSpeech } from '../engines/ports.ts'
import { DecodeLane } from '../engines/stt/decode-lane.ts'
import { readJournal, SpeechJournal } from '../engines/stt/journal.ts'
import { LiveUtterance, type UtteranceText } from '../engines/stt/live-utterance.ts'
import { StreamingRecognizer } from '../engines/stt/streaming-recognizer.ts'
import type { TextFlow } from '../engines/stt/text-flow.ts'
import type { VoiceDetector } from '../engines/stt/voice-detector.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'

interface SttServerParts {
  readonly open: OpenLine<SpeechRecognizer>
  readonly openDetectors: (line: EngineLine, vadModelPath: string) => Promise<() => VoiceDetector>
  /** Null: there is none, or it cannot be had; words are told by the line then. */
  readonly openStreaming?: (model: EngineModel) => Promise<StreamingSpeech>
  readonly openMicrophone: (ports: readonly WorkerPort[]) => WorkerChannel<MicrophoneMessage, never>
  readonly send: (event: SttEvent) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
  readonly epochMs: () => number
}

type LoadRequest = Extract<SttRequest, { readonly type: 'load' }>
type TranscribeRequest = Extract<SttRequest, { readonly type: 'transcribe' }>
type JournalRequest = Extract<SttRequest, { readonly type: 'transcribe-journal' }>
type SoundRequest = Extract<SttRequest, { readonly type: 'transcribe-sound' }>
type ForgetRequest = Extract<SttRequest, { readonly type: 'forget' }>

interface Engine {
  readonly recognizer: Awaited<ReturnType<OpenLine<SpeechRecognizer>>>
  readonly lane: DecodeLane
  readonly createDetector: () => VoiceDetector
  readonly streaming: StreamingSpeech | null
  readonly journal: SpeechJournal | null
}

/** The one that is being heard and the one before, whose words may still be asked for. */
const LIVE_UTTERANCES = 2
/** Late frames and questions about older ones than these do not happen. */
const REMEMBERED_CLOSED = 64
/** A journal is taken in by the second, so that live frames get their turn between. */
const JOURNAL_STEP_SAMPLES = 16_000

/** A journal is no utterance that main would know by number. */
const NO_UTTERANCE = -1

const nothing = (): void => undefined
const SILENT: LineReport = {
  inUse: nothing,
  out: nothing,
  usage: nothing,
  measured: nothing,
  opened: nothing,
  waiting: nothing,
}

/** It decodes nothing more once that is aborted; a piece that is being decoded is. */
const stoppable = (recognizer: SpeechRecognizer, signal: AbortSignal): SpeechRecognizer => ({
  id: recognizer.id,
  maximumSeconds: recognizer.maximumSeconds,
  partials: recognizer.partials,
  transcribe: async (...asked) => {
    signal.throwIfAborted()
    return recognizer.transcribe(...asked)
  },
  dispose: () => recognizer.dispose(),
})

/**
 * Serves one speech recogniser to main.
 *
 * Invariants
 * 1. Every `transcribe`, `transcribe-journal` and `transcribe-sound` is answered by exactly one `transcript` or `failed`.
 * 2. Sound is in the journal before a transcript of it is told.
 * 3. Nothing is told of an utterance that was dropped or forgotten, but for the empty answer to who
 *    still asks.
 * 4. No more than two utterances are in memory; a third one closes the oldest.
 */
export class SttServer {
  readonly #parts: SttServerParts
  readonly #live = new Map<number, LiveUtterance>()
  readonly #detectors: VoiceDetector[] = []
  readonly #closed = new Set<number>()
  /** Requests that somebody waits for. */
  readonly #asked = new Set<number>()
  #engine: Promise<Engine> | null = null
  #expected: readonly string[] = []
  #stopSounds = new AbortController()
  #microphone: WorkerChannel<MicrophoneMessage, never> | null = null

  constructor(parts: SttServerParts) {
    this.#parts = parts
  }

  /** To be called with main's requests, in their order. */
  handle(request: SttRequest, ports: readonly WorkerPort[]): void {
    switch (request.type) {
      case 'load':
        void this.#load(request)
        return
      case 'tested':
        void this.#whenLoaded(({ recognizer }) => recognizer.tested?.(request.model, request.error))
        return
      case 'attach-microphone':
        this.#attach(ports)
        return
      case 'transcribe':
        void this.#transcribe(request)
        return
      case 'transcribe-journal':
        void this.#transcribeJournal(request)
        return
      case 'forget':
        this.#close(request.utterance)
        void this.#whenLoaded(({ journal }) => this.#letGo(journal, request))
        return
      case 'expect-words':
        this.#expected = request.words
        void this.#whenLoaded(({ recognizer }) => recognizer.expectWords?.(request.words))
        return
      case 'transcribe-sound':
        void this.#transcribeSound(request)
        return
      case 'stop-sounds':
        this.#stopSounds.abort(new CodedFailure({ code: 'speech.not-now' }))
        this.#stopSounds = new AbortController()
    }
  }

  async #load(request: LoadRequest): Promise<void> {
    const { send, now } = this.#parts
    const startedAtMs = now()
    this.#engine = this.#open(request)
    try {
      const { recognizer } = await this.#engine
      send({ type: 'ready', model: recognizer.id, loadMs: now() - startedAtMs })
    } catch (error) {
      send({ type: 'failed', request: null, error: toCodedError(error, 'stt.failed') })
    }
  }

  async #open(request: LoadRequest): Promise<Engine> {
    const { line, unloadAfterMs, vadModelPath, journalFolder: folder } = request
    const [recognizer, createDetector, streaming] = await Promise.all([
      this.#parts.open({ line, unloadAfterMs, report: this.#report() }),
      this.#parts.openDetectors(line, vadModelPath),
      this.#openStreaming(request.streaming ?? null),
    ])
    // Making one takes 60 ms: not while somebody begins to speak.
    for (let count = 0; count < LIVE_UTTERANCES; count += 1) this.#detectors.push(createDetector())
    const { epochMs, send } = this.#parts
    const onFailure = (error: CodedError) => send({ type: 'failed', request: null, error })
    const sinceMs = request.journalsSinceMs ?? epochMs()
    const journal =
      folder === null ? null : new SpeechJournal({ folder, sinceMs, onFailure, epochMs })
    return { recognizer, lane: new DecodeLane(recognizer), createDetector, streaming, journal }
  }

  /** It only shows words sooner: without it everything works. */
  async #openStreaming(model: EngineModel | null): Promise<StreamingSpeech | null> {
    if (model === null || this.#parts.openStreaming === undefined) return null
    return this.#parts.openStreaming(model).catch(() => null)
  }

  #report(): LineReport {
    const { send } = this.#parts
    return {
      inUse: send,
      out: send,
      usage: send,
      measured: send,
      opened: send,
      waiting: (forMs, because) => {
        for (const serial of this.#asked) send({ type: 'waiting', serial, forMs, because })
      },
    }
  }

  async #whenLoaded(task: (engine: Engine) => void): Promise<void> {
    // A failed load has been told.
    const engine = await this.#engine?.catch(() => null)
    if (engine) task(engine)
  }

  #attach(ports: readonly WorkerPort[]): void {
    this.#microphone?.close()
    const microphone = this.#parts.openMicrophone(ports)
    this.#microphone = microphone
    // The port holds messages back until there is a listener.
    void this.#whenLoaded((engine) =>
      microphone.onMessage((message) => this.#hear(engine, message)),
    )
  }

  #hear(engine: Engine, message: MicrophoneMessage): void {
    const { utterance } = message
    switch (message.type) {
      case 'utterance-open':
        this.#closed.delete(utterance)
        engine.recognizer.wake?.()
        engine.journal?.open(utterance)
        if (this.#live.has(utterance)) this.#live.get(utterance)?.startOver()
        else this.#begin(engine, utterance)
        return
      case 'frame': {
        if (this.#closed.has(utterance)) return
        const live = this.#live.get(utterance) ?? this.#begin(engine, utterance)
        const fresh = live.accept(message.index, message.samples)
        if (fresh.length > 0) engine.journal?.append(utterance, fresh)
        return
      }
      case 'utterance-drop':
        this.#close(utterance)
    }
  }

  #begin(engine: Engine, utterance: number): LiveUtterance {
    while (this.#live.size >= LIVE_UTTERANCES) {
      const [oldest] = this.#live.keys()
      if (oldest === undefined) break
      this.#close(oldest)
    }
    const onPartial = (flow: TextFlow) => this.#parts.send({ type: 'partial', utterance, ...flow })
    const detector = this.#detectors.pop() ?? engine.createDetector()
    const { now } = this.#parts
    const { lane, streaming } = engine
    const start = () => new StreamingRecognizer({ lane, detector, onPartial, streaming, now })
    const release = () => void this.#detectors.push(detector)
    const live = new LiveUtterance({ start, release, now })
    this.#live.set(utterance, live)
    return live
  }

  #close(utterance: number): void {
    this.#live.get(utterance)?.close()
    this.#live.delete(utterance)
    this.#closed.add(utterance)
    const [oldest] = this.#closed
    if (this.#closed.size > REMEMBERED_CLOSED && oldest !== undefined) this.#closed.delete(oldest)
  }

  async #transcribe({ request, utterance, endSample }: TranscribeRequest): Promise<void> {
    await this.#answer(request, utterance, async (engine) => {
      if (this.#closed.has(utterance)) return { text: '', audioMs: 0, decodeMs: 0 }
      const live = this.#live.get(utterance) ?? this.#begin(engine, utterance)
      const answer = await live.transcript(endSample)
      await engine.journal?.written()
      return answer
    })
  }

  #letGo(journal: SpeechJournal | null, { utterance, keepAs: path }: ForgetRequest): void {
    if (path === undefined) journal?.remove(utterance)
    else journal?.keep(utterance, path, () => this.#parts.send({ type: 'kept', path }))
  }

  async #transcribeJournal({ request, path }: JournalRequest): Promise<void> {
    await this.#answer(request, NO_UTTERANCE, async ({ lane, createDetector, journal }) => {
      // One that was forgotten a moment ago is gone by then: its words are elsewhere.
      await journal?.written()
      return this.#read(await readJournal(path), lane, createDetector())
    })
  }

  async #transcribeSound({ request, samples, engine }: SoundRequest): Promise<void> {
    const { signal } = this.#stopSounds
    await this.#answer(request, NO_UTTERANCE, async ({ createDetector }) => {
      // What the line that serves waits for is not what this waits for.
      this.#asked.delete(request)
      const { usage } = this.#report()
      // What this engine does says nothing of the line that serves.
      const report: LineReport = { ...SILENT, usage }
      const recognizer = await this.#parts.open({ line: [engine], unloadAfterMs: null, report })
      recognizer.expectWords?.(this.#expected)
      try {
        const lane = new DecodeLane(stoppable(recognizer, signal))
        return await this.#read(samples, lane, createDetector(), signal)
      } finally {
        await recognizer.dispose()
      }
    })
  }

  async #read(
    samples: Float32Array,
    lane: DecodeLane,
    detector: VoiceDetector,
    signal?: AbortSignal,
  ): Promise<UtteranceText> {
    const { now } = this.#parts
    const startedAtMs = now()
    const stream = new StreamingRecognizer({ lane, detector, onPartial: null, now })
    for (let at = 0; at < samples.length; at += JOURNAL_STEP_SAMPLES) {
      stream.accept(samples.subarray(at, at + JOURNAL_STEP_SAMPLES))
      await nextTurn()
      signal?.throwIfAborted()
    }
    const text = await stream.transcript(samples.length)
    stream.close()
    const audioMs = (samples.length / MICROPHONE_SAMPLE_RATE_HZ) * 1000
    return { text, audioMs, decodeMs: now() - startedAtMs }
  }

  async #answer(
    request: number,
    utterance: number,
    task: (engine: Engine) => Promise<UtteranceText>,
  ): Promise<void> {
    const { send } = this.#parts
    this.#asked.add(request)
    try {
      if (!this.#engine) throw new CodedFailure({ code: 'stt.model-missing', detail: 'not loaded' })
      const answer = await task(await this.#engine)
      this.#asked.delete(request)
      send({ type: 'transcript', request, utterance, ...answer })
    } catch (error) {
      this.#asked.delete(request)
      send({ type: 'failed', request, error: toCodedError(error, 'stt.failed') })
    }
  }
}
