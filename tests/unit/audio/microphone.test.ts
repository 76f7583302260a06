import { describe, expect, it } from 'vitest'
import { CodedFailure, type ErrorCode } from '../../../electron/contracts/errors.ts'
import { Microphone } from '../../../renderer/audio/capture/microphone.ts'
import type { OpenMicrophone } from '../../../renderer/audio/capture/open-microphone.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** A desk with microphones that come and go. */
class Desk {
  readonly time = new VirtualTime()
  readonly reports: string[] = []
  readonly opened: (OpenMicrophone & { live: boolean })[] = []
  devices: string[] = ['built-in']
  failure: ErrorCode | null = null
  /** The list's name for every device, where it is not the one that an open device tells. */
  alias: string | null = null
  connected: OpenMicrophone | null = null
  /** While set, `open` waits for it. */
  slow: Promise<void> = Promise.resolve()

  readonly microphone = new Microphone({
    clock: this.time.clock,
    open: async (deviceId) => {
      await this.slow
      return this.#open(deviceId)
    },
    resolve: async (deviceId) => this.alias ?? this.#choose(deviceId),
    connect: async (microphone) => {
      this.connected = microphone
    },
    disconnect: () => {
      this.connected = null
    },
    report: ({ status, deviceLabel, error }) =>
      this.reports.push([status, deviceLabel ?? error?.code].filter(Boolean).join(' ')),
  })

  get live(): readonly string[] {
    return this.opened.filter(({ live }) => live).map(({ label }) => label)
  }

  /** The present device hands out a frame. */
  frame(): void {
    if (this.connected !== null) this.microphone.frameArrived()
  }

  async want(wanted: boolean, deviceId: string | null = null): Promise<void> {
    this.microphone.want({ wanted, deviceId })
    await this.microphone.settled()
  }

  /** Frames keep coming while time passes. */
  async runFor(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      await this.time.advanceAsync(100)
      this.frame()
    }
  }

  #choose(deviceId: string | null): string | null {
    return this.devices.find((device) => device === deviceId) ?? this.devices[0] ?? null
  }

  #open(deviceId: string | null): OpenMicrophone {
    const label = this.#choose(deviceId)
    const code = this.failure ?? (label === null ? 'microphone.absent' : null)
    if (code !== null || label === null) {
      throw new CodedFailure({ code: code ?? 'microphone.absent' })
    }
    const microphone = {
      label,
      identity: label,
      latencyMs: 10,
      // A stream is only passed on to `connect`.
      stream: {} as unknown as MediaStream,
      onEnded: null,
      onMuteChange: null,
      live: true,
      stop: () => {
        microphone.live = false
      },
    }
    this.opened.push(microphone)
    return microphone
  }
}

