/** What voices speak at: below is no speech, above nothing that a loudspeaker adds to it. */
const LOWEST_HZ = 8000
const HIGHEST_HZ = 48_000

/** Whether sound at this rate can be played: a wrong one makes it endless, or nothing. */
export const isPlayableRate = (sampleRateHz: number): boolean =>
  sampleRateHz >= LOWEST_HZ && sampleRateHz <= HIGHEST_HZ
