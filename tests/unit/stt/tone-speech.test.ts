import { expect, it } from 'vitest'
import { resample } from '../../../electron/engines/sound-files/resample.ts'
import { speakInTones, understandTones } from '../../../electron/engines/tone-speech.ts'

it.each([16_000, 22_050, 24_000, 48_000])('is understood at 16 kHz after %i Hz', (rateHz) => {
  const text = "the quick brown fox, it's 2 lazy dogs! zzz - 0123456789?"
  const heard = understandTones(resample(speakInTones(text, rateHz), rateHz, 16_000), 16_000)
  expect(heard).toBe(text)
})
