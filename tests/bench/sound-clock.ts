import { RECORDING_RATE_HZ, type RecordedSound } from '../support/sound-lab/recording.ts'

/** When a sample sounded, on the clock of the app's marks, to about 10 ms. */
export const epochMsOf = (recorded: RecordedSound, sample: number): number =>
  recorded.startedAtEpochMs + (sample * 1000) / RECORDING_RATE_HZ
