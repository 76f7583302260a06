import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSoundFile } from '../../../electron/engines/sound-files/read-sound-file.ts'
import { writeWav16 } from '../../../electron/engines/sound-files/write-wav.ts'
import { tone } from './tones.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-sound-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('writeWav16', () => {
  it('writes what is read back, to half a step of 16 bits', async () => {
    const path = join(folder, 'reply.wav')
    const samples = tone(440, 16_000, 0.2)
    await writeWav16(path, samples, 16_000)
    const back = await readSoundFile(path)
    const worst = samples.reduce(
      (most, sample, index) => Math.max(most, Math.abs(sample - (back.samples[index] ?? 9))),
      0,
    )
    expect(back.samples).toHaveLength(samples.length)
    expect(worst).toBeLessThan(1 / 0x7fff)
  })

  it('clips what is louder than full scale instead of letting it wrap around', async () => {
    const path = join(folder, 'loud.wav')
    await writeWav16(path, Float32Array.of(2, -2), 16_000)
    const { samples } = await readSoundFile(path)
    expect(samples[0]).toBeGreaterThan(0.99)
    expect(samples[1]).toBeLessThan(-0.99)
  })

  it('leaves nothing behind where it cannot write', async () => {
    const taken = join(folder, 'taken')
    await mkdir(join(taken, 'inside'), { recursive: true })
    await expect(writeWav16(taken, new Float32Array(4), 16_000)).rejects.toMatchObject({
      error: { code: 'output.unwritable', params: { file: taken } },
    })
    await expect(
      writeWav16(join(folder, 'nowhere', 'reply.wav'), new Float32Array(4), 16_000),
    ).rejects.toMatchObject({ error: { code: 'output.unwritable' } })
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
