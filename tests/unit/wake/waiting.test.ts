import { describe, expect, it } from 'vitest'
import {
  isWithin,
  mayStayWarm,
  waitingStatus,
  wantsMicrophone,
  type WaitingFacts,
} from '../../../electron/core/wake/waiting.ts'

const FACTS: WaitingFacts = {
  wanted: true,
  muted: false,
  detector: 'ready',
  microphone: 'ready',
  recordedBy: null,
  locked: false,
  asleep: false,
  minuteOfDay: 12 * 60,
  rules: { pauseInCalls: true, pauseWhenLocked: true, quietHours: null },
}
const night = { from: '22:00', to: '07:00' }

describe('waiting for the phrase', () => {
  it('is off where nobody wants it, whatever else holds', () => {
    expect(waitingStatus({ ...FACTS, wanted: false, muted: true })).toEqual({ state: 'off' })
  })

  it('is told from getting ready', () => {
    expect(waitingStatus(FACTS)).toEqual({ state: 'waiting' })
    expect(waitingStatus({ ...FACTS, detector: 'loading' })).toEqual({ state: 'preparing' })
  })

  it.each([
    [{ muted: true }, 'muted'],
    [{ asleep: true }, 'asleep'],
    [{ locked: true }, 'locked'],
    [{ recordedBy: '' }, 'call'],
    [{ detector: 'missing' }, 'model-missing'],
    [{ detector: 'failed' }, 'detector-failed'],
    [{ microphone: 'failed' }, 'no-microphone'],
    [{ minuteOfDay: 3, rules: { ...FACTS.rules, quietHours: night } }, 'quiet-hours'],
  ] as const)('pauses with %j', (change, because) => {
    expect(waitingStatus({ ...FACTS, ...change })).toMatchObject({ state: 'paused', because })
  })

  it('goes on in a call and behind a locked screen where the person wants that', () => {
    const rules = { pauseInCalls: false, pauseWhenLocked: false, quietHours: null }
    expect(waitingStatus({ ...FACTS, recordedBy: 'Meet', locked: true, rules })).toEqual({
      state: 'waiting',
    })
  })

  it('names the application that uses the microphone', () => {
    expect(waitingStatus({ ...FACTS, recordedBy: 'Meet' })).toMatchObject({ app: 'Meet' })
    expect(waitingStatus({ ...FACTS, recordedBy: '' })).toMatchObject({ app: null })
  })

  it('tells the first reason that the person would think of', () => {
    expect(waitingStatus({ ...FACTS, muted: true, recordedBy: 'Meet' })).toMatchObject({
      because: 'muted',
    })
  })
})

describe('hours of the day', () => {
  it('may go past midnight', () => {
    expect(isWithin(23 * 60, night)).toBe(true)
    expect(isWithin(6 * 60 + 59, night)).toBe(true)
    expect(isWithin(7 * 60, night)).toBe(false)
    expect(isWithin(21 * 60 + 59, night)).toBe(false)
    expect(isWithin(13 * 60, { from: '12:30', to: '14:00' })).toBe(true)
    expect(isWithin(0, { from: '00:00', to: '00:00' })).toBe(false)
  })
})

describe('the microphone that the phrase is heard by', () => {
  const wanted = (change: Partial<WaitingFacts>) =>
    wantsMicrophone(waitingStatus({ ...FACTS, ...change }))

  it('is asked for again where it fails, until it is back', () => {
    expect(wanted({})).toBe(true)
    expect(wanted({ microphone: 'failed' })).toBe(true)
    expect(wanted({ microphone: 'preparing' })).toBe(true)
  })

  it('is not asked for while nothing is waited for', () => {
    for (const change of [
      { wanted: false },
      { muted: true },
      { recordedBy: 'Zoom', microphone: 'failed' },
      { detector: 'failed' },
    ] as const) {
      expect(wanted(change)).toBe(false)
    }
  })
})

describe('a microphone that is only open to be ready', () => {
  it('closes while nobody is there or somebody else needs it, and not for want of a detector', () => {
    for (const change of [
      { locked: true },
      { asleep: true },
      { recordedBy: '' },
      { muted: true },
    ]) {
      expect(mayStayWarm({ ...FACTS, ...change })).toBe(false)
    }
    expect(mayStayWarm({ ...FACTS, wanted: false })).toBe(true)
    expect(mayStayWarm({ ...FACTS, detector: 'failed' })).toBe(true)
  })
})
