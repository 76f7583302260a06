import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationEffect } from '../../../electron/core/conversation/effects.ts'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { DEFAULT_POLICY } from '../../../electron/core/conversation/policy.ts'
import { phaseOf } from '../../../electron/core/conversation/snapshot.ts'
import {
  initialState,
  replyOf,
  type ConversationState,
} from '../../../electron/core/conversation/state.ts'
import { transition } from '../../../electron/core/conversation/transition.ts'
import { voiceEvidence } from '../../support/voice-evidence.ts'

/**
 * Random orders of events: late, double, impossible ones too. Serials are small so that stale and
 * current ones both occur.
 */
const serial = fc.integer({ min: 0, max: 30 })
const words = fc.constantFrom(
  '',
  'Hello there.',
  'and',
  'One, two. Three four five six!',
  '🙂',
  '你好。',
  'Speak slower.',
  'Quit Warbler.',
  'Yes.',
)
const error = { code: 'worker.crashed' } as const

const audioEvent = fc.oneof(
  fc.record({
    type: fc.constant('microphone' as const),
    status: fc.constantFrom(
      'off' as const,
      'preparing' as const,
      'ready' as const,
      'failed' as const,
    ),
  }),
  fc.record({
    type: fc.constant('speech-start' as const),
    utterance: serial,
    startSample: fc.constant(0),
    speechStartAtMs: fc.constant(0),
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('speech-pause' as const),
    evidence: fc.constant(voiceEvidence()),
    utterance: serial,
    endSample: fc.constant(1),
    speechEndAtMs: fc.constant(0),
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('speech-resume' as const),
    utterance: serial,
    speechStartAtMs: fc.constant(0),
    atMs: fc.constant(0),
  }),
  fc.record({ type: fc.constant('detection-failed' as const), error: fc.constant(error) }),
  fc.record({ type: fc.constant('detection-works' as const) }),
  fc.record({
    type: fc.constant('utterance-end' as const),
    utterance: serial,
    endSample: fc.constant(1),
    speechEndAtMs: fc.constantFrom(null, 0),
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('playback-start' as const),
    generation: serial,
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('playback-progress' as const),
    generation: serial,
    index: fc.integer({ min: 0, max: 3 }),
    playedMs: fc.integer({ min: 0, max: 500 }),
    chunkMs: fc.constant(500),
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('playback-end' as const),
    generation: serial,
    atMs: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('playback-failed' as const),
    generation: serial,
    error: fc.constant(error),
  }),
)

