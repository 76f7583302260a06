import type { Attribute, GraphWriter } from './graph-writer.ts'
import type { Weights } from './state-dict.ts'

/** The layers of a network, each of which takes its numbers out of a checkpoint by its name. */
export interface Layers {
  readonly has: (name: string) => boolean
  readonly convolve: (x: string, name: string, shape: Readonly<Record<string, Attribute>>) => string
  readonly batchNorm: (x: string, name: string) => string
  readonly relu: (x: string) => string
  /** How many frames `x` has. */
  readonly frames: (x: string) => string
  readonly ints: (...values: readonly number[]) => string
  readonly floats: (name: string, values: readonly number[]) => string
  readonly scalar: (value: number) => string
}

/** What PyTorch takes where nothing else is said. */
const EPSILON = 1e-5

/** The layers throw RangeError for a name that the checkpoint does not have. */
export const createLayers = (graph: GraphWriter, weights: ReadonlyMap<string, Weights>): Layers => {
  const found = (name: string): Weights => {
    const one = weights.get(name)
    if (one === undefined) throw new RangeError(`no ${name} in the checkpoint`)
    return one
  }
  const weight = (name: string): string => {
    const { dims, bytes } = found(name)
    return graph.tensor(name, 'float', dims, bytes)
  }
  const floats = (name: string, values: readonly number[], dims = [values.length]): string =>
    graph.tensor(name, 'float', dims, Buffer.from(Float32Array.from(values).buffer))
  const ints = (...values: readonly number[]): string =>
    graph.tensor(
      `i_${values.join('_')}`,
      'int64',
      [values.length],
      Buffer.from(BigInt64Array.from(values.map(BigInt)).buffer),
    )
  /** A normalisation without numbers of its own has ones and zeros. */
  const affine = (name: string, usual: number, count: number): string =>
    weights.has(name)
      ? weight(name)
      : floats(
          `c${usual}_${count}`,
          Array.from({ length: count }, () => usual),
        )
  return {
    has: (name) => weights.has(name),
    convolve: (x, name, shape) => {
      const bias = `${name}.bias`
      const inputs = [x, weight(`${name}.weight`), ...(weights.has(bias) ? [weight(bias)] : [])]
      return graph.node('Conv', inputs, shape)
    },
    batchNorm: (x, name) => {
      const [count = 0] = found(`${name}.running_mean`).dims
      const inputs = [
        x,
        affine(`${name}.weight`, 1, count),
        affine(`${name}.bias`, 0, count),
        weight(`${name}.running_mean`),
        weight(`${name}.running_var`),
      ]
      return graph.node('BatchNormalization', inputs, { epsilon: { float: EPSILON } })
    },
    relu: (x) => graph.node('Relu', [x]),
    frames: (x) => graph.node('Slice', [graph.node('Shape', [x]), ints(2), ints(3), ints(0)]),
    ints,
    floats: (name, values) => floats(name, values),
    scalar: (value) => floats(`f_${value}`, [value], []),
  }
}
