import type { WakeEvent, WakeRequest } from '../contracts/wake.ts'
import { openPhraseDetector } from '../engines/wake/registry.ts'
import { openSpeakerEncoder } from '../engines/speaker/registry.ts'
import { connectToMain } from './transport.ts'
import { WakeServer } from './wake-server.ts'

const main = connectToMain<WakeRequest, WakeEvent>((error) => ({ type: 'failed', error }))

const server = new WakeServer({
  open: openPhraseDetector,
  openEncoder: openSpeakerEncoder,
  openMicrophone: (ports) => main.openChannel('wake', ports),
  send: (event) => main.send(event),
  now: () => performance.now(),
})

main.onRequest((request, ports) => server.handle(request, ports))
