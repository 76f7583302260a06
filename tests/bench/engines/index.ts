import type { Section } from '../figure.ts'
import { measureLoopback } from './loopback.ts'

type Part = () => Promise<readonly Section[]>

/** The parts of `npm run bench -- engines`, each by its own name too. */
export const engineParts = (quick: boolean): Readonly<Record<string, Part>> => {
  const rounds = quick ? 5 : 20
  return {
    'engines:loopback': () => measureLoopback(rounds),
  }
}
