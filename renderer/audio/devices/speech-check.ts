/** Of the last frames so many have to be speech: 256 ms in 384 ms. A cough or a key is shorter. */
const VOICED_FRAMES = 8
const LOOKED_AT_FRAMES = 12
/** How sure the detector is before a frame counts, as for the beginning of an utterance. */
const VOICE = 0.5
/** 2 s: who goes on speaking is told of once in a while, and not with every word. */
const REST_FRAMES = 62

/**
 * Tells that somebody speaks, for a person who wants to see whether they are heard. It takes the detector's
 * judgements frame by frame, each of 32 ms.
 */
export const createSpeechCheck = (onSpeech: () => void) => {
  let lately: boolean[] = []
  let rest = 0
  return {
    judge: (probability: number): void => {
      if (rest > 0) {
        rest -= 1
        return
      }
      lately = [...lately, probability > VOICE].slice(-LOOKED_AT_FRAMES)
      if (lately.filter(Boolean).length < VOICED_FRAMES) return
      lately = []
      rest = REST_FRAMES
      onSpeech()
    },
    forget: (): void => {
      lately = []
      rest = 0
    },
  }
}
