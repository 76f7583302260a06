import type { PhraseDetector, PhraseFound } from '../ports.ts'

/** Several detectors, each with phrases of its own, as one: the surest find of all. */
export const severalDetectors = (detectors: readonly PhraseDetector[]): PhraseDetector => {
  const [only] = detectors
  if (only !== undefined && detectors.length === 1) return only
  return {
    id: detectors.map(({ id }) => id).join('+'),
    tooCommon: detectors.flatMap(({ tooCommon }) => tooCommon),
    find: async (samples, isPaused) => {
      let best: PhraseFound | null = null
      // One after the other: they share the processor with whatever the person does meanwhile.
      for (const detector of detectors) {
        const found = await detector.find(samples, isPaused)
        if (found !== null && found.score > (best?.score ?? -1)) best = found
      }
      return best
    },
    dispose: async () => {
      await Promise.all(detectors.map((detector) => detector.dispose()))
    },
  }
}
