import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { LatencyMarks, TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { changeFor } from '../../../electron/core/turns/feedback.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

const settings = (fields: Partial<Settings> = {}): Settings => ({ ...defaultSettings(), ...fields })

/** A turn whose stages took so long, one after the other. */
const turn = (
  stagesMs: { text?: number; wait?: number; model?: number; voice?: number },
  fields: Partial<TurnLogRecord> = {},
): TurnLogRecord => {
  const { text = 10, wait = 10, model = 10, voice = 10 } = stagesMs
  const marks: LatencyMarks = {
    'speech-end': 0,
    'transcript-final': text,
    'turn-end': text + wait,
    'first-token': text + wait + model / 2,
    'first-clause': text + wait + model,
    'first-audio': text + wait + model + voice,
    'playback-start': text + wait + model + voice + 20,
  }
  return turnLogRecord({ way: 'open', marks, ...fields })
}

describe('"you cut me off"', () => {
  it.each([
    ['quick', 'balanced'],
    ['balanced', 'patient'],
  ] as const)('makes %s patience %s', (from, to) => {
    expect(changeFor('cut-off', turn({}), settings({ patience: from }))).toEqual({
      patch: { patience: to },
      change: { setting: 'patience', from, to },
    })
  })

  it('changes nothing where it cannot be more patient, and says so', () => {
    expect(changeFor('cut-off', turn({}), settings({ patience: 'patient' }))).toEqual({
      patch: {},
      change: { setting: 'none', reason: 'at-its-end' },
    })
  })

  it('needs no record of the turn', () => {
    expect(changeFor('cut-off', null, settings()).patch).toEqual({ patience: 'patient' })
  })
})

describe('"you should have stopped"', () => {
  it.each([
    ['firm', 'balanced'],
    ['balanced', 'easy'],
  ] as const)('makes interruptions that were %s %s', (from, to) => {
    expect(changeFor('should-have-stopped', null, settings({ interruptions: from }))).toEqual({
      patch: { interruptions: to },
      change: { setting: 'interruptions', from, to },
    })
  })

  it('changes nothing where anything stops it already', () => {
    const { patch, change } = changeFor(
      'should-have-stopped',
      turn({}),
      settings({ interruptions: 'easy' }),
    )
    expect([patch, change]).toEqual([{}, { setting: 'none', reason: 'at-its-end' }])
  })
})

describe('"too slow"', () => {
  const waited = turn({ wait: 900, model: 300 })

  it('takes patience back where most of the time was waiting for the end of the turn', () => {
    expect(changeFor('too-slow', waited, settings({ patience: 'patient' })).change).toEqual({
      setting: 'patience',
      from: 'patient',
      to: 'balanced',
    })
    expect(changeFor('too-slow', waited, settings({ patience: 'quick' })).change).toEqual({
      setting: 'none',
      reason: 'at-its-end',
    })
  })

  it('does not take it for waiting what a speculated reply was being made in', () => {
    const marks = { ...turn({ wait: 0, model: 900 }).marks, 'turn-end': 700 }
    const record = turnLogRecord({ way: 'open', speculated: true, marks })
    expect(changeFor('too-slow', record, settings()).change).toEqual({
      setting: 'none',
      reason: 'language-model',
    })
  })

  it('counts the hold of a speculated reply that was ready before the turn was over', () => {
    const marks = { ...turn({ model: 100, voice: 100 }).marks, 'turn-end': 900 }
    const record = turnLogRecord({
      way: 'open',
      speculated: true,
      marks: { ...marks, 'playback-start': 920 },
    })
    expect(changeFor('too-slow', record, settings()).patch).toEqual({ patience: 'quick' })
  })

  it.each([
    ['speech-to-text', turn({ text: 900 })],
    ['language-model', turn({ model: 900 })],
    ['voice', turn({ voice: 900 })],
  ] as const)('has something said meanwhile where %s took most of it', (stage, record) => {
    expect(changeFor('too-slow', record, settings({ acknowledge: false }))).toEqual({
      patch: { acknowledge: true },
      change: { setting: 'acknowledge', from: false, to: true },
    })
    expect(changeFor('too-slow', record, settings())).toEqual({
      patch: {},
      change: { setting: 'none', reason: stage },
    })
  })

  it('leaves patience alone after a turn that the released key ended', () => {
    const held = { ...waited, way: 'hold' } as const
    expect(changeFor('too-slow', held, settings()).change).toEqual({
      setting: 'none',
      reason: 'language-model',
    })
  })

  it('shortens the wait where the turn has no times', () => {
    expect(changeFor('too-slow', null, settings()).patch).toEqual({ patience: 'quick' })
    const unheard = turnLogRecord({ marks: { 'speech-end': 1 }, way: 'open' })
    expect(changeFor('too-slow', unheard, settings()).patch).toEqual({ patience: 'quick' })
  })
})
