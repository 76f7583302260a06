import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { faultsOf, type FaultPlan } from './fault-plan.ts'
import { listenOnLoopback } from './loopback-listener.ts'
import {
  answerFor,
  PROVIDER_ROUTES,
  type HealthyProvider,
  type ProviderRoute,
} from './provider-answer.ts'
import type { ProviderFault } from './provider-fault.ts'
import {
  readProviderRequest,
  type ProviderRequest,
  type RequestOutcome,
} from './provider-request.ts'
import { PLAIN_SCRIPT, type ProviderScript } from './provider-script.ts'
import { sendAnswer } from './send-answer.ts'
import type { TranscriptStreaming } from './transcriptions.ts'

/**
 * An OpenAI-compatible provider on the loopback interface that fails as it is told to.
 *
 * Invariants:
 * 1. A request is recorded whole before anything is answered, whatever then goes wrong with it.
 * 2. A fault is used up by one request of its route, in the order in which they came in.
 * 3. What a healthy answer says is the script's; its shape is that of the published reference.
 */

export interface FaultyProviderOptions {
  readonly script?: Partial<ProviderScript>
  readonly faults?: Readonly<Partial<Record<ProviderRoute, FaultPlan<ProviderFault>>>>
  /** Any other is refused with 401; left out, every request is taken. */
  readonly apiKey?: string
  /** What `/models` lists; requests for another are answered 404. Left out, any model is taken. */
  readonly models?: readonly string[]
  /** What becomes of a request to stream a transcript; left out, it is streamed. */
  readonly transcripts?: TranscriptStreaming
}

interface SeenProviderRequest extends ProviderRequest {
  /** Null where the path is none of the routes. */
  readonly route: ProviderRoute | null
  readonly outcome: RequestOutcome
  /** On the clock of `performance.timeOrigin + performance.now()`, to lay beside the client's marks. */
  readonly receivedAtMs: number
  /** When the first part with content was written; null before that. */
  readonly firstContentAtMs: number | null
}

export interface FaultyProvider {
  /** `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string
  readonly requests: readonly SeenProviderRequest[]
  /** Replaces what was planned for a route; its requests are counted anew. */
  readonly setFaults: (route: ProviderRoute, plan: FaultPlan<ProviderFault>) => void
  /** Closes the port and every connection, as a provider that is killed; requests stay known. */
  readonly goAway: () => Promise<void>
  /** Listens again at the same port. */
  readonly comeBack: () => Promise<void>
  readonly close: () => Promise<void>
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

const nowMs = (): number => performance.timeOrigin + performance.now()

/** Starts one; `close` it. Paths are known by their end, so that any prefix (Azure's, `/api/v1`) works. */
export const startFaultyProvider = async (
  options: FaultyProviderOptions = {},
): Promise<FaultyProvider> => {
  const { apiKey, models, transcripts = 'streamed' } = options
  const provider: HealthyProvider = {
    script: { ...PLAIN_SCRIPT, ...options.script },
    apiKey,
    models,
    transcripts,
  }
  const requests: Mutable<SeenProviderRequest>[] = []
  const plans = new Map<ProviderRoute, () => ProviderFault | null>()
  const setFaults: FaultyProvider['setFaults'] = (route, plan) => {
    plans.set(route, faultsOf(plan))
  }
  for (const route of PROVIDER_ROUTES) {
    const plan = options.faults?.[route]
    if (plan !== undefined) setFaults(route, plan)
  }
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAtMs = nowMs()
    const read = await readProviderRequest(message).catch(() => null)
    if (read === null) {
      // A client that breaks off while it sends is nobody's fault here.
      response.destroy()
      return
    }
    const route = PROVIDER_ROUTES.find((known) => read.path.endsWith(known)) ?? null
    const request: Mutable<SeenProviderRequest> = {
      ...read,
      route,
      outcome: 'open',
      receivedAtMs,
      firstContentAtMs: null,
    }
    requests.push(request)
    response.once('close', () => {
      if (response.writableFinished) request.outcome = 'answered'
      else if (request.outcome === 'open') request.outcome = 'dropped-by-client'
    })
    const fault = route === null ? null : (plans.get(route)?.() ?? null)
    if (fault?.kind === 'reset' || fault?.kind === 'cut') request.outcome = 'dropped-by-server'
    await sendAnswer(response, await answerFor(request, route, provider, fault), fault, () => {
      request.firstContentAtMs ??= nowMs()
    })
  }
  const server = createServer({ noDelay: true }, (message, response) => {
    void serve(message, response)
  })
  const listener = await listenOnLoopback(server, () => {
    for (const request of requests)
      if (request.outcome === 'open') request.outcome = 'dropped-by-server'
    server.closeAllConnections()
  })
  return {
    baseUrl: `http://127.0.0.1:${listener.port}/v1`,
    requests,
    setFaults,
    goAway: listener.goAway,
    comeBack: listener.comeBack,
    close: listener.goAway,
  }
}
