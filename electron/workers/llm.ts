import type { LlmEvent, LlmRequest } from '../contracts/workers.ts'
import { openLanguageModel } from '../engines/llm/open-language-model.ts'
import { serveLanguageModel } from './llm-server.ts'
import { lineClock } from '../engines/line/line-parts.ts'
import { openLanguageLine } from '../engines/line/language-line.ts'
import { measuredModels } from '../engines/measure/measured.ts'
import { connectToMain } from './transport.ts'

const main = connectToMain<LlmRequest, LlmEvent>((error) => ({
  type: 'failed',
  generation: null,
  error,
}))

main.onRequest(
  serveLanguageModel({
    open: (request) =>
      openLanguageLine({
        ...request,
        open: measuredModels(openLanguageModel),
        fallbackCode: 'llm.failed',
        clock: lineClock,
      }),
    openSpeech: (ports) => main.openChannel('speech', ports),
    openVoice: (ports) => main.openChannel('voice', ports),
    send: (event) => main.send(event),
    now: () => performance.now(),
  }),
)
