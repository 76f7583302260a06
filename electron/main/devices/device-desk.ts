import type { AudioEvent } from '../../contracts/audio.ts'
import type { DeviceList, DevicesView } from '../../contracts/devices.ts'

interface DeviceDeskParts {
  /** What windows see has changed. */
  readonly onChange: (view: DevicesView) => void
  /** Levels and speech are to be told now, or not any more. */
  readonly onWatched: () => void
}

type MicrophoneEvent = Pick<
  Extract<AudioEvent, { type: 'microphone' }>,
  'status' | 'deviceLabel' | 'error'
>

const NOTHING: DevicesView = {
  microphones: [],
  loudspeakers: [],
  microphone: { status: 'off', name: null, error: null },
}

/**
 * Microphones and loudspeakers for windows that let a person choose among them.
 *
 * Invariants:
 * 1. The audio window is watched as long as one window wants it; a window that is gone wants nothing.
 * 2. `onChange` is called with another view each time.
 */
export class DeviceDesk {
  readonly #parts: DeviceDeskParts
  readonly #watching = new Set<string>()
  #view = NOTHING

  constructor(parts: DeviceDeskParts) {
    this.#parts = parts
  }

  get view(): DevicesView {
    return this.#view
  }

  get isWatched(): boolean {
    return this.#watching.size > 0
  }

  listed(list: DeviceList): void {
    this.#show({ ...this.#view, ...list })
  }

  microphoneChanged({ status, deviceLabel, error }: MicrophoneEvent): void {
    const microphone = { status, name: deviceLabel ?? null, error: error ?? null }
    this.#show({ ...this.#view, microphone })
  }

  /** A window looks at the level, or not any more. */
  watch(window: string, on: boolean): void {
    const was = this.isWatched
    if (on) this.#watching.add(window)
    else this.#watching.delete(window)
    if (was !== this.isWatched) this.#parts.onWatched()
  }

  #show(view: DevicesView): void {
    this.#view = view
    this.#parts.onChange(view)
  }
}
