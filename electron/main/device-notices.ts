import type { MicrophoneStatus } from '../contracts/audio.ts'
import type { DeviceNotice, SoundDevices } from '../contracts/devices.ts'
import {
  followDevice,
  NOTHING_SEEN,
  withSystemDevices,
  type DeviceMemory,
} from '../core/devices/follow-device.ts'
import type { Clock } from './workers/clock.ts'

/** A dock that is pulled out takes its devices one after the other, within half a second. */
const SETTLE_MS = 500
/** Two short sentences take five seconds to read. */
const SHOWN_MS = 8000

interface DeviceNoticesOptions {
  readonly clock: Clock
  /** Tells the person, or (null) takes it away again. */
  readonly onNotice: (notice: DeviceNotice | null) => void
}

/**
 * Tells the person which device is used now, where that has changed by itself.
 *
 * Invariants:
 * 1. One burst of changes gives one notice, of what there is after it; none where all is as before.
 * 2. Nothing is said of a microphone that is closed, and "now listening" only once it does. One that
 *    failed is told by its error.
 * 3. A notice goes away by itself.
 */
export class DeviceNotices {
  readonly #options: DeviceNoticesOptions
  /** As the audio window sees them. */
  #devices: SoundDevices | null = null
  /** As the system's sound server tells of them. */
  #system: SoundDevices | null = null
  #status: MicrophoneStatus = 'off'
  #microphone: DeviceMemory = NOTHING_SEEN
  #loudspeaker: DeviceMemory = NOTHING_SEEN
  #cancelSettle: () => void = () => undefined
  #cancelShown: () => void = () => undefined

  constructor(options: DeviceNoticesOptions) {
    this.#options = options
  }

  devicesChanged(devices: SoundDevices): void {
    this.#devices = devices
    this.#lookSoon()
  }

  systemChanged(devices: SoundDevices | null): void {
    this.#system = devices
    this.#lookSoon()
  }

  microphoneChanged(status: MicrophoneStatus): void {
    this.#status = status
    this.#lookSoon()
  }

  dispose(): void {
    this.#cancelSettle()
    this.#cancelShown()
  }

  #lookSoon(): void {
    this.#cancelSettle()
    if (this.#devices === null) return
    this.#cancelSettle = this.#options.clock.setTimer(SETTLE_MS, () => this.#look())
  }

  #look(): void {
    if (this.#devices === null) return
    const { microphone, loudspeaker } = withSystemDevices(this.#devices, this.#system)
    const notice = {
      microphone: this.#lookAtMicrophone(microphone),
      loudspeaker: this.#lookAtLoudspeaker(loudspeaker),
    }
    if (notice.microphone === null && notice.loudspeaker === null) return
    const { clock, onNotice } = this.#options
    onNotice(notice)
    this.#cancelShown()
    this.#cancelShown = clock.setTimer(SHOWN_MS, () => onNotice(null))
  }

  #lookAtMicrophone(devices: SoundDevices['microphone']): DeviceNotice['microphone'] {
    // It is being exchanged: what it came to is looked at then.
    if (this.#status === 'preparing') return null
    const { memory, change } = followDevice(this.#microphone, devices)
    this.#microphone = memory
    return this.#status === 'ready' ? change : null
  }

  #lookAtLoudspeaker(devices: SoundDevices['loudspeaker']): DeviceNotice['loudspeaker'] {
    const { memory, change } = followDevice(this.#loudspeaker, devices)
    this.#loudspeaker = memory
    return change
  }
}
