import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { z } from 'zod'
import type { SpeechAnchor } from '../../contracts/speech-journal.ts'

/** The sound of a turn as it is kept. */
export interface KeptSound {
  readonly turnId: string
  readonly sampleRateHz: number
  /** Mono. */
  readonly samples: Int16Array
  readonly anchors: readonly SpeechAnchor[]
  /** Of which recordings it was made: none is taken in twice. */
  readonly taken?: readonly string[]
}

const pack = promisify<Uint8Array, Buffer>(deflate)
const unpack = promisify<Uint8Array, Buffer>(inflate)

/** The file: this, the nonce, what is encrypted, the seal. */
const MAGIC = Buffer.from('WSJ1')
const NONCE_BYTES = 12
const SEAL_BYTES = 16
export const KEY_BYTES = 32

const aboutSchema = z.object({
  sampleRateHz: z.number().int().min(1000).max(200_000),
  sampleCount: z.number().int().min(0).max(100_000_000),
  anchors: z.array(z.object({ atMs: z.number(), share: z.number() })).max(10_000),
  taken: z.array(z.string()).optional(),
})

/** Half a minute takes main 5 ms or less; five minutes, the longest utterance, would take 40 in one go. */
const STEP_SAMPLES = 480_000

/**
 * The differences of neighbouring samples, low bytes first, then all high bytes, which are nearly all the
 * same: deflate makes speech a third smaller of that (0.67 of 16-bit PCM over ten recorded questions),
 * without it a sixth. Nothing is lost, so that another engine hears what the first one heard.
 */
const toPlanes = async (samples: Int16Array): Promise<Uint8Array> => {
  const { length } = samples
  const planes = new Uint8Array(length * 2)
  let before = 0
  for (let at = 0; at < length; at += 1) {
    if (at > 0 && at % STEP_SAMPLES === 0) await nextTurn()
    const sample = samples[at] ?? 0
    const difference = ((sample - before) << 16) >> 16
    // The sign last, so that small differences of either sign have a high byte of 0.
    const folded = (difference << 1) ^ (difference >> 15)
    planes[at] = folded & 0xff
    planes[length + at] = (folded >> 8) & 0xff
    before = sample
  }
  return planes
}

const fromPlanes = async (planes: Uint8Array): Promise<Int16Array> => {
  const length = planes.length / 2
  const samples = new Int16Array(length)
  let before = 0
  for (let at = 0; at < length; at += 1) {
    if (at > 0 && at % STEP_SAMPLES === 0) await nextTurn()
    const folded = (planes[at] ?? 0) | ((planes[length + at] ?? 0) << 8)
    before = ((before + ((folded >> 1) ^ -(folded & 1))) << 16) >> 16
    samples[at] = before
  }
  return samples
}

/** AES-256-GCM; the turn's id is sealed along, so that no file passes for another turn's. */
export const sealSound = async (
  { turnId, sampleRateHz, samples, anchors, taken }: KeptSound,
  key: Uint8Array,
): Promise<Buffer> => {
  const about = Buffer.from(
    JSON.stringify({ sampleRateHz, sampleCount: samples.length, anchors, taken }),
    'utf8',
  )
  const head = Buffer.alloc(4)
  head.writeUInt32LE(about.length)
  const packed = await pack(await toPlanes(samples))
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(turnId, 'utf8'))
  const body = [head, about, packed].map((part) => cipher.update(part))
  return Buffer.concat([MAGIC, nonce, ...body, cipher.final(), cipher.getAuthTag()])
}

/** @throws where it is damaged, of another key, or another turn's */
export const openSound = async (
  bytes: Uint8Array,
  turnId: string,
  key: Uint8Array,
): Promise<KeptSound> => {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begin = MAGIC.length + NONCE_BYTES
  if (sealed.length < begin + SEAL_BYTES || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error('no sealed sound')
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(MAGIC.length, begin))
  decipher.setAAD(Buffer.from(turnId, 'utf8'))
  decipher.setAuthTag(sealed.subarray(-SEAL_BYTES))
  const body = Buffer.concat([
    decipher.update(sealed.subarray(begin, -SEAL_BYTES)),
    decipher.final(),
  ])
  const aboutEnd = 4 + body.readUInt32LE(0)
  const about = aboutSchema.parse(JSON.parse(body.toString('utf8', 4, aboutEnd)))
  const planes = await unpack(body.subarray(aboutEnd))
  if (planes.length !== about.sampleCount * 2) throw new Error('another length than it says')
  const { sampleCount: _count, taken, ...rest } = about
  const sound = { ...rest, turnId, samples: await fromPlanes(planes) }
  return taken === undefined ? sound : { ...sound, taken }
}
