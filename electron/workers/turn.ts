import type { TurnEvent, TurnRequest } from '../contracts/workers.ts'
import { openTurnDetector } from '../engines/turn/registry.ts'
import { connectToMain } from './transport.ts'
import { TurnServer } from './turn-server.ts'

const main = connectToMain<TurnRequest, TurnEvent>((error) => ({
  type: 'failed',
  utterance: null,
  error,
}))

const server = new TurnServer({
  open: openTurnDetector,
  openMicrophone: (ports) => main.openChannel('turn', ports),
  send: (event) => main.send(event),
  now: () => performance.now(),
})

main.onRequest((request, ports) => server.handle(request, ports))
