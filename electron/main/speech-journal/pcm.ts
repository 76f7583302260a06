const FULL_SCALE = 0x8000

/** Samples out of 16-bit little-endian bytes; a last one that was cut in half is left out. */
export const pcm16Of = (bytes: Uint8Array): Int16Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int16Array.from({ length: Math.floor(bytes.byteLength / 2) }, (_, index) =>
    view.getInt16(index * 2, true),
  )
}

export const bytesOf = (samples: Int16Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(samples.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [index, sample] of samples.entries()) view.setInt16(index * 2, sample, true)
  return bytes
}

/** -1 to 1. */
export const floatsOf = (samples: Int16Array): Float32Array =>
  Float32Array.from(samples, (sample) => sample / FULL_SCALE)
