import { describe, expect, it } from 'vitest'
import { createSpeechCheck } from '../../../renderer/audio/devices/speech-check.ts'

const hearing = () => {
  let told = 0
  const check = createSpeechCheck(() => (told += 1))
  const frames = (count: number, probability: number) => {
    for (let frame = 0; frame < count; frame += 1) check.judge(probability)
  }
  return { frames, forget: check.forget, told: () => told }
}

describe('whether somebody speaks', () => {
  it('is told once they have for a quarter of a second', () => {
    const { frames, told } = hearing()
    frames(7, 0.9)
    expect(told()).toBe(0)
    frames(1, 0.9)
    expect(told()).toBe(1)
  })

  it('is not told of a cough, nor of a room that hums', () => {
    const { frames, told } = hearing()
    for (let cough = 0; cough < 5; cough += 1) {
      frames(4, 0.9)
      frames(12, 0.05)
    }
    frames(200, 0.45)
    expect(told()).toBe(0)
  })

  it('is told of words with a breath between them', () => {
    const { frames, told } = hearing()
    frames(5, 0.9)
    frames(3, 0.2)
    frames(3, 0.9)
    expect(told()).toBe(1)
  })

  it('is told now and then of somebody who goes on, and anew after it was forgotten', () => {
    const { frames, forget, told } = hearing()
    frames(8 + 62, 0.9)
    expect(told()).toBe(1)
    frames(8, 0.9)
    expect(told()).toBe(2)
    forget()
    frames(8, 0.9)
    expect(told()).toBe(3)
  })
})