const event: fc.Arbitrary<ConversationEvent> = fc.integer({ min: 0, max: 5000 }).chain((atMs) => {
  const at = { atMs: fc.constant(atMs) }
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ type: fc.constant('audio' as const), event: audioEvent, ...at }),
    },
    fc.record({
      type: fc.constant('talk-pressed' as const),
      way: fc.constantFrom('hold' as const, 'file' as const),
      ...at,
    }),
    fc.record({ type: fc.constant('talk-released' as const), ...at }),
    fc.record({ type: fc.constant('talk-toggled' as const), ...at }),
    fc.record({
      type: fc.constant('cancel' as const),
      by: fc.constantFrom('escape' as const, 'command' as const),
      ...at,
    }),
    fc.record({ type: fc.constant('open-conversation-set' as const), open: fc.boolean(), ...at }),
    fc.record({ type: fc.constant('muted-set' as const), muted: fc.boolean(), ...at }),
    fc.record({
      type: fc.constant('conversation-started' as const),
      conversationId: fc.constant('c2'),
      forgets: fc.boolean(),
      ...at,
    }),
    fc.record({ type: fc.constant('audio-ready' as const), ...at }),
    fc.record({ type: fc.constant('audio-lost' as const), ...at }),
    fc.record({
      type: fc.constant('timer' as const),
      timer: fc.constantFrom(
        'endpoint' as const,
        'release-tail' as const,
        'tap-idle' as const,
        'interruption' as const,
        'utterance-limit' as const,
        'microphone' as const,
        'playback' as const,
        'confirm' as const,
      ),
      ...at,
    }),
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('transcript' as const),
        request: serial,
        text: words,
        ...at,
      }),
    },
    fc.record({
      type: fc.constant('transcription-failed' as const),
      request: serial,
      error: fc.constant(error),
      ...at,
    }),
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('words-stored' as const),
        exchangeId: serial.map((n) => `s-${String(n).padStart(6, '0')}`),
        ...at,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('text-delta' as const),
        generation: serial,
        text: words,
        ...at,
      }),
    },
    fc.record({
      type: fc.constant('text-delta' as const),
      generation: serial,
      text: words,
      voicedAs: fc.constantFrom(0, 1),
      ...at,
    }),
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('acted' as const),
        exchangeId: serial.map((n) => `s-${String(n).padStart(6, '0')}`),
        answer: fc.record({
          text: fc.constantFrom('', 'Slower: 0.85 times.'),
          asks: fc.boolean(),
          goesOn: fc.boolean(),
        }),
        ...at,
      }),
    },
    fc.record({ type: fc.constant('confirm-answered' as const), yes: fc.boolean(), ...at }),
    fc.record({ type: fc.constant('announcement' as const), text: fc.constant('Hear!'), ...at }),
    fc.record({
      type: fc.constant('turn-score' as const),
      utterance: serial,
      endSample: fc.constant(1),
      probability: fc.constantFrom(0.02, 0.5, 0.98),
      ...at,
    }),
    fc.record({
      type: fc.constant('voice' as const),
      utterance: serial,
      voice: fc.constantFrom('enrolled' as const, 'stranger' as const, 'unknown' as const),
      ...at,
    }),
    fc.record({
      type: fc.constant('generation-done' as const),
      generation: serial,
      finishReason: fc.constantFrom('stop' as const, 'length' as const, 'cancelled' as const),
      completionTokens: fc.constant(1),
      ...at,
    }),
    fc.record({
      type: fc.constant('generation-failed' as const),
      generation: serial,
      error: fc.constant(error),
      ...at,
    }),
    fc.record({
      type: fc.constant('clause-synthesized' as const),
      generation: serial,
      index: fc.constant(0),
      ...at,
    }),
    fc.record({
      type: fc.constant('synthesis-failed' as const),
      generation: serial,
      index: fc.constantFrom(null, 0, 1),
      error: fc.constant(error),
      ...at,
    }),
  )
})

const start = initialState({
  conversationId: 'c',
  idSeed: 's',
  openConversation: false,
  muted: false,
  history: [],
})

/** Makes a stale serial current half of the time: random numbers alone seldom get far. */
const aimed = (
  state: ConversationState,
  event: ConversationEvent,
  aim: boolean,
): ConversationEvent => {
  if (!aim) return event
  const utterance = state.listening.kind === 'closed' ? 0 : state.listening.utterance
  const generation = replyOf(state)?.generation ?? 0
  const stage = state.exchange?.stage
  const { listening } = state
  const judged = listening.kind === 'judging' ? listening.request : null
  switch (event.type) {
    case 'transcript-partial':
    case 'turn-score':
    case 'voice':
      return { ...event, utterance }
    case 'audio':
      return {
        ...event,
        event: {
          ...event.event,
          ...('utterance' in event.event ? { utterance } : {}),
          ...('generation' in event.event ? { generation } : {}),
        },
      }
    case 'transcript':
    case 'transcription-failed':
      return {
        ...event,
        request: judged ?? (stage?.kind === 'transcribing' ? stage.request : 0),
      }
    case 'words-stored':
    case 'acted':
      return { ...event, exchangeId: state.exchange?.id ?? '' }
    case 'text-delta':
    case 'generation-done':
    case 'generation-failed':
    case 'clause-synthesized':
    case 'synthesis-failed':
      return { ...event, generation }
    default:
      return event
  }
}

