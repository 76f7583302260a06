import type { TtsEvent, TtsRequest } from '../contracts/workers.ts'
import { openSynthesizer } from '../engines/tts/registry.ts'
import { lineClock } from '../engines/line/line-parts.ts'
import { openSpeechLine } from '../engines/line/speech-line.ts'
import { measuredSynthesizers } from '../engines/measure/measured.ts'
import { connectToMain } from './transport.ts'
import { TtsServer } from './tts-server.ts'

const main = connectToMain<TtsRequest, TtsEvent>((error) => ({
  type: 'failed',
  generation: null,
  index: null,
  error,
}))

const server = new TtsServer({
  open: (request) =>
    openSpeechLine({
      ...request,
      open: measuredSynthesizers(openSynthesizer),
      fallbackCode: 'tts.failed',
      clock: lineClock,
    }),
  openPlayback: (ports) => main.openChannel('playback', ports),
  send: (event) => main.send(event),
  now: () => performance.now(),
})

main.onRequest((request, ports) => server.handle(request, ports))
