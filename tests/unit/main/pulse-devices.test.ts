import { describe, expect, it } from 'vitest'
import type { SoundDevices } from '../../../electron/contracts/devices.ts'
import { devicesIn, watchPulseDevices } from '../../../electron/main/platform/pulse-devices.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const info = (source: string, sink = 'alsa_output.pci') =>
  JSON.stringify({ default_sink_name: sink, default_source_name: source })
const SOURCES = JSON.stringify([
  { index: 1, name: 'alsa_output.pci.monitor', description: 'Monitor of Built-in Audio' },
  { index: 2, name: 'alsa_input.pci', description: 'Built-in Audio' },
  { index: 3, name: 'alsa_input.usb', description: 'Headset' },
])
const SINKS = JSON.stringify([{ index: 1, name: 'alsa_output.pci', description: 'Built-in Audio' }])

describe('devices of PulseAudio', () => {
  it('are known by what people call them, with the preferred one', () => {
    expect(devicesIn(info('alsa_input.usb'), SOURCES, SINKS)).toEqual({
      microphone: { inUse: 'Headset', present: ['Built-in Audio', 'Headset'], isDefault: true },
      loudspeaker: { inUse: 'Built-in Audio', present: ['Built-in Audio'], isDefault: true },
    })
  })

  it('are no microphone where only what a loudspeaker plays can be recorded', () => {
    const { microphone } = devicesIn(info('alsa_output.pci.monitor'), SOURCES, SINKS)
    expect(microphone.inUse).toBeNull()
  })

  /** A sound server whose events the test tells. */
  const server = () => {
    const time = new VirtualTime()
    const told: (string | null | undefined)[] = []
    const world = { preferred: 'alsa_input.pci', answers: true, followed: 0, stopped: 0 }
    let on = {
      line: (_line: string) => undefined as void,
      end: (_failed: boolean) => undefined as void,
    }
    const watch = watchPulseDevices({
      clock: time.clock,
      follow: (_command, _options, listeners) => {
        world.followed += 1
        on = listeners
        return () => void (world.stopped += 1)
      },
      run: async (_command, options) => {
        if (!world.answers) throw new Error('no server')
        if (options.includes('info')) return info(world.preferred)
        return options.includes('sources') ? SOURCES : SINKS
      },
      onDevices: (devices: SoundDevices | null) => void told.push(devices?.microphone.inUse),
    })
    return {
      time,
      told,
      world,
      watch,
      line: (text: string) => on.line(text),
      end: () => on.end(true),
    }
  }

  it('are looked at once for a burst of events, and not for streams that come and go', async () => {
    const { time, told, world, watch, line } = server()
    watch.want(true)
    await time.advanceAsync(1000)
    world.preferred = 'alsa_input.usb'
    line("Event 'new' on source #3")
    line("Event 'change' on server #0")
    await time.advanceAsync(1000)
    line("Event 'new' on source-output #7")
    line("Event 'new' on sink-input #8")
    await time.advanceAsync(1000)
    expect(told).toEqual(['Built-in Audio', 'Headset'])
  })

  it('are told of no more where the server goes, and again when they are asked for', async () => {
    const { time, told, world, watch, end } = server()
    watch.want(true)
    await time.advanceAsync(1000)
    end()
    watch.want(true)
    world.answers = false
    await time.advanceAsync(1000)
    expect(told).toEqual(['Built-in Audio', undefined, undefined])
    world.answers = true
    watch.want(true)
    await time.advanceAsync(1000)
    expect(told.at(-1)).toBe('Built-in Audio')
    expect(world.followed).toBe(3)
  })

  it('cost nothing while nobody needs to know', async () => {
    const { time, world, watch } = server()
    watch.want(true)
    watch.want(false)
    watch.want(false)
    await time.advanceAsync(1000)
    expect([world.followed, world.stopped, time.waiting]).toEqual([1, 1, 0])
  })
})
