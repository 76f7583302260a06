import { z } from 'zod'
import type { OtherStream } from '../../core/devices/duck-others.ts'
import type { RunToEnd } from '../platform/recorders/other-recorders.ts'

/** What programs play, by `pactl`: of PulseAudio, or of PipeWire in its place. */

const streamSchema = z.object({
  index: z.number(),
  mute: z.boolean(),
  volume: z.record(z.string(), z.object({ value: z.number() })),
  properties: z.record(z.string(), z.string()).default({}),
})

/** The streams in the words of `pactl -f json list sink-inputs`. Throws at others. */
export const streamsIn = (list: string): readonly OtherStream[] =>
  z
    .array(streamSchema)
    .parse(JSON.parse(list))
    .map(({ index, mute, volume, properties }) => ({
      index,
      pid: properties['application.process.id'] ?? '',
      kind: properties['module-stream-restore.id'] ?? '',
      role: properties['media.role'] ?? '',
      volumes: Object.values(volume).map(({ value }) => value),
      isMuted: mute,
    }))

export interface OtherSound {
  /** Rejects where there is no such sound server. */
  readonly list: () => Promise<readonly OtherStream[]>
  /** One that has ended meanwhile is none. */
  readonly setVolumes: (index: number, volumes: readonly number[]) => Promise<void>
}

export const pulseStreams = (run: RunToEnd): OtherSound => ({
  list: async () => streamsIn(await run('pactl', ['-f', 'json', 'list', 'sink-inputs'])),
  setVolumes: async (index, volumes) => {
    await run('pactl', ['set-sink-input-volume', String(index), ...volumes.map(String)]).catch(
      () => '',
    )
  },
})
