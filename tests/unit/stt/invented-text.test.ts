import { describe, expect, it } from 'vitest'
import { isTooLittle, withoutLoop } from '../../../electron/engines/stt/invented-text.ts'

const tokens = (text: string) => text.match(/\s*[^\s]+/gu) ?? []

describe('withoutLoop', () => {
  it('cuts a loop of one word back to the word', () => {
    expect(withoutLoop(tokens('stop stop stop stop stop stop'), 0.9)).toEqual(['stop'])
  })

  it('cuts a loop of several words, also where its last round is incomplete', () => {
    const loop = tokens('the river is a river is a river is a river is a')
    expect(withoutLoop(loop, 1.5).join('')).toBe('the river is a')
  })

  it('sees a loop through its punctuation and capitals', () => {
    expect(withoutLoop(tokens('Yes, yes, yes. Yes, yes, yes.'), 0.8)).toEqual(['Yes,'])
  })

  it('cuts a sentence that was begun anew, complete or not', () => {
    const again = tokens('Who wrote Romeo and Juliet? Who wrote Romeo and')
    expect(withoutLoop(again, 1.6).join('')).toBe('Who wrote Romeo and Juliet?')
    const complete = tokens('How are you? How are you?')
    expect(withoutLoop(complete, 1).join('')).toBe('How are you?')
  })

  it('leaves a sentence alone whose end is like its begin', () => {
    const text = tokens('you know that I know that you know')
    expect(withoutLoop(text, 1)).toEqual(text)
  })

  it('believes a person who repeats something at the pace of speech', () => {
    const text = tokens('no no no no please do not')
    expect(withoutLoop(text, 2)).toEqual(text)
    const insistent = tokens('no, no, no, no')
    expect(withoutLoop(insistent, 1.6)).toEqual(insistent)
  })

  it('leaves fast speech alone that does not repeat itself', () => {
    const text = tokens('set a timer for ten minutes and call my brother')
    expect(withoutLoop(text, 1)).toEqual(text)
  })
})

describe('isTooLittle', () => {
  it('tells a hum from a word that was drawn out', () => {
    expect(isTooLittle('You', 4)).toBe(true)
    expect(isTooLittle('Yes.', 1.5)).toBe(false)
    expect(isTooLittle('Well, no.', 4)).toBe(false)
    expect(isTooLittle('今天天气', 4)).toBe(false)
  })
})
