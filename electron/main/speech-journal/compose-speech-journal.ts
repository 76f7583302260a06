import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { CodedError, Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { CorrectedTurn, ReplySound } from '../../contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { spokenReply, type SpokenTurn } from '../../core/conversation/spoken-turn.ts'
import { dictionaryCorrector } from '../../core/dictionary/correct.ts'
import { mayBeSpeech } from '../../core/kept-speech/anchors.ts'
import { overAfter } from '../../core/retention/over.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { ConversationDriver } from '../conversation/driver.ts'
import { belongsToConversation, createJournalRecovery } from '../conversation/recover-journals.ts'
import type { EngineSet } from '../engines/ports.ts'
import { providerNameOf } from '../providers/engine-lines.ts'
import { systemSafeStorage } from '../providers/safe-storage.ts'
import type { LeftJournal } from '../storage/journals.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { correctTurn } from './correct-turn.ts'
import { FolderKeptSpeech } from './folder-kept-speech.ts'
import { LeftSpeechList } from './left-speech.ts'
import { pcm16Of } from '../../core/kept-speech/pcm.ts'
import { SpeechDesk } from './speech-desk.ts'
import { damagedTranscripts } from './damaged-transcripts.ts'
import { SpeechKeeper } from './speech-keeper.ts'
import { SpeechKey } from './speech-key.ts'

interface SpeechJournalParts {
  readonly storage: Pick<Storage, 'openJson' | 'journals' | 'transcripts' | 'turnLog' | 'clock'>
  readonly profile: string
  readonly settings: () => Settings
  /** A change that can be taken back. */
  readonly change: (patch: SettingsPatch) => Result<null>
  readonly conversation: () => Pick<ConversationDriver, 'state' | 'isHeld' | 'dispatch'>
  readonly engines: () => Pick<
    EngineSet,
    'transcribeJournal' | 'transcribeSound' | 'stopSounds' | 'expectWords'
  >
  readonly transcribers: () => readonly EngineModel[]
  readonly windows: Pick<WindowSet, 'send' | 'get'>
  /** A turn was made of left speech, or has other words. */
  readonly onStored: (turn: TranscriptTurn) => void
}

/**
 * The journal of kept speech and the person's dictionary, put together. To be called once the app is
 * ready; nothing of the parts is used before that has returned.
 */
export const composeSpeechJournal = (parts: SpeechJournalParts) => {
  const { storage, profile, settings, windows, conversation, engines } = parts
  const raise = (error: CodedError): void =>
    conversation().dispatch({ type: 'attention-raised', error, atMs: nowMs() })
  const onTurn = (turn: TranscriptTurn): void => {
    windows.send('transcript.turn', turn)
    parts.onStored(turn)
  }
  const folder = join(profile, 'speech')
  const inbox = join(folder, 'inbox')
  const key = new SpeechKey({
    file: storage.openJson('speech-key'),
    path: join(profile, 'speech-key.json'),
    safe: systemSafeStorage(),
  })
  const store = new FolderKeptSpeech(folder, () => key.use())
  const keeper = new SpeechKeeper({
    settings,
    store,
    key,
    folder,
    inbox,
    transcripts: storage.transcripts,
    damagedTranscripts: () => damagedTranscripts(profile),
    clock: storage.clock,
    setTimer: (delayMs, callback) => systemClock.setTimer(delayMs, callback),
    onChange: (change) => {
      windows.send('speech.changed', change)
      desk.erased(change.removed)
      // What no words were found for may have gone with everything.
      if (change.removed === null) void left.look()
    },
    onSnapshot: (snapshot) => windows.send('speech.snapshot', snapshot),
    onFailure: raise,
    onMended: ({ code }) =>
      conversation().dispatch({ type: 'attention-resolved', codes: [code], atMs: nowMs() }),
  })
  const dictionary = () => settings().dictionary
  let corrector = { of: dictionary(), correct: dictionaryCorrector(dictionary()) }
  const correctWords = (text: string): string => {
    const entries = dictionary()
    if (entries !== corrector.of) corrector = { of: entries, correct: dictionaryCorrector(entries) }
    return corrector.correct(text)
  }
  let told = ''
  const tellWords = (): void => {
    const words = [...new Set(dictionary().map(({ meant }) => meant))]
    if (words.join('\n') === told) return
    told = words.join('\n')
    engines().expectWords(words)
  }
  const now = {
    state: () => conversation().state,
    isHeld: (utterance: number) => conversation().isHeld(utterance),
  }
  /** What a crash or a failure left becomes that turn's sound. */
  const keepJournal = async (journal: LeftJournal, turnId: string): Promise<boolean> => {
    const place = keeper.placeFor(journal.utterance, { turnId, endSample: Number.MAX_SAFE_INTEGER })
    if (place === null) return false
    try {
      await mkdir(dirname(place), { recursive: true })
      await rename(journal.path, place)
    } catch {
      return false
    }
    keeper.kept(place)
    return true
  }
  const left = new LeftSpeechList({
    storage,
    conversationId: () => conversation().state.conversationId,
    over: () => overAfter(storage.clock.ages(), settings().keepSpeechDays),
    isUnderWay: (journal) => belongsToConversation(journal, now),
    onTurn,
    keep: keepJournal,
    onChange: (offered) => windows.send('speech.left-changed', offered),
  })
  const desk = new SpeechDesk({
    store,
    left,
    state: () => conversation().state,
    engines: parts.transcribers,
    providerOf: (id) => providerNameOf(id, settings().providers),
    transcribe: (samples, engine) => engines().transcribeSound(samples, engine),
    stopTranscribing: () => engines().stopSounds(),
    correctWords,
    volume: () => settings().volume,
    play: (sound) => {
      windows.send('audio.play-kept', sound, 'audio')
      return windows.get('audio') !== undefined
    },
    stop: (serial) => windows.send('audio.stop-kept', { serial }, 'audio'),
    onPlayback: (playback) => windows.send('speech.playback', playback),
  })

  /** What a crash left as sound only, whenever there is somebody to read it. */
  const recover = createJournalRecovery(
    storage,
    { transcribeJournal: (path) => engines().transcribeJournal(path) },
    {
      ...now,
      onTurn,
      // Where it cannot be read there is nothing to listen to.
      mayBeSpeech: ({ path }) =>
        readFile(path).then(
          (bytes) => mayBeSpeech(pcm16Of(bytes), MICROPHONE_SAMPLE_RATE_HZ),
          () => false,
        ),
      keep: keepJournal,
    },
  )
  keeper.begin()

  return {
    keeper,
    desk,
    /** Speech that is wanted is kept. */
    canKeep: (): boolean => keeper.snapshot().kept !== 'not',
    forEngines: {
      keepUtterance: (utterance: number, spoken: SpokenTurn) => keeper.placeFor(utterance, spoken),
      onKept: (path: string) => keeper.kept(path),
      correctWords,
    },
    keptIds: (): readonly string[] => store.ids(),
    /**
     * What else is known of exchanges that are erased: their sound, and the log's lines of them.
     * @returns the next step of it, which answers whether that was the last one.
     */
    forgetExchanges: (ids: ReadonlySet<string>): (() => boolean) => {
      keeper.eraseExchanges(ids)
      const step = storage.turnLog.forgetting(ids)
      return () => {
        const forgotten = step()
        if (!forgotten.ok) raise(forgotten.error)
        return !forgotten.ok || forgotten.value
      }
    },
    /** Settings may be others. */
    look: (): void => {
      keeper.look()
      tellWords()
    },
    replySounded: (sound: ReplySound): void => {
      const spoken = spokenReply(conversation().state, sound.generation)
      if (spoken !== null) keeper.keepReply(sound, spoken)
    },
    correct: (turnId: string, text: string): Result<CorrectedTurn> => {
      const { transcripts } = storage
      return correctTurn(
        { transcripts, settings, changeSettings: parts.change, onTurn },
        turnId,
        text,
      )
    },
    keepPlain: (on: boolean): Result<null> => {
      const kept = keeper.keepPlain(on)
      // Whether replies are wanted may have changed: the audio window is told.
      conversation().dispatch({ type: 'settings-changed', atMs: nowMs() })
      return kept
    },
    /** Speech to text serves, or does not: what was left is tried once more, and what stays is offered. */
    engineIs: (status: EngineStatus): void => {
      if (status === 'ready') {
        tellWords()
        void recover().finally(() => void left.look())
      }
      if (status === 'failed' || status === 'missing') void left.look()
    },
    dispose: () => keeper.dispose(),
  }
}
export type SpeechJournal = ReturnType<typeof composeSpeechJournal>
