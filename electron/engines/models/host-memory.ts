/**
 * Which hosts answered and which could not be reached, for one run: nobody waits twice for a host
 * that is not there, and one that has answered gets the patience of a slow one.
 *
 * Invariants:
 * 1. A host that has answered is never counted as unreachable.
 * 2. `forget` is called when the person asks again: a network may have come back.
 */
export interface HostMemory {
  readonly hasAnswered: (host: string) => boolean
  readonly isUnreachable: (host: string) => boolean
  readonly answered: (host: string) => void
  readonly failed: (host: string) => void
  readonly forget: () => void
}

export const createHostMemory = (): HostMemory => {
  const known = new Map<string, 'answered' | 'unreachable'>()
  return {
    hasAnswered: (host) => known.get(host) === 'answered',
    isUnreachable: (host) => known.get(host) === 'unreachable',
    answered: (host) => void known.set(host, 'answered'),
    failed: (host) => {
      if (known.get(host) !== 'answered') known.set(host, 'unreachable')
    },
    forget: () => known.clear(),
  }
}
