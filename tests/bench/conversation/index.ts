import type { Section } from '../figure.ts'
import { measureEcho } from './echo.ts'
import { measureInterruptions } from './interruptions.ts'
import { measureNoise } from './noise.ts'
import { measurePauses } from './pauses.ts'
import { measureRooms } from './rooms.ts'
import { measureSpeed } from './speed.ts'

type Part = () => Promise<readonly Section[]>

/** The parts of `npm run bench -- conversation`, each by its own name too. */
export const conversationParts = (quick: boolean): Readonly<Record<string, Part>> => ({
  'conversation:speed': () => measureSpeed(quick ? 4 : 15),
  'conversation:pauses': () =>
    measurePauses(
      quick
        ? { pausesMs: [700, 1000], sentences: 4 }
        : { pausesMs: [400, 700, 1000, 1500], sentences: 12 },
    ),
  'conversation:interruptions': () =>
    measureInterruptions(
      quick ? { orders: 4, rounds: 1, every: 3 } : { orders: 12, rounds: 2, every: 1 },
    ),
  'conversation:echo': () =>
    measureEcho(quick ? { replies: 6, tries: 0 } : { replies: 50, tries: 2 }),
  'conversation:rooms': () => measureRooms(quick ? 1 : 4),
  'conversation:noise': () =>
    measureNoise(quick ? { seconds: 15, every: 3 } : { seconds: 60, every: 1 }),
})
