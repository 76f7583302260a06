import type { Result } from '../../contracts/errors.ts'
import type { FirstRun } from '../../contracts/first-run.ts'
import { finish } from '../../core/first-run/steps.ts'
import type { Storage } from '../storage/open-storage.ts'

export interface FirstRunDesk {
  readonly show: () => void
  /** Somebody is to be led through the first steps. */
  readonly isDue: () => boolean
  readonly get: () => FirstRun
  readonly keep: (place: FirstRun) => Result<null>
  readonly leave: (show: 'transcript' | 'nothing') => Result<null>
}

const done = { ok: true, value: null } as const

/** Who is new is asked once; who leaves in the middle goes on there, at the next start or when they wish. */
export const createFirstRun = (
  storage: Pick<Storage, 'isNew'> & {
    readonly settings: Pick<Storage['settings'], 'get' | 'change'>
  },
  windows: { readonly get: (name: 'welcome') => { readonly close: () => void } | undefined },
  showWindow: (name: 'welcome' | 'transcript') => void,
): FirstRunDesk => {
  const place = (): FirstRun => storage.settings.get().firstRun
  // Without a word to anybody: where somebody is in a window is no choice of theirs that is taken back.
  const keep = (next: FirstRun): Result<null> => {
    const kept = storage.settings.change({ firstRun: next })
    return kept.ok ? done : kept
  }
  // A profile that cannot be written to has nobody led through it at each start.
  if (storage.isNew) keep({ ...place(), finished: false })
  return {
    show: () => showWindow('welcome'),
    isDue: () => !place().finished,
    get: place,
    keep,
    leave: (show) => {
      const kept = keep(finish(place()))
      if (show === 'transcript') showWindow('transcript')
      windows.get('welcome')?.close()
      return kept
    },
  }
}
