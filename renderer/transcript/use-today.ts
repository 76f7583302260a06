import { useSyncExternalStore } from 'react'
import { dayStart } from './group-turns.ts'

const subscribe = (listener: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout>
  const waitForTomorrow = () => {
    timer = setTimeout(
      () => {
        listener()
        waitForTomorrow()
      },
      new Date().setHours(24, 0, 1, 0) - Date.now(),
    )
  }
  waitForTomorrow()
  return () => clearTimeout(timer)
}

/** Local midnight that began today; changes at the next one. */
export const useToday = (): number => useSyncExternalStore(subscribe, () => dayStart(Date.now()))
