import type { SttEvent, SttRequest } from '../contracts/workers.ts'
import { openDetectors, openRecognizer, openStreamingSpeech } from '../engines/stt/registry.ts'
import { SttServer } from './stt-server.ts'
import { lineClock } from '../engines/line/line-parts.ts'
import { openRecognizerLine } from '../engines/line/recognizer-line.ts'
import { measuredRecognizers } from '../engines/measure/measured.ts'
import { connectToMain } from './transport.ts'

const main = connectToMain<SttRequest, SttEvent>((error) => ({
  type: 'failed',
  request: null,
  error,
}))

const server = new SttServer({
  open: (request) =>
    openRecognizerLine({
      ...request,
      open: measuredRecognizers(openRecognizer),
      fallbackCode: 'stt.failed',
      clock: lineClock,
    }),
  openDetectors,
  openStreaming: openStreamingSpeech,
  openMicrophone: (ports) => main.openChannel('microphone', ports),
  send: (event) => main.send(event),
  now: () => performance.now(),
  epochMs: () => Date.now(),
})

main.onRequest((request, ports) => server.handle(request, ports))
