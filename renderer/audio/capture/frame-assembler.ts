/**
 * Blocks of any length to frames of a fixed one. Allocates nothing per block, because it runs on
 * the audio thread too.
 *
 * @param emit takes a whole frame, which it must copy, and the number of samples up to its end since
 *   the assembler began.
 */
export const createFrameAssembler = (
  frameSamples: number,
  emit: (samples: Float32Array, endSample: number) => void,
) => {
  const frame = new Float32Array(frameSamples)
  let filled = 0
  let total = 0
  return (block: Float32Array): void => {
    let taken = 0
    while (taken < block.length) {
      const count = Math.min(frameSamples - filled, block.length - taken)
      frame.set(block.subarray(taken, taken + count), filled)
      filled += count
      taken += count
      total += count
      if (filled === frameSamples) {
        filled = 0
        emit(frame, total)
      }
    }
  }
}