describe('microphone', () => {
  it('is ready only when frames flow', async () => {
    const desk = new Desk()
    await desk.want(true)
    expect(desk.reports).toEqual(['preparing'])
    desk.frame()
    desk.frame()
    expect(desk.reports).toEqual(['preparing', 'ready built-in'])
  })

  it('has no live track when it is not wanted', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    await desk.want(false)
    expect(desk.live).toEqual([])
    expect(desk.connected).toBeNull()
    expect(desk.reports.at(-1)).toBe('off')
    expect(desk.time.waiting).toBe(0)
  })

  it('closes a device at once that opens after it is no longer wanted', async () => {
    const desk = new Desk()
    let release = () => undefined as void
    desk.slow = new Promise((resolve) => {
      release = resolve
    })
    desk.microphone.want({ wanted: true, deviceId: null })
    desk.microphone.want({ wanted: false, deviceId: null })
    release()
    await desk.microphone.settled()
    expect(desk.live).toEqual([])
    expect(desk.connected).toBeNull()
    expect(desk.reports).toEqual(['preparing', 'off'])
  })

  it('says why it cannot be opened, and tries again without a word until it can', async () => {
    const desk = new Desk()
    desk.devices = []
    await desk.want(true)
    await desk.time.advanceAsync(12_000)
    expect(desk.reports).toEqual(['preparing', 'failed microphone.absent'])
    desk.devices = ['headset']
    await desk.time.advanceAsync(6000)
    desk.frame()
    expect(desk.reports.at(-1)).toBe('ready headset')
  })

  it('is tried at once when a device appears', async () => {
    const desk = new Desk()
    desk.devices = []
    await desk.want(true)
    desk.devices = ['headset']
    desk.microphone.devicesChanged()
    await desk.microphone.settled()
    desk.frame()
    expect(desk.reports.at(-1)).toBe('ready headset')
  })

  it('does not pester a person who denied it, and asks when it is wanted once more', async () => {
    const desk = new Desk()
    desk.failure = 'microphone.permission-denied'
    await desk.want(true)
    expect(desk.time.waiting).toBe(0)
    desk.failure = null
    await desk.want(true)
    desk.frame()
    expect(desk.reports).toEqual([
      'preparing',
      'failed microphone.permission-denied',
      'preparing',
      'ready built-in',
    ])
  })

  it('goes on with another device when the present one is unplugged, without failing', async () => {
    const desk = new Desk()
    desk.devices = ['headset', 'built-in']
    await desk.want(true)
    desk.frame()
    desk.devices = ['built-in']
    desk.opened[0]?.onEnded?.()
    await desk.microphone.settled()
    desk.frame()
    expect(desk.reports).toEqual(['preparing', 'ready headset', 'preparing', 'ready built-in'])
    expect(desk.live).toEqual(['built-in'])
  })

  it('is lost, not absent, when the only device is unplugged', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    desk.devices = []
    desk.opened[0]?.onEnded?.()
    await desk.microphone.settled()
    expect(desk.reports.at(-1)).toBe('failed microphone.lost')
    // The system's own word of it comes later, and is no news.
    const told = desk.reports.length
    desk.microphone.devicesChanged()
    await desk.microphone.settled()
    await desk.time.advanceAsync(12_000)
    expect(desk.reports).toHaveLength(told)
  })

  it('is lost though sound goes on, when its device has left the list without an event', async () => {
    const desk = new Desk()
    await desk.want(true)
    await desk.runFor(500)
    desk.devices = []
    await desk.runFor(1500)
    expect(desk.reports).toEqual([
      'preparing',
      'ready built-in',
      'preparing',
      'failed microphone.lost',
    ])
    expect(desk.live).toEqual([])
    desk.devices = ['built-in']
    await desk.runFor(3000)
    expect(desk.reports.at(-1)).toBe('ready built-in')
  })

  it('is not opened again and again where the system has two names for it', async () => {
    const desk = new Desk()
    desk.alias = 'the same by another name'
    await desk.want(true)
    await desk.runFor(5000)
    expect(desk.opened).toHaveLength(1)
    expect(desk.reports).toEqual(['preparing', 'ready built-in'])
  })

  it('moves to the preferred device when that one appears', async () => {
    const desk = new Desk()
    await desk.want(true, 'headset')
    desk.frame()
    expect(desk.reports.at(-1)).toBe('ready built-in')
    desk.devices = ['built-in', 'headset']
    desk.microphone.devicesChanged()
    await desk.time.advanceAsync(0)
    await desk.microphone.settled()
    desk.frame()
    expect(desk.reports.at(-1)).toBe('ready headset')
    expect(desk.live).toEqual(['headset'])
  })

  it('stays with its device when others come and go', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    desk.devices = ['built-in', 'webcam']
    desk.microphone.devicesChanged()
    await desk.time.advanceAsync(0)
    await desk.microphone.settled()
    expect(desk.opened).toHaveLength(1)
  })

  it('opens anew a device that hands out nothing more, as after a suspended laptop', async () => {
    const desk = new Desk()
    await desk.want(true)
    await desk.runFor(1000)
    await desk.time.advanceAsync(2500)
    await desk.runFor(1000)
    expect(desk.opened).toHaveLength(2)
    expect(desk.live).toHaveLength(1)
    expect(desk.reports.at(-1)).toBe('ready built-in')
  })

  it('fails when the device it opened anew gives nothing either', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    await desk.time.advanceAsync(20_000)
    expect(desk.reports).toEqual([
      'preparing',
      'ready built-in',
      'preparing',
      'failed microphone.lost',
    ])
    expect(desk.live).toHaveLength(1)
  })

  it('tells that the system mutes it, and when it no longer does', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    desk.opened[0]?.onMuteChange?.(true)
    await desk.runFor(1500)
    expect(desk.reports.at(-1)).toBe('failed microphone.muted')
    desk.opened[0]?.onMuteChange?.(false)
    desk.frame()
    expect(desk.reports.at(-1)).toBe('ready built-in')
  })

  it('passes over the short mute of a headset that changes its profile', async () => {
    const desk = new Desk()
    await desk.want(true)
    desk.frame()
    desk.opened[0]?.onMuteChange?.(true)
    await desk.runFor(500)
    desk.opened[0]?.onMuteChange?.(false)
    await desk.runFor(2000)
    expect(desk.reports).toEqual(['preparing', 'ready built-in'])
  })
})
