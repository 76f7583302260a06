import type { AudioCommand } from '../../contracts/audio.ts'
import type { CodedError, Result } from '../../contracts/errors.ts'
import type { ConversationSnapshot } from '../../contracts/snapshot.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { ActionOrder } from '../../contracts/actions.ts'
import type { ChatMessage, SpokenWords } from '../../contracts/workers.ts'
import type { ConversationEffect } from '../../core/conversation/effects.ts'
import type { ConversationEvent, SpokenAnswer, TimerName } from '../../core/conversation/events.ts'
import type { ConversationPolicy } from '../../core/conversation/policy.ts'
import type { ExchangeRecord } from '../../core/conversation/records.ts'
import { snapshotOf } from '../../core/conversation/snapshot.ts'
import { spokenTurn, type SpokenTurn } from '../../core/conversation/spoken-turn.ts'
import type { ConversationState, HistoryTurn } from '../../core/conversation/state.ts'
import { transition } from '../../core/conversation/transition.ts'
import { createMailbox } from '../mailbox.ts'

/** What the conversation needs of the outside. The engines answer by dispatched events. */
export interface ConversationPorts {
  /** Epoch milliseconds with a fraction. */
  readonly nowMs: () => number
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
  readonly commandAudio: (command: AudioCommand) => void
  readonly setMicrophoneAllowed: (allowed: boolean) => void
  readonly speechToText: {
    transcribe(request: {
      readonly request: number
      readonly utterance: number
      readonly endSample: number
    }): void
    /** `spoken`: the turn that its words went into, where they went into one. */
    forget(utterance: number, spoken: SpokenTurn | null): void
  }
  readonly languageModel: {
    /** `speech`: the sound of the last message, for a model that hears by itself. */
    generate(generation: number, messages: readonly ChatMessage[], speech: SpokenWords | null): void
    /** Something is said in front of this reply, also where the model speaks by itself. */
    makeRoom(generation: number): void
    /** So much was heard of what the model said by itself. */
    heard(generation: number, heardMs: number): void
    prewarm(messages: readonly ChatMessage[]): void
    cancel(generation: number): void
  }
  readonly textToSpeech: {
    synthesize(generation: number, index: number, text: string): void
    cancel(generation: number): void
  }
  /** Commits a turn; ok means that it survives a power cut. */
  readonly storeTurn: (turn: TranscriptTurn) => Result<null>
  readonly logTurn: (record: ExchangeRecord) => void
  /** Does what was ordered aloud; the answer is to be said. */
  readonly act: (
    order: ActionOrder,
    confirmed: boolean,
    answer: (answer: SpokenAnswer) => void,
  ) => void
  /** What was learned of the person is kept. */
  readonly learnPauses: (pausesMs: readonly number[]) => void
  /** The prompt for the next reply; without `text`, the prefix that every next one begins with. */
  readonly prompt: (history: readonly HistoryTurn[], text: string | null) => readonly ChatMessage[]
  readonly onSnapshot: (snapshot: ConversationSnapshot) => void
  readonly onTurn: (turn: TranscriptTurn) => void
}

/**
 * Runs the effects of the conversation.
 *
 * Invariants:
 * 1. Events are handled one at a time, in the order of their arrival; an event that an effect
 *    causes waits until the effects of the present one are done.
 * 2. A turn that could not be stored is kept and tried again with each later one; until then the
 *    sound of its words stays on disk as well.
 * 3. What throws in one effect is thrown on when the others are run and the snapshot is told: the
 *    state is ahead already, and whoever waits for them would wait for ever.
 */
export class ConversationDriver {
  #state: ConversationState
  readonly #ports: ConversationPorts
  readonly #policy: () => ConversationPolicy
  readonly #take = createMailbox<ConversationEvent>((event) => this.#handle(event))
  readonly #timers = new Map<TimerName, () => void>()
  readonly #unsaved = new Map<string, TranscriptTurn>()
  /** Utterances that are done with, but whose words may be among those that are not saved. */
  readonly #heldJournals = new Map<number, SpokenTurn | null>()
  #disposed = false

  /** @param policy asked at each event: another voice may speak another language. */
  constructor(
    initial: ConversationState,
    policy: () => ConversationPolicy,
    ports: ConversationPorts,
  ) {
    this.#state = initial
    this.#policy = policy
    this.#ports = ports
  }

  get state(): ConversationState {
    return this.#state
  }

