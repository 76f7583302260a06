import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import { readSoundFile } from '../../../electron/engines/sound-files/read-sound-file.ts'
import { amplitudeAt, tone, wavFile, type WavOptions } from './tones.ts'

const fixture = (name: string) => resolve(import.meta.dirname, '../../fixtures/sound-files', name)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-sound-'))
})
afterAll(() => rm(folder, { recursive: true }))

const written = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

const codeOf = async (path: string): Promise<string> => {
  const error: unknown = await readSoundFile(path).catch((thrown: unknown) => thrown)
  return error instanceof CodedFailure ? error.error.code : `no coded failure: ${String(error)}`
}

const pcm16: WavOptions = { format: 1, bits: 16, channels: 1, sampleRateHz: 16_000 }
const sound = tone(440, 16_000, 0.25)

describe('readSoundFile', () => {
  it.each([
    [1, 8],
    [1, 16],
    [1, 24],
    [1, 32],
    [3, 32],
    [3, 64],
  ])('reads WAV of format %i with %i bits', async (format, bits) => {
    for (const extensible of [false, true]) {
      const bytes = wavFile(sound, { ...pcm16, format, bits, extensible })
      const { samples, durationMs } = await readSoundFile(await written('depth.wav', bytes))
      expect(durationMs).toBe(250)
      expect(amplitudeAt(samples, 440, 16_000)).toBeCloseTo(0.5, 2)
      expect(Math.abs(samples.reduce((sum, sample) => sum + sample, 0) / 4000)).toBeLessThan(0.01)
    }
  })

  it('brings any rate and any number of channels to 16 kHz mono', async () => {
    for (const [sampleRateHz, channels] of [
      [8000, 1] as const,
      [44_100, 2] as const,
      [96_000, 6] as const,
    ]) {
      const bytes = wavFile(tone(440, sampleRateHz, 0.25), { ...pcm16, sampleRateHz, channels })
      const { samples } = await readSoundFile(await written('rate.wav', bytes))
      expect(samples).toHaveLength(4000)
      expect(amplitudeAt(samples, 440, 16_000)).toBeCloseTo(0.5, 1)
    }
  })

  it('steps over chunks it does not know, also those of odd length', async () => {
    const chunks = [['LIST', new Uint8Array(7)] as const, ['junk', new Uint8Array(30)] as const]
    const { samples } = await readSoundFile(
      await written('odd.wav', wavFile(sound, { ...pcm16, chunks })),
    )
    expect(amplitudeAt(samples, 440, 16_000)).toBeCloseTo(0.5, 2)
  })

  it.each([0, 0xffffffff, 0x7ffff000])(
    'reads to the end where the recorder never wrote the length (%i)',
    async (dataSize) => {
      const path = await written('piped.wav', wavFile(sound, { ...pcm16, dataSize }))
      expect((await readSoundFile(path)).samples).toHaveLength(4000)
    },
  )

  it('reads what is there of a file that was cut off within a sample', async () => {
    const bytes = wavFile(sound, { ...pcm16, channels: 2 }).subarray(0, -1001)
    expect((await readSoundFile(await written('cut.wav', bytes))).samples).toHaveLength(3749)
  })

  it.each(['tone-44100-stereo.flac', 'tone-22050-stereo.mp3'])('reads %s', async (name) => {
    const { samples, durationMs } = await readSoundFile(fixture(name))
    expect(Math.abs(durationMs - 250)).toBeLessThan(120)
    expect(amplitudeAt(samples.subarray(800, 3600), 440, 16_000)).toBeGreaterThan(0.4)
  })

  it('tells the format by content, not by name', async () => {
    const path = await written('song.mp3', wavFile(sound, pcm16))
    expect((await readSoundFile(path)).samples).toHaveLength(4000)
  })

  it('does not lose a voice that two channels carry with opposite signs', async () => {
    const bytes = wavFile(sound, { ...pcm16, channels: 2 })
    const view = new DataView(bytes.buffer)
    for (let at = 46; at < bytes.length; at += 4) view.setInt16(at, -view.getInt16(at, true), true)
    const { samples } = await readSoundFile(await written('opposite.wav', bytes))
    expect(amplitudeAt(samples, 440, 16_000)).toBeCloseTo(0.5, 2)
  })

  it('keeps damaged floating point samples out of the engines', async () => {
    const bytes = wavFile(Float32Array.of(Number.NaN, Infinity, 3, -3, 0.5), {
      ...pcm16,
      format: 3,
      bits: 32,
    })
    const { samples } = await readSoundFile(await written('nan.wav', bytes))
    expect([...samples]).toEqual([0, 0, 1, -1, 0.5])
  })

  it('names each failure by its code', async () => {
    const empty = await written('empty.wav', new Uint8Array())
    const silent = await written('no-samples.wav', wavFile(new Float32Array(), pcm16))
    const text = await written('text.wav', new TextEncoder().encode('these are words, not sound'))
    const header = await written('header.wav', wavFile(sound, pcm16).subarray(0, 20))
    const odd = await written('adpcm.wav', wavFile(sound, { ...pcm16, format: 2 }))
    const rate = await written('rate.wav', wavFile(sound, { ...pcm16, sampleRateHz: 0 }))
    const flac = await written('broken.flac', new TextEncoder().encode('fLaC and nothing else'))
    const mp3 = await written('broken.mp3', Uint8Array.of(0xff, 0xfb, 0x90, 0, 1, 2, 3, 4))
    expect(await codeOf(join(folder, 'nowhere.wav'))).toBe('sound.not-found')
    expect(await codeOf(folder)).toBe('sound.unreadable')
    expect(await codeOf(empty)).toBe('sound.empty')
    expect(await codeOf(silent)).toBe('sound.empty')
    expect(await codeOf(text)).toBe('sound.unreadable')
    expect(await codeOf(header)).toBe('sound.unreadable')
    expect(await codeOf(odd)).toBe('sound.unreadable')
    expect(await codeOf(rate)).toBe('sound.unreadable')
    expect(await codeOf(flac)).toBe('sound.unreadable')
    expect(await codeOf(mp3)).toMatch(/^sound\.(unreadable|empty)$/)
  })
})