const walk = (
  events: readonly (readonly [ConversationEvent, boolean])[],
  check: (step: {
    readonly before: ConversationState
    readonly after: ConversationState
    readonly event: ConversationEvent
    readonly effects: readonly ConversationEffect[]
  }) => void,
) => {
  let state = transition(start, { type: 'audio-ready', atMs: 0 }, DEFAULT_POLICY).state
  for (const [raw, aim] of events) {
    const event = aimed(state, raw, aim)
    const { state: after, effects } = transition(state, event, DEFAULT_POLICY)
    check({ before: state, after, event, effects })
    state = after
  }
}

const orders = fc.array(fc.tuple(event, fc.constant(true)), { maxLength: 80 })
const mixed = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 80 })

/** Somebody holds the key, orders what cannot be taken back, and is asked whether they mean it. */
const ASKED: readonly ConversationEvent[] = [
  { type: 'talk-pressed', way: 'hold', atMs: 0 },
  { type: 'talk-released', atMs: 1000 },
  {
    type: 'audio',
    event: { type: 'utterance-end', utterance: 0, endSample: 1, speechEndAtMs: 900, atMs: 1000 },
    atMs: 1000,
  },
  { type: 'transcript', request: 0, text: 'Quit Warbler.', atMs: 1100 },
  { type: 'words-stored', exchangeId: '', atMs: 1100 },
  {
    type: 'acted',
    exchangeId: '',
    answer: { text: 'Shall I?', asks: true, goesOn: false },
    atMs: 1100,
  },
]
const asked = ASKED.map((event) => [event, true] as const)
const ERASED = [
  { type: 'conversation-started', conversationId: 'c3', forgets: true, atMs: 2000 },
  true,
] as const

