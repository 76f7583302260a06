import type { WayIn } from '../../contracts/snapshot.ts'
import type { VoiceFact } from '../../contracts/voices.ts'
import type { ConversationPolicy } from './policy.ts'
import type { ConversationState, Ear, Listening } from './state.ts'
import { nextSerial, step, type Step } from './step.ts'

/** Opening and closing the ear: which utterance is listened to, and by which way in. */

interface EarOptions {
  readonly way: WayIn
  readonly capture: 'now' | 'on-speech'
  readonly pressedAtMs?: number
  readonly stoppedReply?: boolean
  readonly bargeIn?: boolean
  /** With `now`: what was heard from this time on belongs to the utterance. */
  readonly sinceMs?: number
  readonly phraseUntilMs?: number
  readonly voice?: VoiceFact
  readonly callerUntilMs?: number | null
  /** The signal that it listens would sound into what is being said. */
  readonly silently?: boolean
}

/** Starts listening to a new utterance; whatever was armed before is replaced. */
export const openEar = (
  state: ConversationState,
  options: EarOptions,
  policy: ConversationPolicy,
): Step => {
  const [utterance, next] = nextSerial(state)
  const ear: Ear = {
    utterance,
    way: options.way,
    exchangeId: state.carry?.exchangeId ?? exchangeIdFor(state, utterance),
    pressedAtMs: options.pressedAtMs ?? null,
    stoppedReply: options.stoppedReply ?? false,
    bargeIn: options.bargeIn ?? false,
    phraseUntilMs: options.phraseUntilMs ?? null,
    isSignalOwed: options.silently ?? false,
    voice: options.voice ?? 'unknown',
    callerUntilMs: options.callerUntilMs ?? null,
    unheeded: false,
  }
  const { sinceMs } = options
  const asked = options.way !== 'open' && options.way !== 'follow-up' && !ear.bargeIn
  return step(
    {
      ...next,
      listening: { kind: 'armed', ...ear },
      answeredAtMs: options.way === 'follow-up' ? state.answeredAtMs : null,
      captions: asked
        ? { committed: state.carry?.text ?? '', tentative: '', heard: '', coming: '' }
        : state.captions,
      attention: asked ? null : state.attention,
    },
    {
      type: 'listen',
      utterance,
      capture: options.capture,
      ...(sinceMs === undefined ? {} : { sinceMs }),
    },
    ...(asked && options.way !== 'file'
      ? ([
          ...(options.silently === true ? [] : ([{ type: 'earcon', name: 'listen' }] as const)),
          { type: 'set-timer', timer: 'microphone', delayMs: policy.microphoneMs },
          // What gave its memory back comes while the question is still being said.
          { type: 'prewarm', history: state.history, text: null },
        ] as const)
      : []),
  )
}

/** Time-ordered, unique within and across runs. */
const exchangeIdFor = (state: ConversationState, utterance: number) =>
  `${state.idSeed}-${String(utterance).padStart(6, '0')}`

/** The ear, and what it hears belongs to no exchange that was begun before. */
export const withOwnExchange = (state: ConversationState): Listening => {
  const ear = earOf(state.listening)
  return ear === null
    ? state.listening
    : withEar(state.listening, { exchangeId: exchangeIdFor(state, ear.utterance) })
}

export const earOf = (listening: Listening): Ear | null =>
  listening.kind === 'closed' ? null : listening

type Hearing<K extends Listening['kind']> = Extract<Listening, { kind: K }>

/** The ear, if it listens to this utterance and is at one of these points of it. */
export const hearing = <K extends Listening['kind']>(
  state: ConversationState,
  utterance: number,
  ...kinds: readonly K[]
): Hearing<K> | null => {
  const { listening } = state
  return earOf(listening)?.utterance === utterance &&
    (kinds as readonly string[]).includes(listening.kind)
    ? // The kind was just found among those asked for.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (listening as Hearing<K>)
    : null
}

/** Stops listening and forgets what this utterance held. */
export const closeEar = (state: ConversationState): Step => {
  const ear = earOf(state.listening)
  if (ear === null) return step(state)
  return step({ ...state, listening: { kind: 'closed' } }, ...EAR_TIMERS, {
    type: 'drop-utterance',
    utterance: ear.utterance,
    keepJournal: false,
  })
}

/** Every timer that belongs to an utterance being heard. */
export const EAR_TIMERS = [
  { type: 'clear-timer', timer: 'endpoint' },
  { type: 'clear-timer', timer: 'release-tail' },
  { type: 'clear-timer', timer: 'tap-idle' },
  { type: 'clear-timer', timer: 'follow-up' },
  { type: 'clear-timer', timer: 'utterance-limit' },
  { type: 'clear-timer', timer: 'microphone' },
  { type: 'clear-timer', timer: 'interruption' },
] as const

/** The ear with something of it changed; closed, it has nothing. */
export const withEar = (listening: Listening, change: Partial<Ear>): Listening =>
  listening.kind === 'closed' ? listening : { ...listening, ...change }

/** What an ear is, without what it hears at the moment. */
export const earAlone = (ear: Ear): Ear => {
  const { utterance, way, exchangeId, pressedAtMs, stoppedReply, bargeIn } = ear
  const { phraseUntilMs, isSignalOwed, voice, callerUntilMs, unheeded } = ear
  return {
    utterance,
    way,
    exchangeId,
    pressedAtMs,
    stoppedReply,
    bargeIn,
    phraseUntilMs,
    isSignalOwed,
    voice,
    callerUntilMs,
    unheeded,
  }
}
