import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineKind } from '../app-state.ts'
import type { WorkerStatus } from '../workers/worker-supervisor.ts'

const KINDS = ['stt', 'llm', 'tts'] as const

export interface Readiness {
  readonly changed: (kind: EngineKind, status: WorkerStatus) => void
  readonly isReady: (kind: EngineKind) => boolean
  /** Resolves when all three serve; rejects with what keeps one from it. */
  readonly ready: () => Promise<void>
}

/** Which engines serve, as their workers last told. */
export const createReadiness = (): Readiness => {
  const statuses = new Map<EngineKind, WorkerStatus>()
  const watchers = new Set<() => void>()
  const isReady = (kind: EngineKind) => statuses.get(kind)?.status === 'ready'

  return {
    changed: (kind, status) => {
      statuses.set(kind, status)
      for (const watcher of watchers) watcher()
    },
    isReady,
    ready: () =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          for (const { status, error } of statuses.values()) {
            if (status === 'failed') {
              reject(new CodedFailure(error ?? { code: 'worker.gave-up' }))
              return true
            }
          }
          if (!KINDS.every(isReady)) return false
          resolve()
          return true
        }
        if (look()) return
        const watcher = () => {
          if (look()) watchers.delete(watcher)
        }
        watchers.add(watcher)
      }),
  }
}
