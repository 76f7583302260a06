import { z } from 'zod'
import type { Clock } from '../../workers/clock.ts'
import type { FollowLines, OtherRecorders, RunToEnd } from './other-recorders.ts'

/**
 * Recording streams of PulseAudio, or of PipeWire in its place, by `pactl` (pulseaudio-utils 16 or later).
 * An event arrives 24 ms after a stream began; a list takes 10 ms.
 */

const streamSchema = z.object({
  index: z.number(),
  source: z.number(),
  client: z.union([z.string(), z.number(), z.null()]).optional(),
  corked: z.boolean().optional(),
  mute: z.boolean().optional(),
  resample_method: z.string().optional(),
  sample_specification: z.string().optional(),
  properties: z.record(z.string(), z.string()).optional(),
})

const sourceSchema = z.object({ index: z.number(), name: z.string() })

/** Level meters of the system's own sound settings look like recordings, at 25 Hz. */
const METER = /(?:^|\s)25 ?Hz$/
const METER_APPLICATIONS = /pavucontrol|plasma-pa|gnome-control-center/i

/**
 * The application that records from a microphone, in the words of `pactl -f json list source-outputs`.
 * @param ownPids Electron's audio service and other processes of ours: never by name, a call in a browser
 *   has the same one
 * @returns its name; empty where it has none; null where nobody does
 */
export const recorderIn = (
  streams: string,
  sources: string,
  ownPids: ReadonlySet<string>,
): string | null => {
  const monitors = new Set(
    z
      .array(sourceSchema)
      .parse(JSON.parse(sources))
      .filter(({ name }) => name.endsWith('.monitor'))
      .map(({ index }) => index),
  )
  const others = z
    .array(streamSchema)
    .parse(JSON.parse(streams))
    .filter(({ source, corked, properties, resample_method: method, ...stream }) => {
      const pid = properties?.['application.process.id']
      const isOurs = pid !== undefined && ownPids.has(pid)
      const isMeter =
        method === 'peaks' ||
        METER.test(stream.sample_specification ?? '') ||
        METER_APPLICATIONS.test(properties?.['application.id'] ?? '')
      // Modules of the server (remapped, echo-cancelled sources) belong to no application.
      const isModule =
        properties?.['media.role'] === 'filter' ||
        properties?.['application.process.id'] === undefined
      return !isOurs && !isMeter && !isModule && corked !== true && !monitors.has(source)
    })
  const [first] = others
  return first === undefined ? null : nameOf(first.properties ?? {})
}

/** "Chromium input" says nothing to anybody: the program's own name does. */
const nameOf = (properties: Readonly<Record<string, string>>): string => {
  const name = properties['application.name'] ?? ''
  const binary = properties['application.process.binary'] ?? ''
  return /^(?:chromium|chrome) input$/i.test(name) && binary !== '' ? binary : name || binary
}

/** A burst of events, as a call that begins makes one, is one change. */
const SETTLE_MS = 150
/** A sound server that is restarted is back within some seconds; one that never answered is not asked. */
const FOLLOW_AGAIN_MS = 5000

export const watchPulseAudio = (parts: {
  readonly follow: FollowLines
  readonly run: RunToEnd
  readonly clock: Clock
  readonly ownPids: () => ReadonlySet<string>
  readonly onChange: () => void
}): OtherRecorders => {
  const { follow, run, clock, ownPids, onChange } = parts
  let told: boolean | null = null
  let recordedBy: string | null = null
  let wasTold = false
  let cancelLook: () => void = () => undefined
  let cancelFollow: () => void = () => undefined
  let stop: () => void = () => undefined
  let disposed = false
  const set = (isTold: boolean, by: string | null) => {
    if (disposed || (isTold === told && by === recordedBy)) return
    told = isTold
    wasTold ||= isTold
    recordedBy = by
    onChange()
  }
  const look = async (): Promise<void> => {
    const list = (what: string) => run('pactl', ['-f', 'json', 'list', what])
    const [streams, sources] = await Promise.all([list('source-outputs'), list('sources')])
    set(true, recorderIn(streams, sources, ownPids()))
  }
  const lookSoon = () => {
    cancelLook()
    // An answer that cannot be read is one that does not tell.
    cancelLook = clock.setTimer(SETTLE_MS, () => void look().catch(() => set(false, null)))
  }
  const begin = () => {
    stop = follow('pactl', ['subscribe'], {
      line: (line) => {
        if (/source-output/.test(line)) lookSoon()
      },
      end: () => {
        set(false, null)
        if (wasTold && !disposed) cancelFollow = clock.setTimer(FOLLOW_AGAIN_MS, begin)
      },
    })
    lookSoon()
  }
  begin()
  return {
    isTold: () => told,
    recordedBy: () => recordedBy,
    dispose: () => {
      disposed = true
      cancelLook()
      cancelFollow()
      stop()
    },
  }
}
