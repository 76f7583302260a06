import { join } from 'node:path'
import type { MicrophoneMessage, PlaybackMessage } from '../contracts/audio.ts'
import { CodedFailure, type CodedError } from '../contracts/errors.ts'
import type { EngineStatus } from '../contracts/snapshot.ts'
import type { TurnLogRecord } from '../contracts/turn-log.ts'
import type {
  EngineInUse,
  EngineLine,
  EngineMeasured,
  EngineModel,
  EngineUsage,
  LlmEvent,
  LlmRequest,
  SttEvent,
  SttRequest,
  TtsEvent,
  TtsRequest,
} from '../contracts/workers.ts'
import { conversationLanguage } from '../core/agent/language.ts'
import type { ConversationEvent } from '../core/conversation/events.ts'
import type { EngineKind } from './app-state.ts'
import { nowMs } from './conversation/create-conversation.ts'
import type { ConversationPorts } from './conversation/driver.ts'
import { MAXIMUM_REPLY_TOKENS, type PromptBudget } from './conversation/prompt.ts'
import type { EngineLines } from './providers/engine-lines.ts'
import { FIRST_CLAUSE_PAUSE_MS } from './processor-budget.ts'
import { createTurnDetection } from './turn-detection.ts'
import { vadModelPath } from './vad-model.ts'
import { systemClock } from './workers/clock.ts'
import { LlmClient } from './workers/llm-client.ts'
import type { SpawnWorker, TransferredPort } from './workers/process-host.ts'
import { SttClient } from './workers/stt-client.ts'
import { TtsClient } from './workers/tts-client.ts'
import { WorkerSupervisor } from './workers/worker-supervisor.ts'
import { SUPERVISION_POLICIES } from '../core/supervision/policy.ts'
import type { ChannelName } from '../workers/transport.ts'

export interface EngineSetOptions {
  readonly spawn: SpawnWorker
  /** Where the speech journal lies; null keeps none. */
  readonly journalFolder: string | null
  /** A port that leads to the audio window; null where sound takes the parent's channel. */
  readonly connect: (channel: ChannelName) => TransferredPort | null
  /** Sound of the voice, where it comes over the parent's channel. */
  readonly onPlayback?: (message: PlaybackMessage) => void
  readonly speechSpeed: () => number
  /** Whether the graphics card may be used, and what is to be done when it made a worker crash. */
  readonly gpu?: { readonly allowed: () => boolean; readonly onFailed: () => void }
  readonly dispatch: (event: ConversationEvent) => void
  /** `error` is why it does not serve; null where nothing went wrong. */
  readonly onStatus: (kind: EngineKind, status: EngineStatus, error: CodedError | null) => void
  /** Another engine of a line serves from now on. */
  readonly onInUse: (kind: EngineKind, use: EngineInUse) => void
  readonly onUsage: (usage: EngineUsage) => void
  /** An engine was used for the first time, and is known now. */
  readonly onMeasured: (measured: EngineMeasured) => void
  /** A request is tried again after a while. */
  readonly onWaiting: (kind: EngineKind, forMs: number, because: CodedError) => void
}

export interface EngineExtras {
  /** The turn detector; null: none. */
  readonly turn: EngineModel | null
  /** Tells words while they are spoken; null: the line of recognisers does. */
  readonly streaming?: EngineModel | null
  /** After so long without use an engine gives its memory back; null: never. */
  readonly unloadAfterMs: number | null
}

/** The three engines as the conversation and the composition roots see them. */
export interface EngineSet {
  readonly speechToText: ConversationPorts['speechToText']
  readonly languageModel: ConversationPorts['languageModel']
  readonly textToSpeech: ConversationPorts['textToSpeech']
  /** Loads these lines; a kind whose line is empty stays without an engine. */
  readonly use: (lines: EngineLines, more: EngineExtras) => void
  /** The person said so, after a worker gave up. */
  readonly restart: (kind: EngineKind) => void
  /** Ids of the models in use, for the turn log. */
  readonly modelIds: () => TurnLogRecord['engines']
  readonly promptBudget: () => PromptBudget
  /** BCP 47 tag of the language in which the models in use can listen and speak. */
  readonly language: () => string
  /** Words out of a speech journal that a crash left behind. Rejects with a coded failure. */
  readonly transcribeJournal: (path: string) => Promise<string>
  /** A new audio window: the workers that serve get new ports to it. */
  readonly reattach: () => void
  /** Sound for speech to text, where it goes over the parent's channel. */
  readonly postMicrophone: (message: MicrophoneMessage) => void
  /** Resolves when all three serve; rejects with what keeps one from it. */
  readonly ready: () => Promise<void>
  readonly dispose: () => Promise<void>
}

