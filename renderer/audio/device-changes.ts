import type { Clock } from './clock.ts'

/** A dock or a headset makes a dozen events within 200 ms; the list settles after the last one. */
const SETTLE_MS = 300

/** Makes one call of a burst of them. */
export const settled = (
  clock: Clock,
  callback: () => void,
): { readonly signal: () => void; readonly dispose: () => void } => {
  let cancel = () => undefined as void
  return {
    signal: () => {
      cancel()
      cancel = clock.setTimer(SETTLE_MS, callback)
    },
    dispose: () => cancel(),
  }
}
