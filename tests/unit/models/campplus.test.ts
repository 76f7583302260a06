import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modelEntrySchema } from '../../../electron/contracts/models.ts'
import { campplusModel } from '../../../electron/engines/models/prepare/campplus/campplus-network.ts'
import { createGraphWriter } from '../../../electron/engines/models/prepare/campplus/graph-writer.ts'
import { stateDict } from '../../../electron/engines/models/prepare/campplus/state-dict.ts'
import { storedMembers } from '../../../electron/engines/models/prepare/campplus/stored-zip.ts'
import { prepareModel } from '../../../electron/engines/models/prepare/prepare.ts'
import { makeZip } from './make-zip.ts'
import { temporaryFolder } from './world.ts'

/** Pickle opcodes by the letter that they are. */
const text = (value: string): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(value))
  return Buffer.concat([Buffer.from('X'), length, Buffer.from(value)])
}
const global = (name: string): Buffer => Buffer.from(`c${name.replace('.', '\n')}\n`)
const tupleOf = (...items: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')])
const number = (value: number): Buffer => Buffer.from([0x4b, value])

/** As `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, False, OrderedDict())`. */
const tensor = (key: string, type: string, offset: number, dims: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n'),
    tupleOf(
      Buffer.concat([
        tupleOf(text('storage'), global(`torch.${type}`), text(key), text('cpu'), number(4)),
        Buffer.from('Q'),
      ]),
      number(offset),
      tupleOf(...dims.map(number)),
      tupleOf(number(1)),
      Buffer.from([0x89]),
      Buffer.from('ccollections\nOrderedDict\n)R'),
    ),
    Buffer.from('R'),
  ])

const pickle = (items: Readonly<Record<string, Buffer>>): Buffer =>
  Buffer.concat([
    Buffer.from([0x80, 2]),
    Buffer.from('ccollections\nOrderedDict\n)Rq\x01('),
    ...Object.entries(items).flatMap(([name, value]) => [text(name), value]),
    Buffer.from('u'),
    Buffer.from('.'),
  ])

const floats = (...values: readonly number[]): Buffer =>
  Buffer.from(Float32Array.from(values).buffer)

const checkpoint = (items: Readonly<Record<string, Buffer>>): Buffer =>
  makeZip({ 'archive/data.pkl': pickle(items), 'archive/data/0': floats(1, 2, 3, 4) }, 'stored')

test('a checkpoint gives its floating-point tensors by name, from where they begin', () => {
  const weights = stateDict(
    checkpoint({
      'a.weight': tensor('0', 'FloatStorage', 1, [1, 3]),
      'a.num_batches_tracked': tensor('0', 'LongStorage', 0, []),
    }),
  )
  expect([...weights.keys()]).toEqual(['a.weight'])
  expect(weights.get('a.weight')?.dims).toEqual([1, 3])
  expect(weights.get('a.weight')?.bytes.equals(floats(2, 3, 4))).toBe(true)
})

test('a tensor of which a part is missing is refused', () => {
  const cut = checkpoint({ 'a.weight': tensor('0', 'FloatStorage', 2, [3]) })
  expect(() => stateDict(cut)).toThrow(/a\.weight is cut/)
})

test('nothing that a checkpoint wants to call is called', () => {
  const evil = Buffer.concat([
    Buffer.from('cos\nsystem\n'),
    tupleOf(text('true')),
    Buffer.from('R'),
  ])
  expect(() => stateDict(checkpoint({ 'a.weight': evil }))).toThrow('os.system is called')
})

test('members that are compressed are refused, and what is no zip', () => {
  expect(() => storedMembers(makeZip({ 'a.txt': Buffer.from('aaaa') }))).toThrow(/compressed/)
  expect(() => storedMembers(Buffer.from('no zip at all, only some words'))).toThrow(RangeError)
})

test('a checkpoint of another network is not made into this one', () => {
  const other = checkpoint({ 'a.weight': tensor('0', 'FloatStorage', 0, [4]) })
  expect(() => campplusModel(other)).toThrow('no head.conv1.weight')
})

test('a checkpoint that is none counts as damaged', async () => {
  const entry = modelEntrySchema.parse({
    id: 'speaker',
    kind: 'speaker',
    name: 'Speaker',
    languages: ['mul'],
    licence: { id: 'Apache-2.0' },
    memoryMb: 1,
    engine: 'sherpa-speaker',
    prepare: 'campplus',
    files: [{ name: 'common.pt', sizeBytes: 4, sha256: null, sources: [] }],
    outputs: [{ key: 'model', name: 'model.onnx' }],
  })
  const fetchedFolder = await temporaryFolder()
  await writeFile(join(fetchedFolder, 'common.pt'), 'these bytes are no checkpoint')
  const { signal } = new AbortController()
  await expect(
    prepareModel({ entry, fetchedFolder, readyFolder: fetchedFolder, signal }),
  ).rejects.toMatchObject({ error: { code: 'model.damaged' } })
})

test('a network is written as onnx.proto has it', () => {
  const graph = createGraphWriter()
  const weight = graph.tensor('w', 'float', [1], floats(1))
  const of = graph.node('Conv', ['x', weight], { group: 1 })
  const bytes = graph.finish({
    name: 'g',
    input: { name: 'x', dims: ['N'] },
    output: { name: 'y', of, dims: [1] },
    metadata: Buffer.from([]),
  })
  // Version 8, the producer, then the graph with its two nodes and the tensor; operators of set 13.
  expect(bytes.subarray(0, 2).toString('hex')).toBe('0808')
  expect(bytes.subarray(-4).toString('hex')).toBe('4202100d')
  const node = '0a01780a01771202743022'
  expect(bytes.includes(Buffer.from(node, 'hex'))).toBe(true)
  const tensorOfOne = '080110014201774a040000803f'
  expect(bytes.includes(Buffer.from(tensorOfOne, 'hex'))).toBe(true)
})
