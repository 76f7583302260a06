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
import type { ProviderFault } from './provider-fault.ts'
import type { ProviderRequest } from './provider-request.ts'
import type { ProviderScript } from './provider-script.ts'
import { answerResponse } from './responses.ts'
import { answerSpeech } from './speech.ts'
import { answerTranscription, type TranscriptStreaming } from './transcriptions.ts'

export const PROVIDER_ROUTES = [
  '/chat/completions',
  '/responses',
  '/audio/transcriptions',
  '/audio/speech',
  '/models',
] as const
export type ProviderRoute = (typeof PROVIDER_ROUTES)[number]

/** What a provider is, apart from what goes wrong with it. */
export interface HealthyProvider {
  readonly script: ProviderScript
  readonly apiKey?: string | undefined
  readonly models?: readonly string[] | undefined
  readonly transcripts: TranscriptStreaming
}

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
  request: ProviderRequest,
  route: ProviderRoute,
  provider: HealthyProvider,
  fault: ProviderFault | null,
): Promise<Answer> => {
  const { apiKey, models, transcripts, script } = provider
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
        return await answerTranscription(request, script, transcripts)
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

/** The answer to a request, with those faults already in it that replace or end it; null is no route. */
export const answerFor = async (
  request: ProviderRequest,
  route: ProviderRoute | null,
  provider: HealthyProvider,
  fault: ProviderFault | null,
): Promise<Answer> => {
  if (route === null) return errorAnswer(unknownPath(request.method, request.path))
  switch (fault?.kind) {
    case 'error':
      return errorAnswer(fault.error)
    case 'captive-portal':
      return captivePortal(fault.status)
    case 'instead':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': fault.contentType, ...fault.headers },
        parts: fault.pieces.map((piece) => ({ role: 'content', bytes: Buffer.from(piece) })),
      }
    case 'redirect':
      return { status: fault.status, headers: { location: fault.to }, parts: [] }
    default:
      return healthyAnswer(request, route, provider, fault)
  }
}
