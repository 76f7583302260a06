import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { badRequest, type ApiError } from './api-errors.ts'

/** Omit that keeps a union a union. */
type WithoutId<Event> = Event extends unknown ? Omit<Event, 'event_id'> : never

/** An event of the service before it is numbered. */
export type ServerEventBody = WithoutId<RealtimeServerEvent>

export type Emit = (event: ServerEventBody) => void

/** Why the service does not do what a client asked for. */
export const refusal = (code: string, message: string, param?: string): ApiError => ({
  ...badRequest(message, param),
  code,
})

/** An error as the service tells it; `eventId` is the event of the client that it is about. */
export const errorEvent = (
  { type, code, message, param }: ApiError,
  eventId: string | null,
): ServerEventBody => ({
  type: 'error',
  error: { type, code, message, param: param ?? null, event_id: eventId },
})
