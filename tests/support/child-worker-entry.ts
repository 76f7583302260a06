import type { SttEvent, SttRequest } from '../../electron/contracts/workers.ts'
import { connectToMain } from '../../electron/workers/transport.ts'

/**
 * A worker without an engine, to be forked by tests: answers a transcription with what it knows of
 * its surroundings, counts the sound it was sent, and hangs or crashes when it is told to.
 */
export const HANG_UTTERANCE = 98
export const CRASH_UTTERANCE = 99

const main = connectToMain<SttRequest, SttEvent>((error) => ({
  type: 'failed',
  request: null,
  error,
}))

let samplesHeard = 0

const answer = (request: Extract<SttRequest, { type: 'transcribe' }>) => {
  if (request.utterance === CRASH_UTTERANCE) throw new Error('the engine is on fire')
  while (request.utterance === HANG_UTTERANCE) samplesHeard += 0
  const text = JSON.stringify({ environment: Object.keys(process.env), samplesHeard })
  main.send({
    type: 'transcript',
    request: request.request,
    utterance: request.utterance,
    text,
    audioMs: 0,
    decodeMs: 0,
  })
}

main.onRequest((request, ports) => {
  switch (request.type) {
    case 'load':
      console.log('loading')
      main.send({ type: 'ready', model: request.line[0]?.id ?? '', loadMs: 0 })
      return
    case 'attach-microphone':
      main
        .openChannel<{ samples: Float32Array }, never>('microphone', ports)
        .onMessage(({ samples }) => (samplesHeard += samples.length))
      return
    case 'transcribe':
      answer(request)
      return
    case 'transcribe-journal':
    case 'tested':
    case 'transcribe-sound':
    case 'stop-sounds':
    case 'expect-words':
    case 'forget':
  }
})
