import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { readJournal, SpeechJournal } from '../../../electron/engines/stt/journal.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-journal-'))
})
afterEach(() => rm(folder, { recursive: true }))

const open = (options: Partial<ConstructorParameters<typeof SpeechJournal>[0]> = {}) => {
  const failures: CodedError[] = []
  let epochMs = 5000
  const journal = new SpeechJournal({
    folder,
    sinceMs: 1000,
    onFailure: (error) => failures.push(error),
    epochMs: () => (epochMs += 1),
    ...options,
  })
  return { journal, failures }
}

const ramp = (from: number, to: number) =>
  Float32Array.from({ length: to - from }, (_, index) => (from + index) / 100)

describe('SpeechJournal', () => {
  it('moves the whole sound to where it is to be kept, and says so', async () => {
    const { journal, failures } = open()
    const place = join(folder, 'kept', 'a.pcm')
    const moved: string[] = []
    journal.append(7, ramp(0, 100))
    journal.keep(7, place, () => moved.push(place))
    await journal.written()
    expect(moved).toEqual([place])
    expect(await readJournal(place)).toHaveLength(100)
    expect(await readdir(folder)).toEqual(['kept'])
    expect(failures).toEqual([])
  })

  it('keeps nothing of an utterance that has a hole, or that was never heard', async () => {
    const { journal } = open({ folder: join(folder, 'file', 'journal') })
    await writeFile(join(folder, 'file'), 'in the way')
    const moved: number[] = []
    journal.append(7, ramp(0, 100))
    journal.keep(7, join(folder, 'a.pcm'), () => moved.push(7))
    journal.keep(8, join(folder, 'b.pcm'), () => moved.push(8))
    await journal.written()
    expect(moved).toEqual([])
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('removes what cannot be moved: it would be taken for words that a crash cut off', async () => {
    const { journal } = open()
    await writeFile(join(folder, 'file'), 'in the way')
    journal.append(7, ramp(0, 100))
    journal.keep(7, join(folder, 'file', 'a.pcm'), () => undefined)
    await journal.written()
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('keeps an utterance sample by sample, and gives it back', async () => {
    const { journal, failures } = open()
    journal.open(7)
    journal.append(7, ramp(-100, 0))
    journal.append(7, ramp(0, 100))
    await journal.written()
    const names = await readdir(folder)
    expect(names).toEqual(['5001-7.pcm'])
    const back = await readJournal(join(folder, names[0] ?? ''))
    const worst = back.reduce(
      (most, sample, index) => Math.max(most, Math.abs(sample - (index - 100) / 100)),
      0,
    )
    expect(back).toHaveLength(200)
    expect(worst).toBeLessThan(0.0001)
    expect(failures).toEqual([])
  })

  it('makes its folder when it is first needed', async () => {
    const { journal } = open({ folder: join(folder, 'deep', 'journal') })
    journal.append(1, ramp(0, 10))
    await journal.written()
    expect(await readdir(join(folder, 'deep', 'journal'))).toHaveLength(1)
  })

  it('removes what is safe, also of a worker before this one', async () => {
    await writeFile(join(folder, '2000-3.pcm'), 'from a worker that crashed')
    const { journal } = open()
    journal.append(3, ramp(0, 10))
    journal.append(4, ramp(0, 10))
    journal.remove(3)
    await journal.written()
    expect(await readdir(folder)).toEqual(['5002-4.pcm'])
  })

  it('never touches what an earlier run of the app left under the same number', async () => {
    await writeFile(join(folder, '999-3.pcm'), 'words of yesterday')
    const { journal } = open()
    journal.open(3)
    journal.append(3, ramp(0, 10))
    journal.remove(3)
    await journal.written()
    expect(await readdir(folder)).toEqual(['999-3.pcm'])
  })

  it('replaces the old journal only with the first new frame of an utterance that starts over', async () => {
    const { journal } = open()
    journal.open(3)
    journal.append(3, ramp(0, 50))
    journal.open(3)
    await journal.written()
    expect(await readdir(folder)).toEqual(['5001-3.pcm'])
    journal.append(3, ramp(0, 10))
    await journal.written()
    expect(await readdir(folder)).toEqual(['5002-3.pcm'])
    expect(await readJournal(join(folder, '5002-3.pcm'))).toHaveLength(10)
  })

  it('says so when the disk is full', async ({ skip }) => {
    skip(!existsSync('/dev/full'), 'only a system with /dev/full has a disk that is always full')
    const { journal, failures } = open()
    journal.append(1, ramp(0, 10))
    await journal.written()
    await rm(join(folder, '5001-1.pcm'))
    await symlink('/dev/full', join(folder, '5001-1.pcm'))
    journal.append(1, ramp(0, 10))
    journal.append(1, ramp(0, 10))
    await journal.written()
    expect(failures.map(({ code }) => code)).toEqual(['disk.full'])
  })

  it('removes its own when the clock is set back before the run began', async () => {
    let epochMs = 5000
    const { journal } = open({ epochMs: () => epochMs })
    journal.append(1, ramp(0, 10))
    await journal.written()
    epochMs = 500
    journal.append(2, ramp(0, 10))
    await journal.written()
    expect((await readdir(folder)).toSorted()).toEqual(['1000-2.pcm', '5000-1.pcm'])
    journal.remove(1)
    journal.remove(2)
    await journal.written()
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps the next utterance when the disk has room again, and tells of the next failure', async () => {
    const { journal, failures } = open()
    const block = () => writeFile(folder, 'in its way')
    await rm(folder, { recursive: true })
    await block()
    for (const utterance of [1, 2]) {
      journal.append(utterance, ramp(0, 10))
      journal.remove(utterance)
    }
    await journal.written()
    expect(failures).toHaveLength(1)
    await rm(folder)
    journal.append(3, ramp(0, 10))
    await journal.written()
    expect(await readdir(folder)).toHaveLength(1)
    journal.remove(3)
    await journal.written()
    await rm(folder, { recursive: true })
    await block()
    journal.append(4, ramp(0, 10))
    await journal.written()
    expect(failures).toHaveLength(2)
  })

  it('writes no more of an utterance that has a hole', async () => {
    const { journal } = open()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'in its way')
    journal.append(1, ramp(0, 10))
    await journal.written()
    await rm(folder)
    journal.append(1, ramp(10, 20))
    await journal.written()
    expect(existsSync(folder)).toBe(false)
    await mkdir(folder)
  })

  it('tells once that it cannot write, and lets everything go on', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const { journal, failures } = open({ folder: join(file, 'below') })
    journal.append(1, ramp(0, 10))
    journal.append(1, ramp(0, 10))
    journal.remove(1)
    await journal.written()
    expect(failures.map(({ code }) => code)).toEqual(['storage.unavailable'])
  })
})

describe('readJournal', () => {
  it('reads a journal that a crash cut off within a sample', async () => {
    const path = join(folder, '1-1.pcm')
    await writeFile(path, Uint8Array.of(0, 0x40, 0))
    expect([...(await readJournal(path))].map((sample) => sample.toFixed(2))).toEqual(['0.50'])
  })

  it('names a journal that is not there', async () => {
    await expect(readJournal(join(folder, 'none.pcm'))).rejects.toMatchObject({
      error: { code: 'sound.not-found' },
    })
  })
})
