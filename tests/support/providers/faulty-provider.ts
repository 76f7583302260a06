import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Model } from 'openai/resources/models'
import { ZodError } from 'zod'
import {
  badRequest,
  errorBody,
  missingKey,
  unknownModel,
  unknownPath,
  wrongKey,
  type ApiError,
} from './api-errors.ts'
import { jsonAnswer, type Answer } from './answer.ts'
import { answerChatCompletion } from './chat-completions.ts'
import { faultsOf, type FaultPlan } from './fault-plan.ts'
import type { ProviderFault } from './provider-fault.ts'
import {
  readProviderRequest,
  type ProviderRequest,
  type RequestOutcome,
} from './provider-request.ts'
import { PLAIN_SCRIPT, type ProviderScript } from './provider-script.ts'
import { answerResponse } from './responses.ts'
import { sendAnswer } from './send-answer.ts'
import { answerSpeech } from './speech.ts'
import { answerTranscription } from './transcriptions.ts'

/**
 * An OpenAI-compatible provider on the loopback interface that fails as it is told to.
 *
 * Invariants:
 * 1. A request is recorded whole before anything is answered, whatever then goes wrong with it.
 * 2. A fault is used up by one request of its route, in the order in which they came in.
 * 3. What a healthy answer says is the script's; its shape is that of the published reference.
 */

export const PROVIDER_ROUTES = [
  '/chat/completions',
  '/responses',
  '/audio/transcriptions',
  '/audio/speech',
  '/models',
] as const
export type ProviderRoute = (typeof PROVIDER_ROUTES)[number]

export interface FaultyProviderOptions {
  readonly script?: Partial<ProviderScript>
  readonly faults?: Readonly<Partial<Record<ProviderRoute, FaultPlan<ProviderFault>>>>
  /** Any other is refused with 401; left out, every request is taken. */
  readonly apiKey?: string
  /** What `/models` lists; requests for another are answered 404. Left out, any model is taken. */
  readonly models?: readonly string[]
  /** False for a provider that answers a transcription in one piece whatever was asked. */
  readonly streamsTranscripts?: boolean
}

export interface SeenProviderRequest extends ProviderRequest {
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

const errorAnswer = (error: ApiError): Answer =>
  jsonAnswer(errorBody(error), error.status, error.headers)

const captivePortal = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  parts: [
    {
      role: 'content',
      bytes: Buffer.from('<!DOCTYPE html><html><title>Log in</title><body>Wi-Fi</body></html>'),
    },
  ],
})

const modelOf = ({ body, form }: ProviderRequest): string | null => {
  if (form !== null) return form['model'] ?? null
  if (typeof body !== 'object' || body === null || !('model' in body)) return null
  return typeof body.model === 'string' ? body.model : null
}

const listModels = (ids: readonly string[]): Answer =>
  jsonAnswer({
    object: 'list',
    data: ids.map((id): Model => ({
      id,
      object: 'model',
      created: 1_700_000_000,
      owned_by: 'test',
    })),
  })

const healthyAnswer = async (
  request: SeenProviderRequest,
  route: ProviderRoute,
  options: FaultyProviderOptions,
  fault: ProviderFault | null,
): Promise<Answer> => {
  const { apiKey, models, streamsTranscripts = true } = options
  const script = { ...PLAIN_SCRIPT, ...options.script }
  const reason = fault?.kind === 'finish' ? fault.reason : undefined
  if (apiKey !== undefined && request.key !== apiKey)
    return errorAnswer(request.key === null ? missingKey : wrongKey)
  if (request.method !== (route === '/models' ? 'GET' : 'POST'))
    return errorAnswer(unknownPath(request.method, request.path))
  const model = modelOf(request)
  if (models !== undefined && model !== null && !models.includes(model))
    return errorAnswer(unknownModel(model))
  try {
    switch (route) {
      case '/chat/completions':
        return await answerChatCompletion(request.body, script, reason)
      case '/responses':
        return await answerResponse(request.body, script, reason)
      case '/audio/transcriptions':
        return await answerTranscription(request, script, streamsTranscripts)
      case '/audio/speech':
        return await answerSpeech(request.body, script)
      case '/models':
        return listModels(models ?? ['test-model'])
    }
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    return errorAnswer(badRequest(error.message, error.issues[0]?.path.join('.')))
  }
}

const answerFor = async (
  request: SeenProviderRequest,
  options: FaultyProviderOptions,
  fault: ProviderFault | null,
): Promise<Answer> => {
  if (request.route === null) return errorAnswer(unknownPath(request.method, request.path))
  switch (fault?.kind) {
    case 'error':
      return errorAnswer(fault.error)
    case 'captive-portal':
      return captivePortal(fault.status)
    case 'redirect':
      return { status: fault.status, headers: { location: fault.to }, parts: [] }
    default:
      return healthyAnswer(request, request.route, options, fault)
  }
}

/** Starts one; `close` it. Paths are known by their end, so that any prefix (Azure's, `/api/v1`) works. */
export const startFaultyProvider = async (
  options: FaultyProviderOptions = {},
): Promise<FaultyProvider> => {
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
    await sendAnswer(response, await answerFor(request, options, fault), fault, () => {
      request.firstContentAtMs ??= nowMs()
    })
  }
  const server = createServer({ noDelay: true }, (message, response) => {
    void serve(message, response)
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    return address.port
  }
  const stopListening = async (): Promise<void> => {
    if (!server.listening) return
    for (const request of requests)
      if (request.outcome === 'open') request.outcome = 'dropped-by-server'
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
  const port = await listen(0)
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    setFaults,
    goAway: stopListening,
    comeBack: async () => {
      await listen(port)
    },
    close: stopListening,
  }
}
