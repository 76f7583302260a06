import { ipcMain, type WebContents } from 'electron'
import { fail, toCodedError, type Result } from '../../contracts/errors.ts'
import {
  IPC_EVENT_CHANNEL,
  IPC_REQUEST_CHANNEL,
  requestSchemas,
  windowRoutes,
  type EventRoute,
  type RequestInput,
  type RequestResult,
  type RequestRoute,
  type WindowEvents,
  type WindowName,
} from '../../contracts/ipc.ts'
import { APP_ORIGIN } from '../security/scheme.ts'

/** One handler per route: a missing one does not compile. */
export type RequestHandlers = {
  readonly [R in RequestRoute]: (
    input: RequestInput<R>,
    from: WindowName,
  ) => RequestResult<R> | Promise<RequestResult<R>>
}

/** Which of our windows a request came from; null for anything else that may speak on the channel. */
export type SenderOf = (contents: WebContents) => WindowName | null

/**
 * Answers requests from windows. A request is refused unless it comes from the main frame of one of
 * our windows, of our origin, on a route of that window, with an input that parses. A handler's
 * unexpected throw becomes a coded error: an `invoke` of ours never rejects.
 * @returns disposer
 */
export const answerRequests = (handlers: RequestHandlers, senderOf: SenderOf): (() => void) => {
  ipcMain.handle(IPC_REQUEST_CHANNEL, async (event, route: unknown, input: unknown) => {
    const from = senderOf(event.sender)
    const frame = event.senderFrame
    if (
      from === null ||
      frame === null ||
      frame !== event.sender.mainFrame ||
      !frame.url.startsWith(`${APP_ORIGIN}/`)
    ) {
      return fail('internal.unexpected', 'request from an unknown sender')
    }
    return answerRequest(handlers, from, route, input)
  })
  return () => ipcMain.removeHandler(IPC_REQUEST_CHANNEL)
}

const isRoute = (route: unknown): route is RequestRoute =>
  typeof route === 'string' && Object.hasOwn(requestSchemas, route)

/** The part without Electron: route list, parsing, coded answers. */
export const answerRequest = async (
  handlers: RequestHandlers,
  from: WindowName,
  route: unknown,
  input: unknown,
): Promise<Result<unknown>> => {
  if (!isRoute(route) || !(windowRoutes[from].requests as readonly string[]).includes(route)) {
    return fail('internal.unexpected', `${from} may not ask ${String(route)}`)
  }
  return ask(handlers, from, route, input)
}

const ask = async <R extends RequestRoute>(
  handlers: RequestHandlers,
  from: WindowName,
  route: R,
  input: unknown,
): Promise<Result<unknown>> => {
  const parsed = requestSchemas[route].safeParse(input)
  if (!parsed.success) return fail('usage.invalid', `${route}: ${parsed.error.message}`)
  try {
    // The schema of this very route produced the value.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return await handlers[route](parsed.data as RequestInput<R>, from)
  } catch (thrown) {
    return { ok: false, error: toCodedError(thrown) }
  }
}

/** Sends an event to one window, if it is there and has that route. */
export const sendEvent = <E extends EventRoute>(
  contents: WebContents | undefined,
  name: WindowName,
  route: E,
  payload: WindowEvents[E],
): void => {
  if (contents === undefined || contents.isDestroyed()) return
  if ((windowRoutes[name].events as readonly string[]).includes(route)) {
    contents.send(IPC_EVENT_CHANNEL, route, payload)
  }
}
