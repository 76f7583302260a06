import { describe, expect, it } from 'vitest'
import { durationOf, numberOf, timeOfDayOf } from '../../../electron/core/actions/spoken/numbers.ts'

describe('a number as it is said', () => {
  it.each([
    ['thirty', 30],
    ['twenty five', 25],
    ['a hundred', 100],
    ['one hundred and twenty', 120],
    ['one point two', 1.2],
    ['one point two five', 1.25],
    ['zero point eight', 0.8],
    ['point eight', 0.8],
    ['two and a half', 2.5],
    ['half', 0.5],
    ['0.85', 0.85],
    ['7', 7],
    ['三十', 30],
    ['十', 10],
    ['十五', 15],
    ['二十五', 25],
    ['一百', 100],
    ['一百二十', 120],
    ['一点二', 1.2],
    ['一半', 0.5],
  ])('%s', (said, number) => expect(numberOf(said)).toBe(number))

  it.each(['', 'many', 'thirty ducks', 'a point', '很多', '三只鸭子'])('%j is none', (said) =>
    expect(numberOf(said)).toBeNull(),
  )
})

describe('a length of time as it is said', () => {
  it.each([
    ['an hour', 60],
    ['the next hour', 60],
    ['half an hour', 30],
    ['an hour and a half', 90],
    ['two and a half hours', 150],
    ['ten minutes', 10],
    ['30 minutes', 30],
    ['一小时', 60],
    ['一个小时', 60],
    ['半小时', 30],
    ['半个小时', 30],
    ['两个半小时', 150],
    ['十分钟', 10],
  ])('%s', (said, minutes) => expect(durationOf(said)).toBe(minutes * 60_000))

  it.each(['', 'ever', 'a while', 'hours and hours', '永远'])('%j is none', (said) =>
    expect(durationOf(said)).toBeNull(),
  )
})

describe('a time of day as it is said', () => {
  it.each([
    ['ten pm', '22:00'],
    ['7 am', '07:00'],
    ['seven in the morning', '07:00'],
    ['eleven at night', '23:00'],
    ['22:30', '22:30'],
    ['ten thirty pm', '22:30'],
    ['midnight', '00:00'],
    ['noon', '12:00'],
    ['twelve am', '00:00'],
    ['晚上十点', '22:00'],
    ['早上七点半', '07:30'],
    ['二十二点', '22:00'],
    ['下午三点', '15:00'],
  ])('%s', (said, time) => expect(timeOfDayOf(said)).toBe(time))

  it.each(['', 'dawn', '25:00', 'thirty pm o', '黄昏'])('%j is none', (said) =>
    expect(timeOfDayOf(said)).toBeNull(),
  )
})
