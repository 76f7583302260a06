import { open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeMp3 } from '../../../electron/engines/sound-files/compressed.ts'
import { runProgram } from '../../support/child-process.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import { joinSounds, silence, type Sound } from '../../support/sound-lab/sound.ts'
import { readWave } from '../../support/sound-lab/wave-file.ts'
import { spokenAt } from './conditions.ts'
import { debianPackage } from './debian.ts'

/**
 * Recorded people and music, from packages of Debian: for measuring only, nothing of them is shipped.
 */

const RATE_HZ = 16_000
const PAUSE_S = 0.4

/** One clip in the archive of a game that actors speak in. */
interface Clip {
  readonly name: string
  readonly offset: number
  readonly size: number
}

const ENTRY_BYTES = 21
const FIRST_ENTRY = 15

/** The table of `queen.1c`: name (12), bundle, offset, size; the clips (`.SB`) are MP3. */
const clipsOf = (table: Buffer): readonly Clip[] =>
  Array.from({ length: table.readUInt16BE(FIRST_ENTRY - 2) }, (_, entry) => {
    const at = FIRST_ENTRY + entry * ENTRY_BYTES
    return {
      name: table.toString('latin1', at, at + 12).replaceAll('\0', ''),
      offset: table.readUInt32BE(at + 13),
      size: table.readUInt32BE(at + 17),
    }
  }).filter(({ name, size }) => name.endsWith('.SB') && size > 0)

/** So many clips are about a minute. */
const CLIPS_A_PIECE = 24
const TABLE_BYTES = 200_000

/**
 * "Flight of the Amazon Queen" (freeware): 4.6 h of English dialogue by several actors, in pieces of
 * about a minute, each to be decoded when it is wanted.
 * @throws where Debian's package cannot be had
 */
export const recordedDialogue = async (): Promise<readonly (() => Promise<Sound>)[]> => {
  const folder = await debianPackage('flight-of-the-amazon-queen')
  const file = join(folder, 'usr/share/scummvm/flight-of-the-amazon-queen/queen.1c')
  const archive = await open(file)
  const table = Buffer.alloc(TABLE_BYTES)
  await archive.read(table, 0, TABLE_BYTES, 0)
  await archive.close()
  const clips = clipsOf(table)
  return Array.from({ length: Math.ceil(clips.length / CLIPS_A_PIECE) }, (_, piece) => async () => {
    const bytes = await readFile(file)
    const spoken: Sound[] = []
    for (const clip of clips.slice(piece * CLIPS_A_PIECE, (piece + 1) * CLIPS_A_PIECE)) {
      const mp3 = bytes.subarray(clip.offset, clip.offset + clip.size)
      const { channels, sampleRateHz } = await decodeMp3(mp3)
      const [samples] = channels
      if (samples === undefined || samples.length === 0) continue
      const sound = resample({ samples, sampleRateHz }, RATE_HZ)
      spoken.push(spokenAt(sound, -26), silence(PAUSE_S, RATE_HZ))
    }
    return joinSounds([silence(PAUSE_S, RATE_HZ), ...spoken])
  })
}

/** From its tenth second on, by when an orchestra has begun. */
const MUSIC_FROM_S = '10'
const MUSIC_S = '60'

/**
 * Orchestral music of "The Battle for Wesnoth", a minute of each piece.
 * @throws where the package, or sox to decode it, cannot be had
 */
export const recordedMusic = async (): Promise<readonly (() => Promise<Sound>)[]> => {
  const folder = join(
    await debianPackage('wesnoth-1.16-music'),
    'usr/share/games/wesnoth/1.16/data/core/music',
  )
  await runProgram('sox', ['--version'])
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ogg')).toSorted()
  return files.map((name) => async () => {
    const wave = join(tmpdir(), `warbler-music-${process.pid}.wav`)
    const format = ['-b', '16', '-c', '1', '-r', String(RATE_HZ)]
    const part = ['trim', MUSIC_FROM_S, MUSIC_S]
    await runProgram('sox', ['-G', join(folder, name), ...format, wave, ...part])
    const sound = await readWave(wave)
    await rm(wave)
    return spokenAt(sound, -26)
  })
}
