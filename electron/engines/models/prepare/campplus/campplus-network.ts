import { onnxMetadata } from '../onnx-metadata.ts'
import { createGraphWriter, type Attribute, type GraphWriter } from './graph-writer.ts'
import { createLayers, type Layers } from './layers.ts'
import { stateDict } from './state-dict.ts'

const BANDS = 80
const NUMBERS = 192
const CONTEXT_FRAMES = 100
/** The tensor by which a mean is held over the frames that it was taken of. */
const SCALES = 'scales_100'
/** Per block: how many layers, and how far apart what each of them looks at is. */
const BLOCKS = [
  { layers: 12, dilation: 1 },
  { layers: 24, dilation: 2 },
  { layers: 16, dilation: 2 },
] as const

/** What sherpa-onnx reads of a speaker model, with the keys of its own export script. */
const METADATA = {
  framework: '3d-speaker',
  language: 'Chinese-English',
  url: 'https://www.modelscope.cn/models/iic/speech_campplus_sv_zh_en_16k-common_advanced/summary',
  comment: 'This model is from iic/speech_campplus_sv_zh_en_16k-common_advanced',
  sample_rate: 16_000,
  output_dim: NUMBERS,
  normalize_samples: 1,
  feature_normalize_type: 'global-mean',
} as const

/**
 * CAM++ (3D-Speaker, Apache-2.0; Wang et al. 2023, "CAM++: A Fast and Efficient Network for Speaker
 * Verification Using Context-Aware Masking") as an ONNX file, out of the checkpoint as it is published.
 *
 * Written out rather than exported by PyTorch: such a file holds a padding before each average, which
 * ONNX Runtime 1.28, the one inside sherpa-onnx 1.13, joins wrongly (its pull request 29629 mends that).
 * Short clips lose by it: the cosine to the right numbers is 0.89 at half a second.
 * @throws RangeError where the bytes are not that checkpoint
 */
export const campplusModel = (checkpoint: Buffer): Buffer => {
  const graph = createGraphWriter()
  const layers = createLayers(graph, stateDict(checkpoint))
  const { batchNorm, convolve, relu, ints } = layers
  let x = head(graph, layers)
  x = convolve(x, 'xvector.tdnn.linear', along(5, 2, 2, 1))
  x = relu(batchNorm(x, 'xvector.tdnn.nonlinear.batchnorm'))
  for (const [index, { layers: count, dilation }] of BLOCKS.entries()) {
    const block = index + 1
    for (let layer = 1; layer <= count; layer += 1) {
      x = maskedLayer(graph, layers, x, `xvector.block${block}.tdnnd${layer}`, dilation)
    }
    const transit = `xvector.transit${block}`
    x = relu(batchNorm(x, `${transit}.nonlinear.batchnorm`))
    x = convolve(x, `${transit}.linear`, along(1, 1, 0, 1))
  }
  layers.floats(SCALES, [1, 1, CONTEXT_FRAMES])
  x = relu(batchNorm(x, 'xvector.out_nonlinear.batchnorm'))
  x = graph.node('Unsqueeze', [statistics(graph, layers, x), ints(2)])
  x = convolve(x, 'xvector.dense.linear', along(1, 1, 0, 1))
  x = batchNorm(graph.node('Squeeze', [x, ints(2)]), 'xvector.dense.nonlinear.batchnorm')
  return graph.finish({
    name: 'campplus',
    input: { name: 'x', dims: ['N', 'T', BANDS] },
    output: { name: 'embedding', of: x, dims: ['N', NUMBERS] },
    metadata: onnxMetadata(METADATA),
  })
}

const square = (strides: readonly number[] = [1, 1]): Record<string, Attribute> => ({
  kernel_shape: [3, 3],
  strides,
  pads: [1, 1, 1, 1],
  dilations: [1, 1],
  group: 1,
})

