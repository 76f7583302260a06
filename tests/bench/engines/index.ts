import type { Section } from '../figure.ts'
import { measureDownloads } from './downloads.ts'
import { measureLocal } from './local.ts'
import { measureLoopback } from './loopback.ts'
import { measureRealtime } from './realtime.ts'
import { measureServers } from './servers.ts'

type Part = () => Promise<readonly Section[]>

/** The parts of `npm run bench -- engines`, each by its own name too. */
export const engineParts = (quick: boolean): Readonly<Record<string, Part>> => {
  const rounds = quick ? 5 : 20
  return {
    'engines:loopback': () => measureLoopback(rounds),
    // Their own answers vary by more than Warbler adds: only many of them tell.
    'engines:servers': () => measureServers(2 * rounds),
    'engines:local': () => measureLocal(rounds),
    'engines:realtime': () => measureRealtime(rounds),
    'engines:downloads': () => measureDownloads(quick ? 2 : 5),
  }
}
