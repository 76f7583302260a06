import { fail, toCodedError, type Result } from '../../contracts/errors.ts'
import {
  requestSchemas,
  windowRoutes,
  type RequestInput,
  type RequestResult,
  type RequestRoute,
  type WindowName,
} from '../../contracts/ipc.ts'

/** One handler per route: a missing one does not compile. */
export type RequestHandlers = {
  readonly [R in RequestRoute]: (
    input: RequestInput<R>,
    from: WindowName,
  ) => RequestResult<R> | Promise<RequestResult<R>>
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
  const parsed = requestSchemas[route].safeParse(input)
  if (!parsed.success) return fail('usage.invalid', `${route}: ${parsed.error.message}`)
  try {
    // The handler of this very route gets what the schema of this very route produced; the compiler
    // cannot follow the two through the union of all routes.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const handle = handlers[route] as (
      input: unknown,
      from: WindowName,
    ) => Result<unknown> | Promise<Result<unknown>>
    return await handle(parsed.data, from)
  } catch (thrown) {
    return { ok: false, error: toCodedError(thrown) }
  }
}