describe('the conversation, whatever the order of events', () => {
  it.each([
    ['aimed', orders],
    ['mixed', mixed],
  ])(
    'does nothing that is ordered before the turn is over, or a yes where one is asked for (%s)',
    (_name, arbitrary) => {
      let acted = 0
      let confirmed = 0
      fc.assert(
        fc.property(arbitrary, (events) => {
          walk([...asked, ...events], ({ before, after, event, effects }) => {
            for (const effect of effects) {
              if (effect.type !== 'act') continue
              acted += 1
              if (effect.confirmed) confirmed += 1
              if (effect.confirmed) expect(before.confirming).toEqual(effect.order)
              if (effect.exchangeId === null) expect(event.type).toBe('confirm-answered')
              else expect(after.exchange?.confirmed).toBe(true)
            }
          })
        }),
        { numRuns: 400 },
      )
      expect(acted).toBeGreaterThan(0)
      expect(confirmed).toBeGreaterThan(0)
    },
  )

  it.each([
    ['aimed', orders],
    ['mixed', mixed],
  ])('never wants two generations at once (%s)', (_name, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (events) => {
        const wanted = new Set<number>()
        walk(events, ({ effects, after }) => {
          for (const effect of effects) {
            if (effect.type === 'abort') wanted.delete(effect.generation)
            if (effect.type === 'generate') {
              expect([...wanted]).toEqual([])
              wanted.add(effect.generation)
            }
          }
          // What was answered to its end is not wanted any more either.
          const current = replyOf(after)?.generation
          for (const generation of wanted) if (generation !== current) wanted.delete(generation)
        })
      }),
      { numRuns: 400 },
    )
  })

  it('keeps nothing of what was begun before everything was deleted', () => {
    let deleted = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), orders, orders, (count, first, then) => {
        const events = [...asked.slice(0, count), ...first, ERASED, ...then]
        const begun = new Set<string>()
        const gone = new Set<string>()
        walk(events, ({ event, before, after, effects }) => {
          if (event.type === 'conversation-started' && event.forgets === true) {
            if (begun.size > 0) deleted += 1
            for (const id of begun) gone.add(id)
          }
          for (const effect of effects) {
            if (effect.type === 'store-turn' || effect.type === 'store-words') {
              expect(gone.has(effect.turn.exchangeId)).toBe(false)
            }
            if (effect.type === 'log-turn') expect(gone.has(effect.record.exchangeId)).toBe(false)
          }
          const { listening, exchange } = after
          if (listening.kind === 'speaking') begun.add(listening.exchangeId)
          if (exchange !== null) begun.add(exchange.id)
          if (before.exchange !== null) begun.add(before.exchange.id)
        })
      }),
      { numRuns: 400 },
    )
    expect(deleted).toBeGreaterThan(0)
  })

  it('says and plays nothing of a generation after its abort', () => {
    fc.assert(
      fc.property(mixed, (events) => {
        const aborted = new Set<number>()
        walk(events, ({ effects }) => {
          for (const effect of effects) {
            if (effect.type === 'abort') aborted.add(effect.generation)
            if (effect.type === 'speak' || effect.type === 'play') {
              expect(aborted.has(effect.generation)).toBe(false)
            }
          }
        })
      }),
      { numRuns: 400 },
    )
  })

  it('leaves no reply audible after a cancel', () => {
    fc.assert(
      fc.property(orders, (events) => {
        walk(events, ({ event, before, after, effects }) => {
          if (event.type !== 'cancel') return
          expect(after.exchange).toBeNull()
          const reply = replyOf(before)
          if (reply !== null) {
            expect(effects).toContainEqual({ type: 'abort', generation: reply.generation })
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('plays only what belongs to a confirmed turn', () => {
    fc.assert(
      fc.property(orders, (events) => {
        walk(events, ({ effects, after }) => {
          for (const effect of effects) {
            if (effect.type !== 'play') continue
            expect(after.exchange?.confirmed ?? true).toBe(true)
          }
          if ((replyOf(after)?.startedAtMs ?? null) !== null) {
            expect(after.exchange?.confirmed).toBe(true)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('generates only for words that were handed to the store before', () => {
    fc.assert(
      fc.property(orders, (events) => {
        const stored = new Set<string>()
        walk(events, ({ effects }) => {
          for (const effect of effects) {
            if (effect.type === 'store-words') stored.add(effect.turn.text)
            if (effect.type === 'generate') expect(stored.has(effect.text)).toBe(true)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('grows the revision with every change, and only then', () => {
    fc.assert(
      fc.property(mixed, (events) => {
        walk(events, ({ before, after }) => {
          expect(after.revision).toBe(after === before ? before.revision : before.revision + 1)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('keeps a candidate only while its utterance is heard, and always has a phase', () => {
    fc.assert(
      fc.property(orders, (events) => {
        walk(events, ({ after }) => {
          if (after.exchange?.confirmed === false) {
            expect(['pausing', 'ending']).toContain(after.listening.kind)
          }
          if (after.listening.kind === 'pausing') expect(after.exchange?.confirmed).toBe(false)
          if (after.listening.kind === 'judging') expect(after.exchange?.confirmed).toBe(true)
          expect(phaseOf(after)).toBeTypeOf('string')
        })
      }),
      { numRuns: 300 },
    )
  })

  it('lets a reply stand still exactly while it is spoken over', () => {
    fc.assert(
      fc.property(orders, (events) => {
        walk(events, ({ after }) => {
          const reply = replyOf(after)
          if (reply === null || after.exchange?.confirmed !== true) return
          expect(reply.ducked).toBe(['speaking', 'judging'].includes(after.listening.kind))
        })
      }),
      { numRuns: 300 },
    )
  })

  it('ends every utterance that it began: finished, dropped or replaced', () => {
    fc.assert(
      fc.property(orders, (events) => {
        let open: number | null = null
        walk(events, ({ event, after, effects }) => {
          // The window ends one by itself when its microphone is lost.
          if (
            event.type === 'audio' &&
            event.event.type === 'utterance-end' &&
            event.event.utterance === open
          ) {
            open = null
          }
          for (const effect of effects) {
            if (effect.type === 'listen') open = effect.utterance
            if (
              (effect.type === 'finish-utterance' || effect.type === 'drop-utterance') &&
              effect.utterance === open
            ) {
              open = null
            }
          }
          if (after.listening.kind === 'closed') expect(open).toBeNull()
        })
      }),
      { numRuns: 300 },
    )
  })
})
