import type {
  RequestInput,
  RequestResult,
  WindowBridge,
  WindowName,
  WindowRequests,
} from '../../electron/contracts/ipc.ts'

/** The preload's bridge of this window. Throws where the page runs without its own preload. */
export const windowBridge = <W extends WindowName>(name: W): WindowBridge<W> => {
  const exposed: unknown = Reflect.get(globalThis, 'warbler')
  if (!isBridgeOf(exposed, name)) throw new Error(`The preload of the ${name} window is missing.`)
  return exposed
}

const isBridgeOf = <W extends WindowName>(value: unknown, name: W): value is WindowBridge<W> =>
  typeof value === 'object' && value !== null && 'window' in value && value.window === name

/** The routes that both windows with conversation controls have. */
type TalkRoute = Extract<WindowRequests<'overlay'>, WindowRequests<'transcript'>>

export interface TalkBridge {
  readonly request: <R extends TalkRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
}