const KINDS = ['stt', 'llm', 'tts'] as const

/** Until the language model has told its context. */
const CAUTIOUS_CONTEXT_TOKENS = 2048

const entry = (kind: EngineKind) => join(import.meta.dirname, `workers/${kind}.js`)

/** Starts and wires the three engine workers; their results become events of the conversation. */
export const createEngineSet = (options: EngineSetOptions): EngineSet => {
  const { dispatch, onStatus } = options
  const statuses = new Map<EngineKind, { status: EngineStatus; error: CodedError | null }>()
  const watchers = new Set<() => void>()
  let lines: EngineLines = { stt: [], llm: [], tts: [] }
  let turn: EngineModel | null = null
  let loaded: Readonly<Record<EngineKind, string>> = { stt: '', llm: '', tts: '' }
  /** Id of the engine of each line that serves now. */
  const inUse: Record<EngineKind, string> = { stt: '', llm: '', tts: '' }
  let unloadAfterMs: number | null = null
  let contextTokens = CAUTIOUS_CONTEXT_TOKENS
  let journalRequest = 0

  const serving = (kind: EngineKind): EngineModel | undefined =>
    lines[kind].find(({ id }) => id === inUse[kind]) ?? lines[kind][0]

  const language = () =>
    conversationLanguage(serving('tts')?.languages ?? [], serving('stt')?.languages ?? [])

  const supervise = <
    Request extends { readonly type: string },
    Event extends { readonly type: string },
  >(
    kind: EngineKind,
  ) => {
    const worker = new WorkerSupervisor<Request, Event>({
      kind,
      entry: entry(kind),
      spawn: options.spawn,
      clock: systemClock,
      policy: SUPERVISION_POLICIES[kind],
    })
    worker.onStatus(({ status, error }) => {
      statuses.set(kind, { status, error })
      onStatus(kind, status, error)
      if (status === 'failed' && error !== null) {
        dispatch({ type: 'attention-raised', error, atMs: nowMs() })
      }
      for (const watcher of watchers) watcher()
    })
    return worker
  }

  const sttWorker = supervise<SttRequest, SttEvent>('stt')
  const ttsWorker = supervise<TtsRequest, TtsEvent>('tts')
  const llmWorker = supervise<LlmRequest, LlmEvent>('llm')
  const workers = { stt: sttWorker, llm: llmWorker, tts: ttsWorker }
  let gpuInUse: string | null = null
  // Before the client, which has the reply asked for again: the next process must not crash, too.
  llmWorker.onLost(({ code }) => {
    const crashed = code === 'worker.crashed' || code === 'worker.timed-out'
    if (!crashed || gpuInUse === null) return
    gpuInUse = null
    llmWorker.setNextModel(loadOf(lines.llm, unloadAfterMs, false))
    options.gpu?.onFailed()
  })
  const stt = new SttClient(sttWorker, systemClock)
  const tts = new TtsClient(ttsWorker, systemClock)
  const llm = new LlmClient(llmWorker, systemClock)
  const journals = new Map<
    number,
    { resolve: (text: string) => void; reject: (error: Error) => void }
  >()

  const portsTo = (channel: ChannelName): readonly TransferredPort[] => {
    const port = options.connect(channel)
    return port === null ? [] : [port]
  }
  /** Sound goes to a language model only where one hears by itself. */
  const hasRealtime = () => lines.llm.some(({ engine }) => engine === 'provider-realtime')
  const attachModelSound = () => {
    if (hasRealtime()) llm.attachSound(portsTo('speech'), portsTo('voice'))
  }
  const turnDetection = createTurnDetection({
    spawn: options.spawn,
    clock: systemClock,
    connect: () => portsTo('turn'),
    dispatch,
  })
  sttWorker.onReady(() => stt.attachMicrophone(portsTo('microphone')))
  ttsWorker.onReady(() => tts.attachPlayback(portsTo('playback')))
  llmWorker.onReady((ready) => {
    contextTokens = ready.contextTokens
    gpuInUse = ready.gpu ?? null
    attachModelSound()
    dispatch({ type: 'language-model-ready', atMs: nowMs() })
  })
  const followLine = (kind: EngineKind, event: SttEvent | TtsEvent | LlmEvent): void => {
    if (event.type === 'in-use') {
      inUse[kind] = event.model
      options.onInUse(kind, event)
    } else if (event.type === 'usage') options.onUsage(event)
    else if (event.type === 'measured') options.onMeasured(event)
    else if (event.type === 'waiting') options.onWaiting(kind, event.forMs, event.because)
  }
  sttWorker.onEvent((event) => followLine('stt', event))
  ttsWorker.onEvent((event) => followLine('tts', event))
  llmWorker.onEvent((event) => followLine('llm', event))
  ttsWorker.onChannelMessage((_channel, message) => {
    // Our own worker sent it, over the channel that carries nothing else.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    options.onPlayback?.(message as PlaybackMessage)
  })

  llmWorker.onChannelMessage((_channel, message) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    options.onPlayback?.(message as PlaybackMessage)
  })

  stt.onResult((result) => {
    const atMs = nowMs()
    switch (result.type) {
      case 'partial':
        dispatch({ ...result, type: 'transcript-partial', atMs })
        return
      case 'transcript': {
        const journal = journals.get(result.request)
        journals.delete(result.request)
        if (journal === undefined) dispatch({ ...result, atMs })
        else journal.resolve(result.text)
        return
      }
      case 'failed': {
        const { request, error } = result
        if (request === null) {
          dispatch({ type: 'attention-raised', error, atMs })
          return
        }
        const journal = journals.get(request)
        journals.delete(request)
        if (journal === undefined) dispatch({ type: 'transcription-failed', request, error, atMs })
        else journal.reject(new CodedFailure(error))
      }
    }
  })
  llm.onResult((result) => {
    const atMs = nowMs()
    switch (result.type) {
      case 'delta':
        dispatch({ ...result, type: 'text-delta', atMs })
        return
      case 'completeness':
        dispatch({ ...result, type: 'words-score', atMs })
        return
      case 'voiced':
        dispatch({ ...result, index: 0, type: 'clause-synthesized', atMs })
        return
      case 'done':
        dispatch({ ...result, type: 'generation-done', atMs })
        return
      case 'failed':
        if (result.generation === null) {
          logUnasked('llm', result.error)
          return
        }
        dispatch({
          type: 'generation-failed',
          generation: result.generation,
          error: result.error,
          atMs,
        })
    }
  })
  tts.onResult((result) => {
    const atMs = nowMs()
    switch (result.type) {
      case 'synthesized':
        if (result.index === 0) llm.resume(result.generation)
        dispatch({ ...result, type: 'clause-synthesized', atMs })
        return
      case 'failed':
        if (result.generation === null) {
          logUnasked('tts', result.error)
          return
        }
        llm.resume(result.generation)
        dispatch({
          type: 'synthesis-failed',
          generation: result.generation,
          error: result.error,
          atMs,
        })
    }
  })

  return {
    speechToText: {
      transcribe: (request) => stt.transcribe(request),
      forget: (utterance) => stt.forget(utterance),
    },
    languageModel: {
      generate: (generation, messages, speech) =>
        llm.generate({ generation, messages, maximumTokens: MAXIMUM_REPLY_TOKENS, speech }),
      heard: (generation, heardMs) => llm.heard(generation, heardMs),
      prewarm: (messages) => {
        // Somebody speaks: an answer will be spoken.
        ttsWorker.request({ type: 'wake' }, { whenNotReady: 'reject' })
        llm.prewarm(messages)
      },
      cancel: (generation) => llm.cancel(generation),
    },
    textToSpeech: {
      synthesize: (generation, index, text) => {
        if (index === 0) llm.pause(generation, FIRST_CLAUSE_PAUSE_MS)
        tts.synthesize({ generation, index, text, speed: options.speechSpeed() })
      },
      cancel: (generation) => tts.cancel(generation),
    },
    use: (next, extras) => {
      ;({ unloadAfterMs } = extras)
      const gpuAllowed = options.gpu?.allowed() ?? true
      const shape = (kind: EngineKind) =>
        JSON.stringify([
          // That it is known now is no reason to load it again.
          next[kind].map(({ measureWith: _measured, ...model }) => model),
          unloadAfterMs,
          kind === 'llm' && gpuAllowed,
          kind === 'stt' ? (extras.streaming?.id ?? null) : null,
        ])
      const changed = KINDS.filter((kind) => shape(kind) !== loaded[kind])
      // Before any worker is told: what its loss sets off looks at these.
      lines = next
      turn = extras.turn
      loaded = { stt: shape('stt'), llm: shape('llm'), tts: shape('tts') }
      for (const kind of changed) {
        inUse[kind] = next[kind][0]?.id ?? ''
        const load = loadOf(next[kind], unloadAfterMs, gpuAllowed)
        if (next[kind].length === 0) workers[kind].stop()
        else if (kind === 'llm') llmWorker.setModel(load)
        else if (kind === 'tts') ttsWorker.setModel(load)
        else {
          sttWorker.setModel({
            ...load,
            streaming: extras.streaming ?? null,
            vadModelPath: vadModelPath(),
            journalFolder: options.journalFolder,
            journalsSinceMs: Math.floor(performance.timeOrigin),
          })
        }
      }
      turnDetection.use(extras.turn)
    },
    restart: (kind) => workers[kind].restart(),
    modelIds: () => ({
      stt: serving('stt')?.id ?? '',
      llm: serving('llm')?.id ?? '',
      tts: serving('tts')?.id ?? '',
      turn: turn?.id ?? '',
    }),
    language,
    promptBudget: () => {
      const own = serving('llm')?.options['systemPrompt']
      const systemPrompt = typeof own === 'string' ? own : undefined
      return { contextTokens, systemPrompt, language: language() }
    },
    transcribeJournal: (path) =>
      new Promise((resolve, reject) => {
        // Negative: never the serial of a request of the conversation.
        journalRequest -= 1
        journals.set(journalRequest, { resolve, reject })
        stt.transcribeJournal(journalRequest, path)
      }),
    reattach: () => {
      if (statuses.get('stt')?.status === 'ready') stt.attachMicrophone(portsTo('microphone'))
      if (statuses.get('tts')?.status === 'ready') tts.attachPlayback(portsTo('playback'))
      if (statuses.get('llm')?.status === 'ready') attachModelSound()
      turnDetection.reattach()
    },
    postMicrophone: (message) => {
      sttWorker.postToChannel('microphone', message)
      if (hasRealtime()) llmWorker.postToChannel('speech', message)
    },
    ready: () => allReady(statuses, watchers),
    dispose: async () => {
      stt.dispose()
      tts.dispose()
      llm.dispose()
      await Promise.all(
        [turnDetection, ...KINDS.map((kind) => workers[kind])].map((one) => one.dispose()),
      )
    },
  }
}

