import type { EngineModel, LlmEvent, SttEvent, TtsEvent } from '../../contracts/workers.ts'
import type { EngineKind } from '../app-state.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import { systemClock } from '../workers/clock.ts'
import { tellConversation } from './conversation-events.ts'
import { createEngineClients, enginePorts } from './engine-clients.ts'
import { createEngineWorkers } from './engine-workers.ts'
import { createHeadStart } from './head-start.ts'
import { createJournalTranscripts } from './journal-transcripts.ts'
import { createLinesInUse } from './lines-in-use.ts'
import { createLineLoader } from './load-lines.ts'
import type { EngineSet, EngineSetOptions } from './ports.ts'
import { createReadiness } from './readiness.ts'
import { linkSound } from './sound-links.ts'
import { createTurnDetection } from './turn-detection.ts'

/** What is said of a worker that does not serve, and is not so once it does. */
const OVER_WHEN_READY = ['worker.stopped', 'worker.gave-up'] as const

/** Starts and wires the three engine workers; their results become events of the conversation. */
export const createEngineSet = (options: EngineSetOptions): EngineSet => {
  const { spawn, dispatch } = options
  const readiness = createReadiness()
  const headStart = createHeadStart(systemClock)
  const lines = createLinesInUse()
  const loadsAfter = (kind: EngineKind, load: () => void): void => {
    // A provider's engine loads nothing: it is there at once, and hears from the first word on.
    const isHere = Object.keys(lines.of(kind)[0]?.files ?? {}).length > 0
    if (kind !== 'stt' && isHere) headStart.after(load)
    else load()
  }
  const workers = createEngineWorkers(spawn, loadsAfter, (kind, worker) => {
    readiness.changed(kind, worker)
    const { status, error } = worker
    if (kind === 'stt' && status !== 'loading') headStart.end()
    options.onStatus(kind, status, error)
    if (status === 'ready') {
      dispatch({ type: 'attention-resolved', codes: OVER_WHEN_READY, part: kind, atMs: nowMs() })
    }
    // One that is missing says why only where a person would not know.
    if ((status === 'failed' || status === 'missing') && error !== null) {
      dispatch({ type: 'attention-raised', error, atMs: nowMs() })
    }
  })
  // Before the clients, which have the reply asked for again: the next process must not crash, too.
  const loader = createLineLoader(workers, lines, options)
  const clients = createEngineClients(workers)
  const sound = linkSound(workers, clients, lines, readiness, options)
  const turnDetection = createTurnDetection({
    spawn,
    clock: systemClock,
    loadsAfter: headStart.after,
    connect: () => sound.portsTo('turn'),
    dispatch,
  })
  workers.llm.onReady(() => dispatch({ type: 'language-model-ready', atMs: nowMs() }))
  const followLine = (kind: EngineKind, event: SttEvent | TtsEvent | LlmEvent): void => {
    if (event.type === 'in-use') {
      lines.serves(kind, event.model)
      options.onInUse(kind, event)
    } else if (event.type === 'out') options.onOut(kind, event.because)
    else if (event.type === 'usage') options.onUsage(event)
    else if (event.type === 'opened') lines.opened(event)
    else if (event.type === 'measured') options.onMeasured(kind, event)
    else if (event.type === 'waiting') options.onWaiting(kind, event.forMs, event.because)
  }
  workers.stt.onEvent((event) => followLine('stt', event))
  workers.tts.onEvent((event) => followLine('tts', event))
  workers.llm.onEvent((event) => followLine('llm', event))
  const journals = createJournalTranscripts(clients.stt)
  tellConversation(clients, journals, dispatch, lines.idOf, options)
  let turn: EngineModel | null = null

  return {
    ...enginePorts(clients, workers, options.speechSpeed, options.keepUtterance),
    use: (next, extras) => {
      ;({ turn } = extras)
      if (next.stt.length > 0) headStart.begin()
      else headStart.end()
      loader.load(next, extras)
      turnDetection.use(turn)
    },
    settle: loader.settle,
    restart: (kind) => workers[kind].restart(),
    tested: (kind, id, error) => {
      // Who is not there to be told opens its line soon, and finds out by itself.
      workers[kind].request({ type: 'tested', model: id, error }, { whenNotReady: 'reject' })
    },
    modelIds: () => ({
      stt: lines.idOf('stt'),
      llm: lines.idOf('llm'),
      tts: lines.idOf('tts'),
      turn: turn?.id ?? '',
    }),
    language: lines.language,
    promptBudget: lines.promptBudget,
    transcribeJournal: journals.transcribe,
    transcribeSound: journals.transcribeSound,
    stopSounds: () => clients.stt.stopSounds(),
    expectWords: (words) => clients.stt.expectWords(words),
    reattach: () => {
      sound.reattach()
      turnDetection.reattach()
    },
    postMicrophone: sound.postMicrophone,
    ready: readiness.ready,
    dispose: async () => {
      headStart.end()
      for (const client of Object.values(clients)) client.dispose()
      await Promise.all([turnDetection, ...Object.values(workers)].map((one) => one.dispose()))
    },
  }
}
