import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modelEntrySchema } from '../../../electron/contracts/models.ts'
import { kokoroAdditions } from '../../../electron/engines/models/prepare/kokoro-voices.ts'
import { moonshineTokens } from '../../../electron/engines/models/prepare/moonshine-tokens.ts'
import { onnxMetadata } from '../../../electron/engines/models/prepare/onnx-metadata.ts'
import { piperAdditions } from '../../../electron/engines/models/prepare/piper-voice.ts'
import { prepareModel } from '../../../electron/engines/models/prepare/prepare.ts'
import { varint } from '../../../electron/engines/models/prepare/protobuf-field.ts'
import { temporaryFolder } from './world.ts'

const voiceJson = JSON.stringify({
  audio: { sample_rate: 22_050 },
  espeak: { voice: 'en-us' },
  language: { name_english: 'English' },
  num_speakers: 1,
  phoneme_id_map: { _: [0], ' ': [3], '0': [130], a: [14, 15] },
})

test('tokens of one byte lengths, two byte lengths and no length keep their ids', () => {
  const long = 'x'.repeat(300)
  // 300 = 2 * 128 + 44: the low seven bits first, marked by the top bit.
  const tokenizer = Buffer.concat([
    Buffer.from([3]),
    Buffer.from('<s>'),
    Buffer.from([0]),
    Buffer.from([128 + 44, 2]),
    Buffer.from(long),
  ])
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  expect(moonshineTokens(tokenizer)).toBe(`${base64('<s>')} 0\n 1\n${base64(long)} 2\n`)
})

test('a tokenizer that ends inside an entry is refused', () => {
  expect(() => moonshineTokens(Buffer.from([5, 65, 66]))).toThrow(RangeError)
  expect(() => moonshineTokens(Buffer.from([200]))).toThrow(RangeError)
})

test('varints have the groups of seven bits that protobuf defines', () => {
  // The example of protobuf's own encoding document.
  expect([...varint(150)]).toEqual([0x96, 0x01])
  expect([...varint(0)]).toEqual([0])
  expect([...varint(127)]).toEqual([127])
  expect([...varint(128)]).toEqual([0x80, 0x01])
})

test('a metadata entry is field 14 with a key and a value', () => {
  const bytes = Buffer.from(onnxMetadata({ k: 1 }))
  expect(bytes.toString('hex')).toBe('72060a016b120131')
})

test('a voice gives its phonemes by id, digits among them, and its own rate and language', () => {
  const { metadata, tokens } = piperAdditions(voiceJson)
  expect(tokens).toBe('_ 0\n  3\na 14\n0 130\n')
  const text = Buffer.from(metadata).toString('latin1')
  for (const part of ['model_type', 'vits', 'piper', 'en-us', 'English', '22050']) {
    expect(text).toContain(part)
  }
})

const piper = modelEntrySchema.parse({
  id: 'voice',
  kind: 'tts',
  name: 'Voice',
  languages: ['en'],
  licence: { id: 'CC0-1.0' },
  memoryMb: 1,
  engine: 'sherpa-piper',
  prepare: 'piper',
  files: [
    { name: 'joe.onnx', sizeBytes: 4, sha256: null, sources: [] },
    { name: 'joe.onnx.json', sizeBytes: 4, sha256: null, sources: [] },
  ],
  outputs: [
    { key: 'model', name: 'model.onnx' },
    { key: 'tokens', name: 'tokens.txt' },
  ],
})

const prepareIn = async (json: string) => {
  const fetchedFolder = await temporaryFolder()
  const readyFolder = join(fetchedFolder, 'ready')
  await mkdir(readyFolder)
  await writeFile(join(fetchedFolder, 'joe.onnx'), 'ONNX')
  await writeFile(join(fetchedFolder, 'joe.onnx.json'), json)
  const { signal } = new AbortController()
  await prepareModel({ entry: piper, fetchedFolder, readyFolder, signal })
  return readyFolder
}

test('the prepared voice is the published one with the metadata after it', async () => {
  const readyFolder = await prepareIn(voiceJson)
  expect((await readdir(readyFolder)).sort()).toEqual(['model.onnx', 'tokens.txt'])
  const model = await readFile(join(readyFolder, 'model.onnx'))
  expect(model.subarray(0, 4).toString()).toBe('ONNX')
  expect(model.subarray(4).equals(Buffer.from(piperAdditions(voiceJson).metadata))).toBe(true)
})

test('a voice whose JSON is not one counts as damaged', async () => {
  await expect(prepareIn('{}')).rejects.toMatchObject({ error: { code: 'model.damaged' } })
})

const voiceBytes = 510 * 256 * 4
const kokoroConfig = JSON.stringify({ n_token: 178, vocab: { ';': 1, ' ': 16, ə: 83, '→': 169 } })

test('Kokoro gets its vocabulary as lines and the number of its voices', () => {
  const { metadata, tokens } = kokoroAdditions(kokoroConfig, 53 * voiceBytes)
  expect(tokens).toBe('; 1\n  16\nə 83\n→ 169\n')
  const text = Buffer.from(metadata).toString('latin1')
  expect(text).toContain('n_speakers')
  expect(text).toContain('510,1,256')
  expect(text.slice(text.indexOf('n_speakers') + 12).startsWith('53')).toBe(true)
})

test.each([0, voiceBytes - 4, voiceBytes + 1])('%d bytes are no voices of Kokoro', (bytes) => {
  expect(() => kokoroAdditions(kokoroConfig, bytes)).toThrow(RangeError)
})

const kokoro = modelEntrySchema.parse({
  ...piper,
  engine: 'sherpa-kokoro',
  prepare: 'kokoro',
  files: ['kokoro.onnx', 'voices.bin', 'config.json'].map((name) => ({
    name,
    sizeBytes: 4,
    sha256: null,
    sources: [],
  })),
  outputs: [
    { key: 'model', name: 'model.onnx' },
    { key: 'voices', name: 'voices.bin' },
    { key: 'tokens', name: 'tokens.txt' },
  ],
})

const prepareKokoroIn = async (voices: Uint8Array) => {
  const fetchedFolder = await temporaryFolder()
  const readyFolder = join(fetchedFolder, 'ready')
  await mkdir(readyFolder)
  await writeFile(join(fetchedFolder, 'kokoro.onnx'), 'ONNX')
  await writeFile(join(fetchedFolder, 'voices.bin'), voices)
  await writeFile(join(fetchedFolder, 'config.json'), kokoroConfig)
  const { signal } = new AbortController()
  await prepareModel({ entry: kokoro, fetchedFolder, readyFolder, signal })
  return readyFolder
}

test('the prepared Kokoro is the published one with the metadata after it, its voices as they are', async () => {
  const readyFolder = await prepareKokoroIn(new Uint8Array(2 * voiceBytes))
  expect((await readdir(readyFolder)).sort()).toEqual(['model.onnx', 'tokens.txt', 'voices.bin'])
  const model = await readFile(join(readyFolder, 'model.onnx'))
  const { metadata } = kokoroAdditions(kokoroConfig, 2 * voiceBytes)
  expect(model.equals(Buffer.concat([Buffer.from('ONNX'), metadata]))).toBe(true)
})

test('a Kokoro with a voice that is cut counts as damaged', async () => {
  await expect(prepareKokoroIn(new Uint8Array(voiceBytes - 1))).rejects.toMatchObject({
    error: { code: 'model.damaged' },
  })
})
