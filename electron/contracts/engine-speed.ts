import { z } from 'zod'

/** What an engine of this machine needs here, measured when it was first used. */
export const engineSpeedSchema = z.object({
  /** Seconds of work for one second of sound; null for language models. */
  realTimeFactor: z.number().positive().nullable(),
  /** Of a language model; null for the others. */
  tokensPerSecond: z.number().positive().nullable(),
  /** Of the whole worker with the model loaded, MiB. */
  memoryMb: z.number().positive(),
})
export type EngineSpeed = z.infer<typeof engineSpeedSchema>

/** By the model's id. */
export type EngineSpeeds = Readonly<Record<string, EngineSpeed>>

/**
 * What still holds a conversation. A transcript and the first clause are waited for: two seconds of
 * speech at 0.3 are 0.6 s, and a clause of 1.3 s of sound at 0.6 is 0.8 s. Speech takes about 4 tokens a
 * second, and thinking ahead of it twice that.
 */
const SLOWEST_REAL_TIME_FACTOR = { stt: 0.3, tts: 0.6 } as const
const FEWEST_TOKENS_PER_SECOND = 8

/** Whether an engine is fast enough here; one that was never measured is given the benefit of the doubt. */
export const isFastEnough = (
  kind: 'stt' | 'tts' | 'llm',
  speed: EngineSpeed | undefined,
): boolean => {
  if (speed === undefined) return true
  return kind === 'llm'
    ? speed.tokensPerSecond === null || speed.tokensPerSecond >= FEWEST_TOKENS_PER_SECOND
    : speed.realTimeFactor === null || speed.realTimeFactor <= SLOWEST_REAL_TIME_FACTOR[kind]
}
