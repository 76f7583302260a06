import type { KeptSound } from '../../electron/main/speech-journal/sealed-sound.ts'

/** A kept turn: half a second of a tone that gets louder, of which a test names what matters to it. */
export const keptSound = (fields: Partial<KeptSound> = {}): KeptSound => ({
  turnId: '01-p',
  sampleRateHz: 16_000,
  samples: Int16Array.from({ length: 8000 }, (_, at) => Math.round(Math.sin(at / 7) * at * 4)),
  anchors: [
    { atMs: 20, share: 0 },
    { atMs: 480.5, share: 1 },
  ],
  ...fields,
})
