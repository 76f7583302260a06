import type { Section } from '../figure.ts'
import { LARGE_TURNS } from './large-transcript.ts'
import { measureMemory } from './memory.ts'
import { measureTranscript } from './transcript.ts'

type Part = () => Promise<readonly Section[]>

/** The parts of `npm run bench -- app`, each by its own name too. */
export const appParts = (quick: boolean): Readonly<Record<string, Part>> => ({
  'app:transcript': () =>
    measureTranscript(
      quick
        ? { turns: LARGE_TURNS, rounds: 1, opens: 2, frames: 200 }
        : { turns: LARGE_TURNS, rounds: 4, opens: 6, frames: 900 },
    ),
  'app:memory': () => measureMemory(quick ? 20 : 100),
})
