import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { CodedError, ErrorCode, Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { CorrectedTurn, ReplySound } from '../../contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { spokenReply } from '../../core/conversation/spoken-turn.ts'
import { dictionaryCorrector } from '../../core/dictionary/correct.ts'
import { mayBeSpeech } from '../../core/kept-speech/anchors.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { ConversationDriver } from '../conversation/driver.ts'
import { belongsToConversation } from '../conversation/recover-journals.ts'
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
import { pcm16Of } from './pcm.ts'
import { SpeechDesk } from './speech-desk.ts'
import { SpeechKeeper } from './speech-keeper.ts'
import { SpeechKey } from './speech-key.ts'

export interface SpeechJournalParts {
  readonly storage: Pick<Storage, 'openJson' | 'journals' | 'transcripts'>
  readonly profile: string
  readonly settings: () => Settings
  /** A change that can be taken back. */
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  readonly conversation: () => Pick<ConversationDriver, 'state' | 'isHeld' | 'dispatch'>
  readonly engines: Pick<EngineSet, 'transcribeSound' | 'expectWords'>
  readonly transcribers: () => readonly EngineModel[]
  readonly windows: Pick<WindowSet, 'send'>
  readonly onTurn: (turn: TranscriptTurn) => void
  readonly raise: (error: CodedError) => void
  readonly resolve: (codes: readonly ErrorCode[]) => void
}

const DAY_MS = 24 * 60 * 60_000

/** The journal of kept speech and the person's dictionary, put together. To be called once the app is ready. */
export const composeSpeechJournal = (parts: SpeechJournalParts) => {
  const { storage, profile, settings, windows, conversation, engines } = parts
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
    now: Date.now,
    setTimer: (delayMs, callback) => systemClock.setTimer(delayMs, callback),
    onChange: (change) => windows.send('speech.changed', change),
    onSnapshot: (snapshot) => windows.send('speech.snapshot', snapshot),
    onFailure: parts.raise,
    onMended: ({ code }) => parts.resolve([code]),
  })
  const dictionary = () => settings().dictionary
  let corrector = { of: dictionary(), correct: dictionaryCorrector(dictionary()) }
  const correctWords = (text: string): string => {
    const now = dictionary()
    if (now !== corrector.of) corrector = { of: now, correct: dictionaryCorrector(now) }
    return corrector.correct(text)
  }
  const tellWords = (): void =>
    engines.expectWords([...new Set(dictionary().map(({ meant }) => meant))])
  let told = ''
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
    oldestMs: () => Date.now() - settings().keepSpeechDays * DAY_MS,
    isUnderWay: (journal) =>
      belongsToConversation(journal, {
        state: () => conversation().state,
        isHeld: (utterance) => conversation().isHeld(utterance),
      }),
    onTurn: parts.onTurn,
    keep: keepJournal,
    onChange: (now) => windows.send('speech.left-changed', now),
  })
  const desk = new SpeechDesk({
    store,
    left,
    state: () => conversation().state,
    engines: parts.transcribers,
    providerOf: (id) => providerNameOf(id, settings().providers),
    transcribe: engines.transcribeSound,
    correctWords,
    volume: () => settings().volume,
    play: (sound) => windows.send('audio.play-kept', sound, 'audio'),
    stop: (serial) => windows.send('audio.stop-kept', { serial }, 'audio'),
    onPlayback: (playback) => windows.send('speech.playback', playback),
  })

  return {
    keeper,
    desk,
    correctWords,
    keepJournal,
    /** Where it cannot be read there is nothing to listen to. */
    mayBeSpeech: ({ path }: LeftJournal): Promise<boolean> =>
      readFile(path).then(
        (bytes) => mayBeSpeech(pcm16Of(bytes), MICROPHONE_SAMPLE_RATE_HZ),
        () => false,
      ),
    turnChanged: parts.onTurn,
    begin: () => keeper.begin(),
    keptIds: (): readonly string[] => store.ids(),
    /** Settings may be others. */
    look: (): void => {
      keeper.look()
      const words = JSON.stringify(dictionary())
      if (words === told) return
      told = words
      tellWords()
    },
    replySounded: (sound: ReplySound): void => {
      const spoken = spokenReply(conversation().state, sound.generation)
      if (spoken !== null) keeper.keepReply(sound, spoken)
    },
    correct: (turnId: string, text: string): Result<CorrectedTurn> =>
      correctTurn({ ...parts, transcripts: storage.transcripts }, turnId, text),
    keepPlain: (on: boolean): Result<null> => {
      const kept = keeper.keepPlain(on)
      // Whether replies are wanted may have changed: the audio window is told.
      conversation().dispatch({ type: 'settings-changed', atMs: nowMs() })
      return kept
    },
    /** Speech to text serves, or does not: what was left is tried once more, and what stays is offered. */
    engineIs: (status: EngineStatus, recover: () => Promise<void>): void => {
      if (status === 'ready') void recover().finally(() => void left.look())
      if (status === 'failed' || status === 'missing') void left.look()
    },
    dispose: () => keeper.dispose(),
  }
}
export type SpeechJournal = ReturnType<typeof composeSpeechJournal>
