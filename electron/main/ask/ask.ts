import { succeed, toCodedError, type CodedError, type Result } from '../../contracts/errors.ts'
import type { PlaybackMessage } from '../../contracts/audio.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import { readSoundFile } from '../../engines/sound-files/read-sound-file.ts'
import { createConversation, newIdSeed, nowMs } from '../conversation/create-conversation.ts'
import type { ConversationDriver } from '../conversation/driver.ts'
import { promptFor } from '../conversation/prompt.ts'
import { createEngineSet } from '../engines/engine-set.ts'
import type { ChosenEngines } from './choose-engines.ts'
import type { Storage } from '../storage/open-storage.ts'
import { spawnChildProcess } from '../workers/child-process-host.ts'
import type { SpawnWorker } from '../workers/process-host.ts'
import { FileAudio } from './file-audio.ts'
import type { Sound } from './join-sounds.ts'
import type { AskedTurn } from './report.ts'

/** A spoken question. */
interface Question {
  readonly file: string
  /** Mono, 16 kHz. */
  readonly samples: Float32Array
}

/** Fails with `sound.not-found`, `sound.unreadable` or `sound.empty`. */
export const readQuestion = async (file: string): Promise<Result<Question>> => {
  try {
    const { samples } = await readSoundFile(file)
    return succeed({ file, samples })
  } catch (thrown) {
    return { ok: false, error: toCodedError(thrown, 'sound.unreadable') }
  }
}

/** What became of a question that could not be asked. */
export const unanswered = (file: string, error: CodedError): AskedTurn => ({
  file,
  person: '',
  reply: '',
  record: null,
  error,
})

export interface Asker {
  /** One exchange; the next one goes on in the same conversation. */
  readonly ask: (question: Question) => Promise<AskedTurn>
  /** The spoken reply to the last question. */
  readonly takeReply: () => Sound
  readonly dispose: () => Promise<void>
}

/**
 * The same core and the same engines as in the app, with a sound file for a microphone and memory
 * for a loudspeaker.
 */
export const openAsker = (
  storage: Storage,
  { settings: chosen, lines, count }: ChosenEngines,
  tell: (error: CodedError) => void,
  spawn: SpawnWorker = spawnChildProcess,
): Asker => {
  const settings = () => chosen
  const turns = new Map<string, TranscriptTurn>()
  let finished: ((record: TurnLogRecord) => void) | null = null
  let attention: CodedError | null = null

  const audio: FileAudio = new FileAudio({
    nowMs,
    toSpeechToText: (message) => engines.postMicrophone(message),
    onEvent: (event) => conversation.dispatch({ type: 'audio', event, atMs: nowMs() }),
    onQuestionSent: () => conversation.dispatch({ type: 'talk-released', atMs: nowMs() }),
  })
  const engines = createEngineSet({
    spawn,
    // The sound file itself is the journal: nothing is lost with this process.
    journalFolder: null,
    connect: () => null,
    onPlayback: (message: PlaybackMessage) => audio.receive(message),
    speechSpeed: () => settings().speechSpeed,
    dispatch: (event) => conversation.dispatch(event),
    onStatus: () => undefined,
    // Whoever asks is told by the failure of what was asked.
    onOut: () => undefined,
    onInUse: (_kind, { because }) => {
      if (because !== null) tell(because)
    },
    onMeasured: () => undefined,
    onUsage: count,
    onWaiting: (_kind, forMs, because) => {
      if (forMs > 0) tell(because)
    },
  })
  const seed = newIdSeed()
  const conversation: ConversationDriver = createConversation({
    engines,
    settings,
    changeSettings: (patch) => {
      const changed = storage.settings.change(patch)
      return changed.ok ? succeed(null) : changed
    },
    commandAudio: (command) => audio.command(command),
    storeTurn: (turn) => storage.transcripts.upsertTurn(turn),
    appendLog: (record) => {
      const written = storage.turnLog.append(record)
      finished?.(record)
      return written
    },
    prompt: promptFor(() => engines.promptBudget(), settings),
    onSnapshot: (snapshot) => {
      attention = snapshot.attention
    },
    onTurn: (turn) => void turns.set(turn.id, turn),
    onFailure: (error) => {
      attention ??= error
    },
    start: {
      conversationId: seed,
      idSeed: seed,
      openConversation: false,
      muted: false,
      history: [],
    },
  })
  // A file says where it ends: nobody has to guess it.
  engines.use(lines, { turn: null, unloadAfterMs: null })
  conversation.dispatch({ type: 'audio-ready', atMs: nowMs() })

  const exchange = (samples: Float32Array): Promise<TurnLogRecord> =>
    new Promise((resolve) => {
      finished = resolve
      audio.setQuestion(samples)
      conversation.dispatch({ type: 'talk-pressed', way: 'file', atMs: nowMs() })
    })

  return {
    ask: async ({ file, samples }) => {
      attention = null
      const ready = await engines.ready().then(succeed, (thrown: unknown) => ({
        ok: false as const,
        error: toCodedError(thrown),
      }))
      if (!ready.ok) return unanswered(file, ready.error)
      const record = await exchange(samples)
      const said = (speaker: 'p' | 'r') => turns.get(`${record.exchangeId}-${speaker}`)?.text ?? ''
      const error: CodedError | null =
        // "Stop" is obeyed, and has no answer.
        record.outcome === 'answered' || record.outcome === 'cancelled'
          ? null
          : (attention ?? { code: 'internal.unexpected', detail: record.outcome })
      return { file, person: said('p'), reply: said('r'), record, error }
    },
    takeReply: () => audio.takeReply(),
    dispose: async () => {
      conversation.dispose()
      await engines.dispose()
    },
  }
}
