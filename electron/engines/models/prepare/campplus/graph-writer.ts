import { bytesField, textField, varint } from '../protobuf-field.ts'
import type { Weights } from './state-dict.ts'

/**
 * Writes an ONNX file (onnx.proto): just enough of it for a network of convolutions. Nodes and tensors
 * stand in the order in which they were added, so that the same network is the same bytes.
 */
export type Attribute = number | string | readonly number[] | { readonly float: number }

export interface GraphWriter {
  /** Adds a node; the name of what it gives. */
  readonly node: (
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ) => string
  /** Adds a tensor under this name, or puts another in its place; the name. */
  readonly tensor: (
    name: string,
    type: TensorType,
    dims: readonly number[],
    bytes: Buffer,
  ) => string
  readonly finish: (graph: {
    readonly name: string
    readonly input: GraphValue
    readonly output: GraphValue & { readonly of: string }
    readonly metadata: Uint8Array
  }) => Buffer
}

/** A name where a size is open. */
interface GraphValue {
  readonly name: string
  readonly dims: readonly (string | number)[]
}

type TensorType = 'float' | 'int64'
const TENSOR_TYPES = { float: 1, int64: 7 } as const satisfies Record<TensorType, number>

const VARINT = 0
const FIXED_32 = 5
const IR_VERSION = 8
/** `Squeeze` and its like take their axes as inputs, `ReduceMean` still as an attribute. */
const OPERATOR_SET = 13

const numberField = (field: number, value: number): Uint8Array =>
  Buffer.concat([varint(field * 8 + VARINT), varint(value)])

const floatField = (field: number, value: number): Uint8Array => {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([varint(field * 8 + FIXED_32), bytes])
}

const attributeField = (name: string, value: Attribute): Uint8Array =>
  bytesField(5, Buffer.concat([textField(1, name), ...attributeValue(value)]))

const attributeValue = (value: Attribute): readonly Uint8Array[] => {
  if (typeof value === 'number') return [numberField(3, value), numberField(20, 2)]
  if (typeof value === 'string') return [textField(4, value), numberField(20, 3)]
  if ('float' in value) return [floatField(2, value.float), numberField(20, 1)]
  return [...value.map((one) => numberField(8, one)), numberField(20, 7)]
}

const valueField = (field: number, { name, dims }: GraphValue): Uint8Array => {
  const sizes = dims.map((size) =>
    bytesField(1, typeof size === 'string' ? textField(2, size) : numberField(1, size)),
  )
  const tensor = Buffer.concat([
    numberField(1, TENSOR_TYPES.float),
    bytesField(2, Buffer.concat(sizes)),
  ])
  return bytesField(
    field,
    Buffer.concat([textField(1, name), bytesField(2, bytesField(1, tensor))]),
  )
}

export const createGraphWriter = (): GraphWriter => {
  const nodes: Uint8Array[] = []
  const tensors = new Map<string, Weights & { readonly type: TensorType }>()
  const addNode = (
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void => {
    const fields = [
      ...inputs.map((input) => textField(1, input)),
      textField(2, output),
      textField(4, operator),
      ...Object.entries(attributes).map(([name, value]) => attributeField(name, value)),
    ]
    nodes.push(bytesField(1, Buffer.concat(fields)))
  }
  return {
    node: (operator, inputs, attributes) => {
      const output = `t${nodes.length}`
      addNode(operator, inputs, output, attributes)
      return output
    },
    tensor: (name, type, dims, bytes) => {
      tensors.set(name, { type, dims, bytes })
      return name
    },
    finish: ({ name, input, output, metadata }) => {
      addNode('Identity', [output.of], output.name)
      const initializers = [...tensors].map(([tensor, { type, dims, bytes }]) =>
        bytesField(
          5,
          Buffer.concat([
            ...dims.map((size) => numberField(1, size)),
            numberField(2, TENSOR_TYPES[type]),
            textField(8, tensor),
            bytesField(9, bytes),
          ]),
        ),
      )
      const graph = Buffer.concat([
        ...nodes,
        textField(2, name),
        ...initializers,
        valueField(11, input),
        valueField(12, output),
      ])
      return Buffer.concat([
        numberField(1, IR_VERSION),
        textField(2, 'warbler'),
        bytesField(7, graph),
        bytesField(8, numberField(2, OPERATOR_SET)),
        metadata,
      ])
    },
  }
}