  dispatch(event: ConversationEvent): void {
    if (this.#disposed) return
    this.#take(event)
  }

  /** Whether the sound of an utterance is all that the disk has of its words. */
  isHeld(utterance: number): boolean {
    return this.#heldJournals.has(utterance)
  }

  /** Stops all timers and stores what is still unsaved. */
  dispose(): void {
    this.#disposed = true
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    this.#save()
  }

  #handle(event: ConversationEvent): void {
    const before = this.#state
    const { state, effects } = transition(before, event, this.#policy())
    this.#state = state
    const thrown: unknown[] = []
    for (const effect of effects) {
      try {
        this.#run(effect, before)
      } catch (error) {
        thrown.push(error)
      }
    }
    if (state !== before) this.#ports.onSnapshot(snapshotOf(state))
    if (thrown.length > 0) throw thrown.length === 1 ? thrown[0] : new AggregateError(thrown)
  }

  #run(effect: ConversationEffect, before: ConversationState): void {
    const ports = this.#ports
    switch (effect.type) {
      case 'set-timer':
        this.#setTimer(effect.timer, effect.delayMs)
        return
      case 'clear-timer':
        this.#clearTimer(effect.timer)
        return
      case 'allow-microphone':
        ports.setMicrophoneAllowed(effect.allowed)
        return
      case 'listen':
        ports.commandAudio(effect)
        return
      case 'finish-utterance':
        ports.commandAudio({ type: 'finish', utterance: effect.utterance })
        return
      case 'drop-utterance':
        ports.commandAudio({ type: 'drop', utterance: effect.utterance })
        if (!effect.keepJournal) {
          this.#forget(effect.utterance, spokenTurn(before, this.#state, effect.utterance))
        }
        return
      case 'transcribe':
        ports.speechToText.transcribe(effect)
        return
      case 'store-words':
        this.#store(effect.turn)
        this.dispatch({
          type: 'words-stored',
          exchangeId: effect.turn.exchangeId,
          atMs: ports.nowMs(),
        })
        return
      case 'store-turn':
        this.#store(effect.turn)
        return
      case 'show-turn':
        ports.onTurn(effect.turn)
        return
      case 'generate':
        ports.languageModel.generate(
          effect.generation,
          [
            ...ports.prompt(effect.history, effect.text),
            // A last message of the assistant's is what the model goes on with.
            ...(effect.continuing === null
              ? []
              : [{ role: 'assistant', text: effect.continuing } as const]),
          ],
          effect.speech,
        )
        return
      case 'make-room':
        ports.languageModel.makeRoom(effect.generation)
        return
      case 'heard':
        ports.languageModel.heard(effect.generation, effect.heardMs)
        return
      case 'abort':
        ports.languageModel.cancel(effect.generation)
        ports.textToSpeech.cancel(effect.generation)
        ports.commandAudio({ type: 'stop', generation: effect.generation })
        return
      case 'prewarm':
        ports.languageModel.prewarm(ports.prompt(effect.history, effect.text))
        return
      case 'speak':
        ports.textToSpeech.synthesize(effect.generation, effect.index, effect.text)
        return
      case 'play':
        ports.commandAudio({ type: 'play', generation: effect.generation })
        return
      case 'interlude': {
        const { generation, text } = effect
        ports.textToSpeech.synthesize(generation, 0, text)
        ports.commandAudio({ type: 'close', generation, chunkCount: 1 })
        ports.commandAudio({ type: 'interlude', generation })
        return
      }
      case 'act':
        this.#act(effect)
        return
      case 'forget-unsaved':
        this.#unsaved.clear()
        for (const utterance of this.#heldJournals.keys()) {
          ports.speechToText.forget(utterance, null)
        }
        this.#heldJournals.clear()
        return
      case 'learn-pauses':
        ports.learnPauses(effect.pausesMs)
        return
      case 'close-playback':
        ports.commandAudio({
          type: 'close',
          generation: effect.generation,
          chunkCount: effect.chunkCount,
        })
        return
      case 'duck':
      case 'earcon':
      case 'skip':
        ports.commandAudio(effect)
        return
      case 'log-turn':
        ports.logTurn(effect.record)
    }
  }

  #act({ exchangeId, order, confirmed }: Extract<ConversationEffect, { type: 'act' }>): void {
    this.#ports.act(order, confirmed, (answer) => {
      if (exchangeId === null) return
      this.dispatch({ type: 'acted', exchangeId, answer, atMs: this.#ports.nowMs() })
    })
  }

  #setTimer(timer: TimerName, delayMs: number): void {
    this.#clearTimer(timer)
    this.#timers.set(
      timer,
      this.#ports.setTimer(delayMs, () => {
        this.#timers.delete(timer)
        this.dispatch({ type: 'timer', timer, atMs: this.#ports.nowMs() })
      }),
    )
  }

  #clearTimer(timer: TimerName): void {
    this.#timers.get(timer)?.()
    this.#timers.delete(timer)
  }

  /** A full disk must not cost the answer: the person is told, and the turn is kept and retried. */
  #store(turn: TranscriptTurn): void {
    this.#ports.onTurn(turn)
    this.#unsaved.delete(turn.id)
    this.#unsaved.set(turn.id, turn)
    const failure = this.#save()
    if (failure !== null && this.#state.attention?.code !== failure.code) {
      this.dispatch({ type: 'attention-raised', error: failure, atMs: this.#ports.nowMs() })
    }
  }

  /** Stores what is unsaved, oldest first; then the sound of its words is not needed any more. */
  #save(): CodedError | null {
    for (const [id, waiting] of this.#unsaved) {
      const stored = this.#ports.storeTurn(waiting)
      // What keeps one turn from the disk keeps the others: a locked file is not asked again.
      if (!stored.ok) return stored.error
      this.#unsaved.delete(id)
    }
    for (const held of this.#heldJournals) this.#ports.speechToText.forget(...held)
    this.#heldJournals.clear()
    return null
  }

  #forget(utterance: number, spoken: SpokenTurn | null): void {
    if (this.#unsaved.size === 0) this.#ports.speechToText.forget(utterance, spoken)
    else this.#heldJournals.set(utterance, spoken)
  }
}
