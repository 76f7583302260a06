import { availableParallelism } from 'node:os'

/**
 * Who gets the processor when: the one place where it is shared out. What happens within
 * milliseconds is decided where it happens, by these rules (`engines/llm/thread-governor.ts`).
 *
 * One turn on two cores, from the last sample of speech:
 *
 *                       core 1                       core 2
 *   while they speak    decodings, one in 0.4 s      the model reads the last words (both cores, in
 *                                                    the gaps), then writes ahead
 *   0.06 s quiet        the last decoding            turn detector
 *   transcript          the model reads what is new and writes the first clause, on both
 *   first clause        the voice, on both; the model waits
 *   from then on        the voice, when it has to    the model, on one
 */

/**
 * Speech to text has one thread. Measured with Moonshine tiny, milliseconds for 2, 3 and 5 s of
 * sound: two threads 55 to 100, 52 to 94, 102 to 125; one thread 49 to 65, 60 to 83, 110 to 148. The
 * second one brings nothing, and spins for another 35 ms behind each decoding, just when the model
 * is to write with both cores: its first tokens took 130 ms instead of 35 then. Ten questions in a
 * row, medians: transcript 147 ms after it was asked for (with one thread 53), first token 232 ms
 * after that (90). Where there are four cores, the second thread is in nobody's way, and Whisper is
 * faster by it.
 */
const sttThreads = (cores: number): number => (cores < 4 ? 1 : 2)
/**
 * The turn detector listens at the pause, when the last decoding has the other core: 45 to 70 ms.
 */
const TURN_THREADS = 1
/**
 * It stands behind all others in the system's queue: the model's two threads wait for each other, and
 * one that shares its core stops both. From transcript to first token, medians of ten questions: 240
 * ms beside it as an equal, 140 behind. Its word comes later then, and where the model is sure of the
 * words it is not needed.
 */
export const TURN_NICENESS = 19
/** Whose voice it is, is told in 24 ms of two seconds of sound; nobody waits for it. */
const SPEAKER_THREADS = 1
/**
 * The voice has two, and the model waits for the first clause. Milliseconds for 0.5, 1.3 and 1.8 s
 * of speech: two threads 43, 90, 120; one thread 73, 160, 220.
 */
const TTS_THREADS = 2
/**
 * The language model may use all, and takes back to one by itself where others need the cores.
 */
const LLM_MAXIMUM_THREADS = 8

/** How many threads each engine gets. */
export const threadsFor = (
  kind: 'stt' | 'llm' | 'tts' | 'turn' | 'speaker',
  cores: number = availableParallelism(),
): number => {
  switch (kind) {
    case 'stt':
      return sttThreads(cores)
    case 'turn':
      return TURN_THREADS
    case 'speaker':
      return SPEAKER_THREADS
    case 'tts':
      return Math.min(TTS_THREADS, cores)
    case 'llm':
      return Math.min(LLM_MAXIMUM_THREADS, cores)
  }
}

/**
 * How long the language model waits, at most, for the first clause to become sound, which the person
 * waits for: 75 to 130 ms. It writes ten words while one second is spoken, so it can.
 */
export const FIRST_CLAUSE_PAUSE_MS = 250
