import { availableParallelism } from 'node:os'

/**
 * How many threads each engine gets: the one place where the processor is shared out.
 *
 * Measured on two cores: speech to text and speech synthesis run in short bursts and use both
 * (3 s of audio in 79 ms). The language model runs while the voice is synthesised and played: with
 * two threads on two busy cores it fell from 30 to 5 tokens/s, with one it stayed at 20 or more.
 */
export const threadsFor = (
  kind: 'stt' | 'llm' | 'tts',
  cores: number = availableParallelism(),
): number => (kind === 'llm' ? Math.max(1, Math.min(8, Math.floor(cores / 2))) : Math.min(2, cores))
