import type { EngineModel } from '../../contracts/workers.ts'
import type { SttClient } from '../workers/stt-client.ts'

interface Waiting {
  readonly resolve: (text: string) => void
  readonly reject: (error: Error) => void
}

export interface JournalTranscripts {
  /** Words out of a speech journal that a crash left behind. Rejects with a coded failure. */
  readonly transcribe: (path: string) => Promise<string>
  /** The same of a sound, by an engine that is opened for it. */
  readonly transcribeSound: (samples: Float32Array, engine: EngineModel) => Promise<string>
  /** Whoever waits for this request, and does so no longer; undefined where it is no journal's. */
  readonly take: (request: number) => Waiting | undefined
}

/** Transcriptions that nobody in the conversation asked for. */
export const createJournalTranscripts = (stt: SttClient): JournalTranscripts => {
  const waiting = new Map<number, Waiting>()
  let last = 0
  const ask = (send: (request: number) => void): Promise<string> =>
    new Promise((resolve, reject) => {
      // Negative: never the serial of a request of the conversation.
      last -= 1
      waiting.set(last, { resolve, reject })
      send(last)
    })
  return {
    transcribe: (path) => ask((request) => stt.transcribeJournal(request, path)),
    transcribeSound: (samples, engine) =>
      ask((request) => stt.transcribeSound(request, samples, engine)),
    take: (request) => {
      const found = waiting.get(request)
      waiting.delete(request)
      return found
    },
  }
}