/**
 * A failure of something that nobody asked for and nobody waits for (warming the prompt's prefix): to
 * say that no answer could be found would be wrong. What is asked for next fails and is told.
 */
const logUnasked = (kind: EngineKind, { code, detail = '' }: CodedError): void =>
  console.error(`${kind}: ${code} ${detail}`.trim())

/** The message that loads a line; without the graphics card where that is not to be used. */
const loadOf = (line: EngineLine, unloadAfterMs: number | null, gpuAllowed: boolean) =>
  ({
    type: 'load',
    line: gpuAllowed
      ? line
      : line.map((model) => ({ ...model, options: { ...model.options, gpu: 'off' } })),
    unloadAfterMs,
  }) as const

const allReady = (
  statuses: ReadonlyMap<EngineKind, { status: EngineStatus; error: CodedError | null }>,
  watchers: Set<() => void>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): boolean => {
      for (const { status, error } of statuses.values()) {
        if (status === 'failed') {
          reject(new CodedFailure(error ?? { code: 'worker.gave-up' }))
          return true
        }
      }
      if (!KINDS.every((kind) => statuses.get(kind)?.status === 'ready')) return false
      resolve()
      return true
    }
    if (look()) return
    const watcher = () => {
      if (look()) watchers.delete(watcher)
    }
    watchers.add(watcher)
  })
