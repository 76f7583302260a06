import { describe, expect, it } from 'vitest'
import {
  beginsWithStopOrder,
  isBackchannel,
  isStopOrder,
} from '../../../electron/core/turns/short-answers.ts'

describe('a backchannel', () => {
  it.each([
    'Mm-hm.',
    'Mhm',
    'Mmm.',
    'Yeah!',
    'yeah, right',
    'I see.',
    'Uh-huh',
    '嗯',
    '好的。',
    '对对对',
    '嗯好的',
    '是是是啊',
  ])('is "%s"', (words) => expect(isBackchannel(words)).toBe(true))

  it.each([
    '',
    'Yeah but why?',
    'No.',
    'Wait.',
    'Right now I want tea',
    'Stop.',
    '不对',
    '为什么',
    '对了我想问',
  ])('is not "%s"', (words) => expect(isBackchannel(words)).toBe(false))
})

describe('an order to stop', () => {
  it.each([
    'Stop',
    'Stop!',
    'Please stop talking.',
    'Okay, stop it.',
    'Be quiet!',
    'Never mind.',
    '停',
    '好了，别说了',
  ])('is "%s"', (words) => expect(isStopOrder(words)).toBe(true))

  it.each([
    '',
    'Where is the bus stop?',
    'Stop the music in the kitchen at nine',
    'I cannot stop',
    '停车场在哪里',
  ])('is not "%s"', (words) => expect(isStopOrder(words)).toBe(false))

  it('may be followed by more', () => {
    expect(beginsWithStopOrder('Stop, that is not what I asked.')).toBe(true)
    expect(beginsWithStopOrder('Do not stop.')).toBe(false)
  })
})
