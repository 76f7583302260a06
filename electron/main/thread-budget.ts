import { availableParallelism } from 'node:os'

const THREADS = { stt: 2, llm: 8, tts: 2, turn: 1 } as const

/**
 * How many threads each engine gets: the one place where the processor is shared out.
 *
 * Measured on two cores: speech to text and speech synthesis run in short bursts and use both
 * (3 s of audio in 79 ms). The language model may use all, and takes back to one by itself where
 * others need the cores (`engines/llm/thread-governor.ts` has the measurement). The turn detector works
 * while the pause is transcribed, which the person waits for: one thread.
 */
export const threadsFor = (
  kind: keyof typeof THREADS,
  cores: number = availableParallelism(),
): number => Math.min(THREADS[kind], cores)
