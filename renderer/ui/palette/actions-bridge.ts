import type {
  RequestInput,
  RequestResult,
  WindowEvents,
  WindowRequests,
} from '../../../electron/contracts/ipc.ts'

/** The routes that every window with a palette has. */
type ActionRoute = Extract<WindowRequests<'settings'>, 'actions.list' | 'actions.run'>

export interface ActionsBridge {
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly request: <R extends ActionRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'settings.noticed',
    listener: (notice: WindowEvents['settings.noticed']) => void,
  ) => () => void
}
