import { createFrameAssembler } from './frame-assembler.ts'
import type { SourceFrame } from './frame-source.ts'

/** Given by the window: the contracts bring a schema library along that no audio thread needs. */
export interface FrameProcessorOptions {
  readonly frameSamples: number
}

/** Of AudioWorkletGlobalScope, which TypeScript's library does not know. */
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort }
declare const registerProcessor: (
  name: string,
  processor: new (options: { readonly processorOptions: FrameProcessorOptions }) => unknown,
) => void

/** Posts each frame of the microphone to the window (`worklet-frames.ts`). */
class FrameProcessor extends AudioWorkletProcessor {
  readonly #assemble: (block: Float32Array) => void

  constructor({ processorOptions }: { readonly processorOptions: FrameProcessorOptions }) {
    super()
    this.#assemble = createFrameAssembler(processorOptions.frameSamples, (samples, endSample) =>
      // The message is a copy.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
      this.port.postMessage({ samples, endSample } satisfies SourceFrame),
    )
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const channel = inputs[0]?.[0]
    if (channel !== undefined) this.#assemble(channel)
    return true
  }
}

registerProcessor('warbler-frames', FrameProcessor)
