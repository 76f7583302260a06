import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '../../../electron/contracts/turn-log.ts'
import { stageLayout } from '../../../renderer/transcript/inspector/stage-layout.ts'
import {
  timelineLayout,
  toldInOrder,
} from '../../../renderer/transcript/inspector/timeline-layout.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

const speech = (atMs: number, untilMs: number): TimelineEntry => ({ kind: 'speech', atMs, untilMs })
const layoutOf = (...timeline: TimelineEntry[]) => timelineLayout({ timeline })

describe('the timeline', () => {
  it('places what happened by its share of the exchange, in order of time', () => {
    const layout = layoutOf(
      speech(5000, 6000),
      { kind: 'reply', atMs: 7000, untilMs: 9000 },
      {
        kind: 'pause',
        atMs: 6000,
        untilMs: 6500,
        score: 0.9,
        reason: '0.50 s silence',
        ended: true,
      },
    )
    expect(
      layout?.placed.map(({ entry, lane, from, width }) => [entry.kind, lane, from, width]),
    ).toEqual([
      ['speech', 'person', 0, 0.25],
      ['pause', 'person', 0.25, 0.125],
      ['reply', 'warbler', 0.5, 0.5],
    ])
  })

  it('has a lane only for what there is, always in the same order', () => {
    const bargeIn = { kind: 'barge-in', outcome: 'noise', reason: 'no words' } as const
    expect(
      layoutOf(
        { ...bargeIn, atMs: 3, untilMs: 4 },
        { kind: 'speculation', atMs: 1, untilMs: 2, kept: false },
        speech(0, 1),
      )?.lanes,
    ).toEqual(['person', 'ahead', 'over'])
  })

  it('holds what ends before it begins, and what has no length', () => {
    const layout = layoutOf(speech(1000, 400), { kind: 'joined', atMs: 2000 })
    expect(layout?.placed.map(({ width }) => width)).toEqual([0, 0])
  })

  it('is told in order: that the turn was over when it was, and not when the pause began', () => {
    const layout = layoutOf(
      speech(1000, 2000),
      { kind: 'pause', atMs: 2000, untilMs: 2900, score: null, reason: '', ended: true },
      { kind: 'speculation', atMs: 2300, untilMs: 2900, kept: true },
      { kind: 'pause', atMs: 500, untilMs: 900, score: null, reason: '', ended: false },
    )
    const told = layout === null ? [] : toldInOrder(layout)
    expect(told.map(({ entry, toldAtMs }) => [entry.kind, toldAtMs])).toEqual([
      ['pause', 500],
      ['speech', 1000],
      ['speculation', 2300],
      ['pause', 2900],
    ])
  })

  it('is none where nothing has a length', () => {
    expect([layoutOf(), layoutOf({ kind: 'joined', atMs: 5 })]).toEqual([null, null])
  })

  it.each([80, 640, 4200, 12_000, 75_000, 400_000])(
    'has few enough labels for %d ms, the first at the beginning',
    (durationMs) => {
      const ticks = layoutOf(speech(0, durationMs))?.ticks ?? []
      expect(ticks[0]).toEqual({ share: 0, ms: 0 })
      expect(ticks.length).toBeLessThanOrEqual(7)
      expect(ticks.every(({ share }) => share >= 0 && share <= 1)).toBe(true)
    },
  )
})

describe('the bar of the stages', () => {
  const marks = {
    'speech-end': 1000,
    'transcript-final': 1100,
    'first-clause': 1300,
    'first-audio': 1400,
    'turn-end': 1800,
    'playback-start': 2000,
  }
  const fromOf = (speculated: boolean) =>
    stageLayout({ marks, speculated })?.parts.map(({ stage, from, width }) => [stage, from, width])

  it('puts the hold of a speculated reply after what was made meanwhile', () => {
    expect(fromOf(true)).toEqual([
      ['speech-to-text', 0, 0.1],
      ['language-model', 0.1, 0.2],
      ['voice', 0.3, 0.1],
      ['turn-end', 0.4, 0.4],
      ['loudspeaker', 0.8, 0.2],
    ])
  })

  it('puts the wait of another before the model begins', () => {
    expect(fromOf(false)?.map(([stage]) => stage)).toEqual([
      'speech-to-text',
      'turn-end',
      'language-model',
      'voice',
      'loudspeaker',
    ])
  })

  it('has a tick for each mark that was reached between its ends', () => {
    const early = { ...marks, 'transcript-final': 900 }
    expect(stageLayout({ marks: early, speculated: true })?.ticks.map(({ mark }) => mark)).toEqual([
      'speech-end',
      'turn-end',
      'first-clause',
      'first-audio',
      'playback-start',
    ])
  })

  it('is none where nothing sounded', () => {
    expect(stageLayout(turnLogRecord({ marks: { 'speech-end': 1 } }))).toBeNull()
  })
})
