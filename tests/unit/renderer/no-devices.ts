import type { DevicesStore } from '../../../renderer/ui/devices/devices-store.ts'

const NOTHING_SEEN = { devices: null, heard: false, test: null }
const nothing = () => undefined

/** Microphones and loudspeakers of which nothing has been told. */
export const NO_DEVICES: DevicesStore = {
  get: () => NOTHING_SEEN,
  subscribe: () => nothing,
  watch: () => nothing,
  forgetHeard: nothing,
  tryAgain: nothing,
  testLoudspeaker: nothing,
  dispose: nothing,
}