const along = (
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
): Record<string, Attribute> => ({
  kernel_shape: [kernel],
  strides: [stride],
  pads: [padding, padding],
  dilations: [dilation],
  group: 1,
})

/** The bands, seen as a picture: residual layers that halve their number three times. */
const head = (graph: GraphWriter, { batchNorm, convolve, relu, has, ints }: Layers): string => {
  let x = graph.node('Transpose', ['x'], { perm: [0, 2, 1] })
  x = graph.node('Unsqueeze', [x, ints(1)])
  x = relu(batchNorm(convolve(x, 'head.conv1', square()), 'head.bn1'))
  for (const group of ['layer1', 'layer2']) {
    for (const layer of [0, 1]) {
      const name = `head.${group}.${layer}`
      const strides = layer === 0 ? [2, 1] : [1, 1]
      const first = relu(batchNorm(convolve(x, `${name}.conv1`, square(strides)), `${name}.bn1`))
      const long = batchNorm(convolve(first, `${name}.conv2`, square()), `${name}.bn2`)
      const shortcut = `${name}.shortcut`
      const past = { ...square(strides), kernel_shape: [1, 1], pads: [0, 0, 0, 0] }
      const short = has(`${shortcut}.0.weight`)
        ? batchNorm(convolve(x, `${shortcut}.0`, past), `${shortcut}.1`)
        : x
      x = relu(graph.node('Add', [long, short]))
    }
  }
  x = relu(batchNorm(convolve(x, 'head.conv2', square([2, 1])), 'head.bn2'))
  // 32 channels of 10 bands.
  return graph.node('Reshape', [x, ints(0, 320, -1)])
}

/** A layer whose result is weighted by its context: the mean of all, and that of each 100 frames. */
const maskedLayer = (
  graph: GraphWriter,
  { batchNorm, convolve, relu, frames, ints }: Layers,
  x: string,
  name: string,
  dilation: number,
): string => {
  const narrow = convolve(
    relu(batchNorm(x, `${name}.nonlinear1.batchnorm`)),
    `${name}.linear1`,
    along(1, 1, 0, 1),
  )
  const heard = relu(batchNorm(narrow, `${name}.nonlinear2.batchnorm`))
  const mask = `${name}.cam_layer`
  const local = convolve(heard, `${mask}.linear_local`, along(3, 1, dilation, dilation))
  const mean = graph.node('ReduceMean', [heard], { axes: [2], keepdims: 1 })
  const segments = graph.node('AveragePool', [heard], {
    kernel_shape: [CONTEXT_FRAMES],
    strides: [CONTEXT_FRAMES],
    ceil_mode: 1,
    pads: [0, 0],
    count_include_pad: 0,
  })
  const longer = graph.node('Resize', [segments, '', SCALES], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  })
  const count = frames(heard)
  const held = graph.node('Slice', [longer, ints(0), count, ints(2)])
  const context = graph.node('Add', [mean, held])
  const asked = relu(convolve(context, `${mask}.linear1`, along(1, 1, 0, 1)))
  const weight = graph.node('Sigmoid', [convolve(asked, `${mask}.linear2`, along(1, 1, 0, 1))])
  return graph.node('Concat', [x, graph.node('Mul', [local, weight])], { axis: 1 })
}

/** Mean and unbiased standard deviation over time. */
const statistics = (graph: GraphWriter, { frames, ints, scalar }: Layers, x: string): string => {
  const mean = graph.node('ReduceMean', [x], { axes: [2], keepdims: 1 })
  const off = graph.node('Sub', [x, mean])
  const sum = graph.node('ReduceSum', [graph.node('Mul', [off, off]), ints(2)], { keepdims: 0 })
  const count = graph.node('Cast', [frames(x)], { to: 1 })
  const variance = graph.node('Div', [sum, graph.node('Sub', [count, scalar(1)])])
  const deviation = graph.node('Sqrt', [variance])
  return graph.node('Concat', [graph.node('Squeeze', [mean, ints(2)]), deviation], { axis: 1 })
}
