/** Sound as it lies in a file: one array of samples per channel, -1 to 1, all of one length. */
export interface DecodedSound {
  readonly channels: readonly Float32Array[]
  readonly sampleRateHz: number
}
