import { z } from 'zod'
import type { PulseServer } from './pulse-server.ts'

export interface EchoSettings {
  /** From loudspeaker to microphone, in all. Measured: 60 asked for, 59.9 in the recording. */
  readonly delayMs: number
  /** Below 0. The canceller was tried at -25 (loud) and -41 (soft). */
  readonly gainDb: number
}

export interface Echo {
  readonly dispose: () => Promise<void>
}

const sinkInputs = z.array(
  z.object({ index: z.number(), owner_module: z.union([z.string(), z.number()]) }),
)

/** Feeds the loudspeaker's sound into the microphone's channel. */
export const startEcho = async (
  server: PulseServer,
  { delayMs, gainDb }: EchoSettings,
): Promise<Echo> => {
  const loopback = (
    await server.pactl(
      'load-module',
      'module-loopback',
      'source=loudspeaker.monitor',
      'sink=person',
      `latency_msec=${delayMs}`,
      'adjust_time=0',
      'source_dont_move=true',
      'sink_dont_move=true',
    )
  ).trim()
  const inputs = sinkInputs.parse(
    JSON.parse(await server.pactl('-f', 'json', 'list', 'sink-inputs')),
  )
  const input = inputs.find((candidate) => String(candidate.owner_module) === loopback)
  if (input === undefined) throw new Error('the echo did not start')
  await server.pactl('set-sink-input-volume', String(input.index), `${gainDb}dB`)
  return { dispose: async () => void (await server.pactl('unload-module', loopback)) }
}
