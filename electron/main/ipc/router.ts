import type { IpcMain, WebContents } from 'electron'
import { fail } from '../../contracts/errors.ts'
import {
  IPC_EVENT_CHANNEL,
  IPC_REQUEST_CHANNEL,
  windowRoutes,
  type EventRoute,
  type WindowEvents,
  type WindowName,
} from '../../contracts/ipc.ts'
import { APP_ORIGIN } from '../security/urls.ts'
import { answerRequest, type RequestHandlers } from './answer-request.ts'

/** Which of our windows a request came from; null for anything else that may speak on the channel. */
type SenderOf = (contents: WebContents) => WindowName | null

/**
 * Answers requests from windows. A request is refused unless it comes from the main frame of one of
 * our windows, of our origin, on a route of that window, with an input that parses. A handler's
 * unexpected throw becomes a coded error: an `invoke` of ours never rejects.
 * @returns what ends it. The handler stays: a window that asks once more while Warbler ends is
 *   answered that it has ended, and Electron complains of no handler that is missing.
 */
export const answerRequests = (
  ipc: Pick<IpcMain, 'handle'>,
  handlers: Promise<RequestHandlers>,
  senderOf: SenderOf,
): (() => void) => {
  let ended = false
  ipc.handle(IPC_REQUEST_CHANNEL, async (event, route: unknown, input: unknown) => {
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
    // Windows load while the app is still being composed: what they ask meanwhile waits.
    const ready = ended ? null : await handlers
    return ready === null || ended
      ? fail('instance.not-running', 'Warbler is ending')
      : answerRequest(ready, from, route, input)
  })
  return () => {
    ended = true
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
