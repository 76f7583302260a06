import type { VoiceFact } from '../../electron/contracts/voices.ts'
import type { ActionOrder } from '../../electron/contracts/actions.ts'
import type { AudioCommand, VoiceEvidence } from '../../electron/contracts/audio.ts'
import { fail, succeed } from '../../electron/contracts/errors.ts'
import { defaultSettings, type Settings } from '../../electron/contracts/settings.ts'
import type { ConversationSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import type { ChatMessage } from '../../electron/contracts/workers.ts'
import { DEFAULT_POLICY, type ConversationPolicy } from '../../electron/core/conversation/policy.ts'
import type { ExchangeRecord } from '../../electron/core/conversation/records.ts'
import { initialState } from '../../electron/core/conversation/state.ts'
import { createActionRunner, saidOf } from '../../electron/main/actions/run-action.ts'
import { createUndoableChanges } from '../../electron/main/actions/undoable-changes.ts'
import { ConversationDriver } from '../../electron/main/conversation/driver.ts'
import { appSnapshot } from '../unit/renderer/app-snapshot.ts'
import { modelsSnapshot } from '../unit/renderer/models-snapshot.ts'
import { VirtualTime } from '../support/virtual-time.ts'
import { voiceEvidence } from '../support/voice-evidence.ts'
import { ScriptedPlayback, type HeardSound } from './scripted-playback.ts'

/** How long the scripted engines take, in virtual milliseconds. */
const STT_MS = 90
const FIRST_TOKEN_MS = 100
const TOKEN_MS = 30
const TTS_MS = 80
/** What a word lasts when it is spoken. */
const WORD_MS = 300
const HANGOVER_MS = 180
const VAD_CERTAINTY_MS = 100
/** Speech to text tells what it heard so far this often, and the turn detector takes so long. */
const PARTIAL_MS = 400
const SCORE_MS = 60
/** The model has read the words. */
const WORDS_SCORE_MS = 70

export interface WorldOptions {
  readonly policy?: Partial<ConversationPolicy>
  readonly open?: boolean
  readonly reply?: (question: string) => string
  /** The turn detector's view of what was said so far; without it, none is at work. */
  readonly score?: (said: string) => number
  /** The language model's view of the words it is to answer; without it, it has none. */
  readonly wordsScore?: (said: string) => number
  /** The model speaks by itself, as a realtime one does. */
  readonly voiced?: boolean
  /** What the detector heard of each stretch of speech. */
  readonly evidence?: Partial<VoiceEvidence>
  /** What may go wrong; looked up at each use. */
  readonly faults?: Faults
}

interface Faults {
  /** No transcript ever comes. */
  transcriptionHangs?: boolean
  transcription?: number
  /** A transcript takes so long, instead of the usual time. */
  transcriptionMs?: number
  generation?: number
  /** After this many tokens. */
  generationAfter?: number
  /** The provider's filter ends so many replies behind this many tokens. */
  filtered?: number
  filteredAfter?: number
  /** No token comes after so many, and no end. */
  generationHangsAfter?: number
  synthesis?: number
  storage?: boolean
  /** The log of turns throws: a bug. */
  logging?: boolean
  /** The audio window plays so much of a chunk, and then says nothing more. */
  playbackStopsAtMs?: number
}

/**
 * A whole conversation on virtual time: the real machine and the real driver, a scripted person, and
 * engines that answer as real ones do, at fixed speeds.
 */
export class World {
  readonly time = new VirtualTime(1_000_000)
  readonly driver: ConversationDriver
  readonly turns = new Map<string, TranscriptTurn>()
  readonly log: ExchangeRecord[] = []
  readonly commands: { readonly atMs: number; readonly command: AudioCommand }[] = []
  readonly generations: {
    readonly generation: number
    readonly messages: readonly ChatMessage[]
  }[] = []
  /** When the language model was told to get ready, and for what. */
  readonly prewarmed: { readonly atMs: number; readonly messages: readonly ChatMessage[] }[] = []
  readonly storedBeforeGeneration: boolean[] = []
  readonly phases: string[] = []
  readonly forgotten: number[] = []
  /** Whose sound may be kept, and as whose. */
  readonly keptSounds: { readonly utterance: number; readonly turnId: string }[] = []
  /** What a model that speaks by itself was told of what was heard. */
  readonly heardOfModel: { readonly generation: number; readonly heardMs: number }[] = []
  /** What was ordered of Warbler itself, and what became of its settings. */
  readonly orders: { readonly order: ActionOrder; readonly confirmed: boolean }[] = []
  settings: Settings = { ...defaultSettings() }
  readonly shown: string[] = []
  readonly pausesMs: number[] = []
  /** What speech was asked to say, played or not. */
  readonly spoken: {
    readonly generation: number
    readonly index: number
    readonly text: string
  }[] = []
  /** "One moment": what was said until the answer came. */
  readonly interludes: { readonly atMs: number; readonly text: string }[] = []
  snapshot: ConversationSnapshot | null = null
  /** Which engine of its kind serves just now. */
  engines = { stt: 'ears', llm: 'writer', tts: 'voice' }
  readonly faults: Faults
  evidence: Partial<VoiceEvidence>
  readonly #score: ((said: string) => number) | null
  readonly #wordsScore: ((said: string) => number) | null
  readonly #reply: (question: string) => string
  #utterance: {
    id: number
    capture: 'now' | 'on-speech'
    said: string
    speaking: boolean
    startedAtMs: number
  } | null = null
  readonly #saidBy = new Map<number, string>()
  readonly #cancelled = new Set<number>()
  readonly #spoken = new Map<number, string>()
  readonly #playback: ScriptedPlayback
  readonly #changes = createUndoableChanges({
    settings: () => this.settings,
    change: (patch) => {
      this.settings = { ...this.settings, ...(patch as Partial<Settings>) }
      return succeed(null)
    },
    now: () => this.time.nowMs,
    onChanged: () => undefined,
  })
  readonly #run = createActionRunner({
    settings: () => this.settings,
    snapshot: () => appSnapshot(this.snapshot ?? {}),
    models: () => modelsSnapshot(),
    change: this.#changes.change,
    undo: this.#changes.undo,
    mute: (muted, untilMs = null) => {
      this.settings = { ...this.settings, muted, mutedUntilMs: untilMs }
      this.driver.dispatch({ type: 'muted-set', muted, atMs: this.time.nowMs })
      return succeed(null)
    },
    setOpen: (open) => {
      this.driver.dispatch({ type: 'open-conversation-set', open, atMs: this.time.nowMs })
      return succeed(null)
    },
    toggleTalk: () => undefined,
    cancel: () => undefined,
    newConversation: () => this.#begin('c2'),
    continueConversation: (about) => {
      if (about !== 'lighthouses') return succeed(null)
      this.#begin('c0')
      return succeed('Tell me about lighthouses')
    },
    showWelcome: () => undefined,
    showTranscript: () => void this.shown.push('transcript'),
    showConversation: () => succeed(true),
    showSettings: (target) => void this.shown.push(target?.pane ?? 'settings'),
    deleteEverything: () => {
      this.shown.push('delete-everything')
      this.deleteEverything()
      return succeed(null)
    },
    quit: () => void this.shown.push('quit'),
    now: () => this.time.nowMs,
  })
  readonly #isVoiced: boolean
  /** Which chunk the model's own sound is. */
  readonly #voices = new Map<number, number>()

  constructor(options: WorldOptions = {}) {
    this.#reply =
      options.reply ?? ((question) => `You asked this: ${question} Here is more, for the ear.`)
    this.#isVoiced = options.voiced ?? false
    this.faults = options.faults ?? {}
    this.evidence = options.evidence ?? {}
    this.#score = options.score ?? null
    this.#wordsScore = options.wordsScore ?? null
    this.#playback = new ScriptedPlayback(
      this.time,
      (event) => this.audio(event),
      () => this.faults.playbackStopsAtMs ?? Infinity,
    )
    this.driver = new ConversationDriver(
      initialState({
        conversationId: 'c1',
        idSeed: 's',
        openConversation: options.open ?? false,
        muted: false,
        history: [],
      }),
      () => ({ ...DEFAULT_POLICY, wakePhrases: ['Hey Warbler'], ...options.policy }),
      {
        nowMs: () => this.time.nowMs,
        setTimer: (delayMs, callback) => this.time.setTimer(delayMs, callback),
        commandAudio: (command) => this.#onCommand(command),
        setMicrophoneAllowed: () => undefined,
        speechToText: {
          transcribe: (request) => this.#transcribe(request.request, request.utterance),
          forget: (utterance, spoken) => {
            this.forgotten.push(utterance)
            if (spoken !== null) this.keptSounds.push({ utterance, turnId: spoken.turnId })
          },
        },
        languageModel: {
          generate: (generation, messages) => this.#generate(generation, messages),
          makeRoom: (generation) => {
            if (!this.#voices.has(generation)) this.#voices.set(generation, 1)
          },
          heard: (generation, heardMs) => void this.heardOfModel.push({ generation, heardMs }),
          prewarm: (messages) => void this.prewarmed.push({ atMs: this.time.nowMs, messages }),
          cancel: (generation) => void this.#cancelled.add(generation),
        },
        textToSpeech: {
          synthesize: (generation, index, text) => this.#synthesize(generation, index, text),
          cancel: (generation) => void this.#cancelled.add(generation),
        },
        storeTurn: (turn) => {
          if (this.faults.storage === true) return fail('disk.full')
          this.turns.set(turn.id, turn)
          return succeed(null)
        },
        logTurn: (record) => {
          if (this.faults.logging === true) throw new Error('a bug of the log')
          this.log.push(record)
        },
        act: (order, confirmed, answer) => {
          this.orders.push({ order, confirmed })
          const ran = this.#run(order, { by: 'voice', language: 'en', confirmed })
          answer(saidOf(ran, ({ code }) => code, 'en'))
        },
        learnPauses: (pausesMs) => void this.pausesMs.push(...pausesMs),
        prompt: (history, text) => [
          ...history.map((turn): ChatMessage => ({
            role: turn.speaker === 'person' ? 'user' : 'assistant',
            text: turn.text,
          })),
          ...(text === null ? [] : [{ role: 'user', text } as const]),
        ],
        onSnapshot: (snapshot) => {
          this.snapshot = snapshot
          if (this.phases.at(-1) !== snapshot.phase) this.phases.push(snapshot.phase)
        },
        onTurn: () => undefined,
      },
    )
    this.driver.dispatch({ type: 'audio-ready', atMs: this.time.nowMs })
    this.audio({ type: 'microphone', status: 'ready' })
  }

  get heard(): readonly HeardSound[] {
    return this.#playback.heard
  }

  /** Each time that the audio window was told to make the reply stand still, or go on. */
  get ducked(): readonly boolean[] {
    return this.commands.flatMap(({ command }) => (command.type === 'duck' ? [command.ducked] : []))
  }

  /** The stored turns, oldest first, as "speaker (status): text". */
  get transcript(): readonly string[] {
    return [...this.turns.values()]
      .sort((a, b) => a.startedAtMs - b.startedAtMs)
      .map((turn) => `${turn.speaker} (${turn.status}): ${turn.text}`)
  }

  press(): void {
    this.driver.dispatch({ type: 'talk-pressed', way: 'hold', atMs: this.time.nowMs })
  }

  release(): void {
    this.driver.dispatch({ type: 'talk-released', atMs: this.time.nowMs })
  }

  tap(): void {
    this.press()
    this.time.advance(100)
    this.release()
  }

  cancel(by: 'escape' | 'command' | 'hotkey' = 'escape'): void {
    this.driver.dispatch({ type: 'cancel', by, atMs: this.time.nowMs })
  }

  wait(ms: number): void {
    this.time.advance(ms)
  }

  /** @throws where it does not come to that within a minute. */
  waitFor(isSo: () => boolean): void {
    const untilMs = this.time.nowMs + 60_000
    while (!isSo()) {
      if (this.time.nowMs > untilMs) throw new Error('it never came to that')
      this.time.advance(5)
    }
  }

  /** Says words at the virtual microphone; the VAD hears them as it would. */
  say(words: string): void {
    this.startSpeaking(words)
    this.time.advance(words.split(' ').length * WORD_MS - VAD_CERTAINTY_MS)
    this.stopSpeaking()
  }

  /**
   * Says the phrase, and words after it in the same breath, while nobody is listened to: the detector
   * tells of it at the pause, and the audio window has kept what was heard. `early`: it was sure before
   * the phrase was over.
   */
  wake(
    after = '',
    phrase = 'Hey Warbler',
    voice: VoiceFact = 'unknown',
    { early = false } = {},
  ): void {
    const words = `${phrase} ${after}`.trim()
    const startAtMs = this.time.nowMs
    const endAtMs = startAtMs + words.split(' ').length * WORD_MS
    this.time.advance(endAtMs - startAtMs + HANGOVER_MS)
    this.driver.dispatch({
      type: 'woken',
      sinceMs: startAtMs,
      // The end of the piece that it was found in, as a detector tells it that hears no words.
      phraseUntilMs: early ? startAtMs + WORD_MS : this.time.nowMs,
      alone: after === '' && !early,
      voice,
      atMs: this.time.nowMs,
    })
    const utterance = this.#utterance
    if (utterance === null) return
    utterance.said = words
    this.#saidBy.set(utterance.id, words)
    const atMs = this.time.nowMs
    this.audio({
      type: 'speech-start',
      utterance: utterance.id,
      startSample: 0,
      speechStartAtMs: startAtMs,
      atMs,
    })
    this.audio({
      type: 'speech-pause',
      utterance: utterance.id,
      endSample: 16 * (endAtMs - 1_000_000),
      speechEndAtMs: endAtMs,
      evidence: voiceEvidence({ speechMs: endAtMs - startAtMs, ...this.evidence }),
      atMs,
    })
  }

  /** As by hand, in the settings. */
  deleteEverything(): void {
    this.#begin('c3', true)
    this.turns.clear()
    this.log.length = 0
    this.keptSounds.length = 0
  }

  #begin(conversationId: string, forgets = false): void {
    const { nowMs: atMs } = this.time
    this.driver.dispatch({ type: 'conversation-started', conversationId, forgets, atMs })
  }

  /** It is told whose voice the utterance is that is heard now. */
  voiceIs(voice: VoiceFact): void {
    const utterance = this.#utterance?.id ?? 0
    this.driver.dispatch({ type: 'voice', utterance, voice, atMs: this.time.nowMs })
  }

  startSpeaking(words: string): void {
    const startAtMs = this.time.nowMs
    this.time.advance(VAD_CERTAINTY_MS)
    const utterance = this.#utterance
    if (utterance === null) return
    const resumed = utterance.said !== ''
    utterance.said = `${utterance.said} ${words}`.trim()
    this.#saidBy.set(utterance.id, utterance.said)
    utterance.speaking = true
    utterance.startedAtMs = startAtMs
    this.audio(
      resumed
        ? {
            type: 'speech-resume',
            utterance: utterance.id,
            speechStartAtMs: startAtMs,
            atMs: this.time.nowMs,
          }
        : {
            type: 'speech-start',
            utterance: utterance.id,
            startSample: 0,
            speechStartAtMs: startAtMs,
            atMs: this.time.nowMs,
          },
    )
    this.#partialLater(utterance, startAtMs, words)
  }

  /** Words are known some time after they were said, while the rest is being spoken. */
  #partialLater(
    utterance: { readonly id: number; speaking: boolean },
    sinceMs: number,
    words: string,
  ): void {
    this.time.setTimer(PARTIAL_MS, () => {
      if (this.#utterance !== utterance || !utterance.speaking) return
      const count = Math.floor((this.time.nowMs - sinceMs) / WORD_MS)
      const tentative = words.split(' ').slice(0, count).join(' ')
      this.driver.dispatch({
        type: 'transcript-partial',
        utterance: utterance.id,
        committed: '',
        tentative,
        atMs: this.time.nowMs,
      })
      this.#partialLater(utterance, sinceMs, words)
    })
  }

  stopSpeaking(): void {
    const utterance = this.#utterance
    const endAtMs = this.time.nowMs
    if (utterance === null) return
    utterance.speaking = false
    const { startedAtMs } = utterance
    this.time.setTimer(HANGOVER_MS, () => {
      if (this.#utterance !== utterance || utterance.speaking) return
      this.audio({
        type: 'speech-pause',
        utterance: utterance.id,
        endSample: 16 * (endAtMs - 1_000_000),
        speechEndAtMs: endAtMs,
        evidence: voiceEvidence({ speechMs: endAtMs - startedAtMs, ...this.evidence }),
        atMs: this.time.nowMs,
      })
      this.#scoreLater(utterance, 16 * (endAtMs - 1_000_000))
    })
  }

  #scoreLater(utterance: { readonly id: number; readonly said: string }, endSample: number): void {
    const probability = this.#score?.(utterance.said)
    if (probability === undefined) return
    this.time.setTimer(SCORE_MS, () =>
      this.driver.dispatch({
        type: 'turn-score',
        utterance: utterance.id,
        endSample,
        probability,
        atMs: this.time.nowMs,
      }),
    )
  }

  audio(
    event: Parameters<ConversationDriver['dispatch']>[0] extends infer E
      ? E extends { type: 'audio'; event: infer A }
        ? A
        : never
      : never,
  ): void {
    this.driver.dispatch({ type: 'audio', event, atMs: this.time.nowMs })
  }

  #onCommand(command: AudioCommand): void {
    this.commands.push({ atMs: this.time.nowMs, command })
    switch (command.type) {
      case 'listen':
        this.#utterance = {
          id: command.utterance,
          capture: command.capture,
          said: '',
          speaking: false,
          startedAtMs: 0,
        }
        return
      case 'finish': {
        if (this.#utterance?.id !== command.utterance) return
        this.#utterance = null
        const endAtMs = this.time.nowMs
        this.time.setTimer(5, () =>
          this.audio({
            type: 'utterance-end',
            utterance: command.utterance,
            endSample: 16 * (endAtMs - 1_000_000),
            speechEndAtMs: endAtMs,
            atMs: this.time.nowMs,
          }),
        )
        return
      }
      case 'drop':
        if (this.#utterance?.id === command.utterance) this.#utterance = null
        return
      case 'play':
        this.#playback.play(command.generation)
        return
      case 'skip':
        this.#playback.skip(command.generation, command.index)
        return
      case 'close':
        this.#playback.close(command.generation, command.chunkCount)
        return
      case 'stop':
        this.#cancelled.add(command.generation)
        this.#playback.stop(command.generation)
        return
      case 'interlude':
        this.interludes.push({
          atMs: this.time.nowMs,
          text: this.#spoken.get(command.generation) ?? '',
        })
        return
      case 'duck':
        this.#playback.duck(command.generation, command.ducked)
        return
      case 'configure':
      case 'earcon':
      case 'preview-play':
      case 'preview-close':
      case 'preview-stop':
    }
  }

  #transcribe(request: number, utterance: number): void {
    if (this.faults.transcriptionHangs === true) return
    const text = this.#saidBy.get(utterance) ?? ''
    this.time.setTimer(this.faults.transcriptionMs ?? STT_MS, () => {
      if ((this.faults.transcription ?? 0) > 0) {
        this.faults.transcription = (this.faults.transcription ?? 0) - 1
        this.driver.dispatch({
          type: 'transcription-failed',
          request,
          error: { code: 'worker.crashed' },
          atMs: this.time.nowMs,
        })
        return
      }
      this.driver.dispatch({
        type: 'transcript',
        request,
        text,
        engine: this.engines.stt,
        atMs: this.time.nowMs,
      })
    })
  }

  #generate(generation: number, messages: readonly ChatMessage[]): void {
    const question = messages.at(-1)?.text ?? ''
    this.generations.push({ generation, messages })
    this.storedBeforeGeneration.push(
      [...this.turns.values()].some(
        ({ speaker, text }) => speaker === 'person' && text === question,
      ),
    )
    const tokens = this.#reply(question).match(/\S+\s*/g) ?? []
    const probability = this.#wordsScore?.(question)
    if (probability !== undefined) {
      this.time.setTimer(WORDS_SCORE_MS, () =>
        this.driver.dispatch({
          type: 'words-score',
          generation,
          probability,
          atMs: this.time.nowMs,
        }),
      )
    }
    const emit = (index: number): void => {
      if (this.#cancelled.has(generation)) return
      if (index >= (this.faults.generationHangsAfter ?? Infinity)) return
      const atMs = this.time.nowMs
      if ((this.faults.generation ?? 0) > 0 && index >= (this.faults.generationAfter ?? 0)) {
        this.faults.generation = (this.faults.generation ?? 0) - 1
        const error = { code: 'worker.crashed' } as const
        this.driver.dispatch({ type: 'generation-failed', generation, error, atMs })
        return
      }
      const isCut = (this.faults.filtered ?? 0) > 0 && index >= (this.faults.filteredAfter ?? 0)
      const text = isCut ? undefined : tokens[index]
      const voice = this.#isVoiced ? (this.#voices.get(generation) ?? 0) : null
      if (text === undefined) {
        if (voice !== null) {
          this.driver.dispatch({
            type: 'clause-synthesized',
            generation,
            index: voice,
            engine: this.engines.llm,
            atMs,
          })
          this.#playback.add(generation, voice, index * WORD_MS)
        }
        if (isCut) this.faults.filtered = (this.faults.filtered ?? 0) - 1
        this.driver.dispatch({
          type: 'generation-done',
          generation,
          finishReason: 'stop',
          ...(isCut ? { cut: { code: 'provider.filtered', params: { provider: 'Groq' } } } : {}),
          completionTokens: index,
          atMs,
        })
        return
      }
      if (voice !== null) this.#voices.set(generation, voice)
      const voiced = voice === null ? {} : { voicedAs: voice }
      this.driver.dispatch({
        type: 'text-delta',
        generation,
        text,
        ...voiced,
        engine: this.engines.llm,
        atMs,
      })
      this.time.setTimer(TOKEN_MS, () => emit(index + 1))
    }
    this.time.setTimer(FIRST_TOKEN_MS, () => emit(0))
  }

  #synthesize(generation: number, index: number, text: string): void {
    if (index === 0) this.#spoken.set(generation, text)
    this.spoken.push({ generation, index, text })
    this.time.setTimer(TTS_MS, () => {
      if (this.#cancelled.has(generation)) return
      if ((this.faults.synthesis ?? 0) > 0) {
        this.faults.synthesis = (this.faults.synthesis ?? 0) - 1
        const error = { code: 'worker.crashed' } as const
        const { nowMs: atMs } = this.time
        this.driver.dispatch({ type: 'synthesis-failed', generation, index, error, atMs })
        return
      }
      this.driver.dispatch({
        type: 'clause-synthesized',
        generation,
        index,
        engine: this.engines.tts,
        atMs: this.time.nowMs,
      })
      this.#playback.add(generation, index, text.split(' ').length * WORD_MS)
    })
  }
}
