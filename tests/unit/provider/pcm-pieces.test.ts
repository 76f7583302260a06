import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pcmPieces } from '../../../electron/engines/provider/pcm-pieces.ts'
import type { SynthesizedAudio } from '../../../electron/engines/ports.ts'
import { encodeWave, toPcm16 } from '../../support/sound-lab/wave-file.ts'

const RATE_HZ = 8000
const ramp = (length: number) =>
  Float32Array.from({ length }, (_, index) => ((index % 200) - 100) / 128)

const divided = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
  const sorted = places.sort((a, b) => a - b)
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

const read = async (chunks: readonly Uint8Array[], announcedRateHz = RATE_HZ) => {
  const pieces: SynthesizedAudio[] = []
  let seen = 0
  const body = (async function* () {
    yield* chunks
  })()
  const unreadable = (detail: string) => new Error(detail)
  const onBytes = () => void (seen += 1)
  for await (const piece of pcmPieces({ body, announcedRateHz, onBytes, unreadable })) {
    pieces.push(piece)
  }
  return {
    pieces,
    seen,
    samples: pieces.flatMap(({ samples }) => [...samples]),
    rates: new Set(pieces.map(({ sampleRateHz }) => sampleRateHz)),
  }
}

/** A WAV file with a chunk before its sound, of odd length, and a length that nobody knew yet. */
const waveWithList = (samples: Float32Array, rateHz: number): Uint8Array => {
  const wave = encodeWave({ samples, sampleRateHz: rateHz })
  const list = Buffer.from('LIST\u0005\0\0\0abcde\0', 'latin1')
  const whole = Buffer.concat([wave.subarray(0, 36), list, wave.subarray(36)])
  whole.writeUInt32LE(0xff_ff_ff_ff, 36 + list.length + 4)
  return whole
}

const cuts = fc.array(fc.nat({ max: 10_000 }), { maxLength: 20 })
const LENGTH = 3000
const expected = [...ramp(LENGTH)].map((sample) => Math.round(sample * 32_768) / 32_768)

const expectClose = (samples: readonly number[], wanted: readonly number[]) => {
  expect(samples).toHaveLength(wanted.length)
  const worst = samples.reduce(
    (most, sample, index) => Math.max(most, Math.abs(sample - (wanted[index] ?? 9))),
    0,
  )
  expect(worst).toBeLessThan(2 / 32_768)
}

describe('a body of PCM', () => {
  it('gives every sample once, in order, however its bytes are divided', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const { samples, rates } = await read(divided(toPcm16(ramp(LENGTH)), at))
        expectClose(samples, expected)
        expect([...rates]).toEqual([RATE_HZ])
      }),
    )
  })

  it('is read byte by byte', async () => {
    const bytes = toPcm16(ramp(LENGTH))
    const { samples, seen } = await read([...bytes].map((byte) => Uint8Array.of(byte)))
    expectClose(samples, expected)
    expect(seen).toBe(bytes.length)
  })

  it('loses half a sample at its end and nothing else', async () => {
    const bytes = toPcm16(ramp(LENGTH))
    expectClose((await read([bytes.subarray(0, -1)])).samples, expected.slice(0, -1))
  })

  it('is heard as soon as 60 ms are there, and in longer pieces then', async () => {
    const bytes = toPcm16(ramp(RATE_HZ))
    const chunks = Array.from({ length: 100 }, (_, index) =>
      bytes.subarray(index * 160, (index + 1) * 160),
    )
    const { pieces } = await read(chunks)
    const [first, second] = pieces.map(({ samples }) => (samples.length / RATE_HZ) * 1000)
    expect(first).toBe(60)
    expect(second).toBe(240)
  })

  it.each([[new Uint8Array()], [Uint8Array.of(1)], [Uint8Array.of(1, 2, 3)]])(
    'of next to nothing is no sound: %j',
    async (bytes) => {
      expect((await read([bytes])).pieces).toEqual([])
    },
  )
})

describe('a WAV file in place of it', () => {
  it('is read by its own rate, wherever its header is divided', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, fc.boolean(), async (at, withList) => {
        const sound = { samples: ramp(LENGTH), sampleRateHz: 16_000 }
        const wave = withList ? waveWithList(sound.samples, 16_000) : encodeWave(sound)
        const { samples, rates } = await read(divided(wave, at))
        expectClose(samples, expected)
        expect([...rates]).toEqual([16_000])
      }),
    )
  })

  it('that ends within its header is no sound', async () => {
    const wave = encodeWave({ samples: ramp(LENGTH), sampleRateHz: 16_000 })
    expect((await read([wave.subarray(0, 40)])).pieces).toEqual([])
  })

  it('is refused where it holds something else, which would be noise', async () => {
    const stereo = Buffer.from(encodeWave({ samples: ramp(LENGTH), sampleRateHz: 16_000 }))
    stereo.writeUInt16LE(2, 22)
    await expect(read([stereo])).rejects.toThrow('2 channels')
    const float = Buffer.from(encodeWave({ samples: ramp(LENGTH), sampleRateHz: 16_000 }))
    float.writeUInt16LE(3, 20)
    await expect(read([float])).rejects.toThrow('format 3')
  })

  it.each([0, 1, 7999, 48_001, 4_000_000_000])(
    'is refused where its rate is that of no voice: %d Hz',
    async (rateHz) => {
      const wave = Buffer.from(encodeWave({ samples: ramp(LENGTH), sampleRateHz: 16_000 }))
      wave.writeUInt32LE(rateHz, 24)
      await expect(read([wave])).rejects.toThrow(`${rateHz} Hz`)
    },
  )
})

describe('compressed sound in place of it', () => {
  it.each([
    ['MP3, MPEG 1', [0xff, 0xfb, 0x90, 0x00]],
    ['MP3, MPEG 1, with a checksum', [0xff, 0xfa, 0x90, 0x44]],
    ['MP3, MPEG 2', [0xff, 0xf3, 0x64, 0xc4]],
    ['MP3, MPEG 2.5', [0xff, 0xe3, 0x18, 0xc4]],
    ['AAC', [0xff, 0xf1, 0x50, 0x80]],
    ['AAC, MPEG 2', [0xff, 0xf9, 0x50, 0x80]],
  ])('is refused without a mark in front of it: %s', async (_kind, frame) => {
    const bytes = Buffer.concat([Buffer.from(frame), Buffer.alloc(4000, 7)])
    await expect(read(divided(bytes, [1, 2, 3]))).rejects.toThrow('compressed')
  })

  it.each([
    [-1, -1],
    [-1, 0],
    [-2, -1],
    [-256, 300],
    [-257, 0],
    [-1025, 0],
    [255, 254],
  ])('is not seen in quiet PCM that begins with %d, %d', async (first, second) => {
    const bytes = Buffer.alloc(4000)
    bytes.writeInt16LE(first, 0)
    bytes.writeInt16LE(second, 2)
    expect((await read([bytes])).samples[0]).toBe(first / 0x80_00)
  })

  it.each(['ID3\u0004', 'OggS', 'fLaC', '\u001aE\u00df\u00a3'])('is refused: %j', async (begin) => {
    const bytes = Buffer.concat([Buffer.from(begin, 'latin1'), Buffer.alloc(4000, 7)])
    await expect(read(divided(bytes, [1, 2, 3]))).rejects.toThrow('compressed')
  })
})
