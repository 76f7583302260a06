import { succeed, type Result } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestRoute } from '../../../electron/contracts/ipc.ts'
import type { FeedbackChange } from '../../../electron/contracts/turn-feedback.ts'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import type { TurnsBridge } from '../../../renderer/transcript/turns-store.ts'

/** Main with a turn log, which answers when the test says so or at once. */
export const turnsBridge = (log: readonly TurnLogRecord[] = []) => {
  const asked: { readonly route: RequestRoute; readonly input: unknown }[] = []
  let emit: (record: TurnLogRecord) => void = () => undefined
  let reading: Result<null> = succeed(null)
  let change: Result<FeedbackChange> = succeed({
    setting: 'patience',
    from: 'balanced',
    to: 'patient',
  })
  const answer = (route: RequestRoute, input: unknown): Result<unknown> => {
    if (route === 'turns.feedback') return change
    if (!reading.ok) return reading
    if (route === 'turns.recent') return succeed(log)
    const { exchangeId } = input as RequestInput<'turns.record'>
    return succeed(log.find((record) => record.exchangeId === exchangeId) ?? null)
  }
  const bridge = {
    request: (route: RequestRoute, input: unknown) => {
      asked.push({ route, input })
      return Promise.resolve(answer(route, input))
    },
    on: (_route: 'turns.logged', listener: (record: TurnLogRecord) => void) => {
      emit = listener
      return () => {
        emit = () => undefined
      }
    },
  } as TurnsBridge
  return {
    bridge,
    asked,
    emit: (record: TurnLogRecord) => emit(record),
    failReading: (failure: Result<null>) => {
      reading = failure
    },
    willChange: (next: Result<FeedbackChange>) => {
      change = next
    },
  }
}

/** Everything that was promised has come. */
export const settle = async (): Promise<void> => {
  for (let index = 0; index < 20; index += 1) await Promise.resolve()
}
