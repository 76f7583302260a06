import { availableParallelism } from 'node:os'

/**
 * How many threads each engine gets: the one place where the processor is shared out.
 *
 * Measured on two cores: speech to text and speech synthesis run in short bursts and use both
 * (3 s of audio in 79 ms). The language model may use all, and takes back to one by itself where
 * others need the cores (`engines/llm/thread-governor.ts` has the measurement).
 */
export const threadsFor = (
  kind: 'stt' | 'llm' | 'tts',
  cores: number = availableParallelism(),
): number => Math.min(kind === 'llm' ? 8 : 2, cores)
