import { ownPids, run } from '../platform/recorders/open-recorders.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { systemClock } from '../workers/clock.ts'
import { createDuckOthers, type DuckOthers } from './duck-others.ts'
import { pulseStreams } from './pulse-streams.ts'

/** Lowers other programs where the system lets one program do that: Windows and macOS do not. */
export const openDuckOthers = (file: JsonFile, onUnavailable: () => void): DuckOthers =>
  process.platform === 'linux'
    ? createDuckOthers({
        sound: pulseStreams(run),
        ownPids,
        file,
        clock: systemClock,
        onUnavailable,
      })
    : { want: () => undefined, dispose: () => Promise.resolve() }
