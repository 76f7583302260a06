import { storedMembers } from './stored-zip.ts'
import { isGlobal, unpickle, type Pickled } from './unpickle.ts'

/** The numbers of one layer: 32-bit floats, little endian. */
export interface Weights {
  readonly dims: readonly number[]
  readonly bytes: Buffer
}

const FLOAT_BYTES = 4
const PICKLE = 'data.pkl'

/**
 * The floating-point tensors of a PyTorch checkpoint (`.pt`) by name; views of its bytes. Whole
 * numbers, such as how often a normalisation was trained, are left out.
 * @throws RangeError where the bytes are no such checkpoint
 */
export const stateDict = (checkpoint: Buffer): ReadonlyMap<string, Weights> => {
  const members = storedMembers(checkpoint)
  const pickle = [...members.keys()].find((name) => name.endsWith(`/${PICKLE}`))
  const written = pickle === undefined ? undefined : members.get(pickle)
  if (pickle === undefined || written === undefined) throw new RangeError('no state dict in it')
  const root = pickle.slice(0, -PICKLE.length)
  const entries = unpickle(written)
  if (!(entries instanceof Map)) throw new RangeError('a checkpoint that is no state dict')
  const weights = new Map<string, Weights>()
  for (const [name, value] of entries) {
    const tensor = tensorOf(value)
    if (!tensor.type.endsWith('FloatStorage')) continue
    const count = tensor.dims.reduce((product, size) => product * size, 1)
    const bytes = members
      .get(`${root}data/${tensor.key}`)
      ?.subarray(tensor.offset * FLOAT_BYTES, (tensor.offset + count) * FLOAT_BYTES)
    if (bytes?.length !== count * FLOAT_BYTES) throw new RangeError(`${String(name)} is cut`)
    weights.set(String(name), { dims: tensor.dims, bytes })
  }
  return weights
}

/** `_rebuild_tensor_v2((... , type, key, ...), offset, size, ...)`. */
const tensorOf = (value: Pickled) => {
  const given =
    value !== null && typeof value === 'object' && 'tensor' in value ? value.tensor : null
  const [stored, offset, size] = listOf(given)
  const persistent =
    stored !== null && typeof stored === 'object' && 'storage' in stored ? stored.storage : null
  const [, type, key] = listOf(persistent)
  if (type === undefined || !isGlobal(type) || typeof key !== 'string') {
    throw new RangeError('an entry that is no tensor')
  }
  const dims = listOf(size).filter((one) => typeof one === 'number')
  return { type: type.global, key, offset: typeof offset === 'number' ? offset : 0, dims }
}

const listOf = (value: Pickled | undefined): readonly Pickled[] =>
  Array.isArray(value) ? value : []
