import { z } from 'zod'
import type { SoundDevices } from '../../contracts/devices.ts'
import type { Clock } from '../workers/clock.ts'
import type { FollowLines, RunToEnd } from './recorders/other-recorders.ts'

/**
 * Microphones and loudspeakers of PulseAudio, or of PipeWire in its place, by `pactl`. Chromium calls the
 * preferred one "Default" there, and nothing more: which one that is, and that it is another one now, only
 * the sound server tells.
 */

const infoSchema = z.object({
  default_sink_name: z.string().optional(),
  default_source_name: z.string().optional(),
})
const deviceSchema = z.object({ name: z.string(), description: z.string().optional() })

/** What a loudspeaker plays is listed as a microphone as well. */
const isMonitor = (name: string): boolean => name.endsWith('.monitor')

/** The devices in the words of `pactl -f json` `info`, `list sources` and `list sinks`. Throws at others. */
export const devicesIn = (info: string, sources: string, sinks: string): SoundDevices => {
  const names = infoSchema.parse(JSON.parse(info))
  const ofKind = (list: string, preferred: string | undefined) => {
    const devices = z
      .array(deviceSchema)
      .parse(JSON.parse(list))
      .filter(({ name }) => !isMonitor(name))
    const labelOf = ({ name, description = name }: z.infer<typeof deviceSchema>) => description
    const used = devices.find(({ name }) => name === preferred)
    return {
      inUse: used === undefined ? null : labelOf(used),
      present: devices.map(labelOf),
      isDefault: true,
    }
  }
  return {
    microphone: ofKind(sources, names.default_source_name),
    loudspeaker: ofKind(sinks, names.default_sink_name),
  }
}

/** A headset brings a card, two devices and two defaults within some 100 ms. */
const SETTLE_MS = 150
const ABOUT_DEVICES = / on (?:server|source|sink) #/

export interface SystemDevices {
  /** Whether anybody needs to know. Asked for again, it begins anew where the sound server had gone. */
  readonly want: (wanted: boolean) => void
  readonly dispose: () => void
}

/** Follows the sound server's devices; null is told where it does not tell any more. */
export const watchPulseDevices = (parts: {
  readonly follow: FollowLines
  readonly run: RunToEnd
  readonly clock: Clock
  readonly onDevices: (devices: SoundDevices | null) => void
}): SystemDevices => {
  const { follow, run, clock, onDevices } = parts
  let stop: (() => void) | null = null
  let cancelLook: () => void = () => undefined

  const look = async (): Promise<void> => {
    const ask = (...words: readonly string[]) => run('pactl', ['-f', 'json', ...words])
    const answers = await Promise.all([ask('info'), ask('list', 'sources'), ask('list', 'sinks')])
    if (stop !== null) onDevices(devicesIn(...answers))
  }
  const lookSoon = () => {
    cancelLook()
    cancelLook = clock.setTimer(SETTLE_MS, () => void look().catch(end))
  }
  const end = () => {
    cancelLook()
    stop?.()
    stop = null
    onDevices(null)
  }
  return {
    want: (wanted) => {
      if (wanted === (stop !== null)) return
      if (!wanted) {
        end()
        return
      }
      stop = follow('pactl', ['subscribe'], {
        line: (line) => {
          if (ABOUT_DEVICES.test(line)) lookSoon()
        },
        end,
      })
      lookSoon()
    },
    dispose: () => {
      if (stop !== null) end()
    },
  }
}
