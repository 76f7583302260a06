import type { SpeechRecognizer, StreamingSpeech } from '../ports.ts'

/** The model itself has no limit; what is decoded at one go holds up the worker's thread. */
const MAXIMUM_SECONDS = 30

/** A streaming model in a batch recogniser's place: every sound is a stretch of speech of its own. */
export const streamedRecognizer = (streaming: StreamingSpeech): SpeechRecognizer => ({
  id: streaming.id,
  maximumSeconds: MAXIMUM_SECONDS,
  partials: 'same',
  transcribe: async (samples) => {
    const stream = streaming.begin()
    stream.accept(samples)
    return stream.finish()
  },
  dispose: () => streaming.dispose(),
})
