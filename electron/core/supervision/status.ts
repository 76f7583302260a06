import type { CodedError } from '../../contracts/errors.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { SupervisionState } from './state.ts'

/** What people are shown of a worker. */
export const engineStatusOf = (state: SupervisionState): EngineStatus => {
  switch (state.phase) {
    case 'stopped':
      return 'missing'
    case 'starting':
      return state.crashesAtMs.length > 0 ? 'restarting' : 'loading'
    case 'ready':
      return 'ready'
    case 'backing-off':
      return 'restarting'
    case 'gave-up':
      return 'failed'
    case 'ending':
      switch (state.next.type) {
        case 'stop':
          return 'missing'
        case 'restart':
          return 'loading'
        case 'back-off':
          return 'restarting'
        case 'give-up':
          return 'failed'
      }
  }
}

/** Why the worker does not serve, where something went wrong. */
export const supervisionErrorOf = (state: SupervisionState): CodedError | null => {
  if (state.phase === 'ending') return 'error' in state.next ? state.next.error : null
  return state.phase === 'backing-off' || state.phase === 'gave-up' ? state.error : null
}

/** A request may be kept for the worker that is coming; otherwise none is. */
export const isExpected = (state: SupervisionState): boolean => {
  switch (state.phase) {
    case 'starting':
    case 'ready':
    case 'backing-off':
      return true
    case 'stopped':
    case 'gave-up':
      return false
    case 'ending':
      return state.next.type === 'restart' || state.next.type === 'back-off'
  }
}
