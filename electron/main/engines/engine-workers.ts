import { join } from 'node:path'
import type {
  LlmEvent,
  LlmRequest,
  SttEvent,
  SttRequest,
  TtsEvent,
  TtsRequest,
} from '../../contracts/workers.ts'
import { SUPERVISION_POLICIES } from '../../core/supervision/policy.ts'
import type { EngineKind } from '../app-state.ts'
import { systemClock } from '../workers/clock.ts'
import type { SpawnWorker } from '../workers/process-host.ts'
import { WorkerSupervisor, type WorkerStatus } from '../workers/worker-supervisor.ts'

export interface EngineWorkers {
  readonly stt: WorkerSupervisor<SttRequest, SttEvent>
  readonly tts: WorkerSupervisor<TtsRequest, TtsEvent>
  readonly llm: WorkerSupervisor<LlmRequest, LlmEvent>
}

/**
 * The processes of the three engines, supervised; none runs before it is given a line.
 * @param loadsAfter calls back once that engine may load
 */
export const createEngineWorkers = (
  spawn: SpawnWorker,
  loadsAfter: (kind: EngineKind, load: () => void) => void,
  onStatus: (kind: EngineKind, status: WorkerStatus) => void,
): EngineWorkers => {
  const supervise = <
    Request extends { readonly type: string },
    Event extends { readonly type: string },
  >(
    kind: EngineKind,
  ) => {
    const worker = new WorkerSupervisor<Request, Event>({
      kind,
      entry: join(import.meta.dirname, `workers/${kind}.js`),
      spawn,
      clock: systemClock,
      policy: SUPERVISION_POLICIES[kind],
      loadsAfter: (load) => loadsAfter(kind, load),
    })
    worker.onStatus((status) => onStatus(kind, status))
    return worker
  }
  return {
    stt: supervise<SttRequest, SttEvent>('stt'),
    tts: supervise<TtsRequest, TtsEvent>('tts'),
    llm: supervise<LlmRequest, LlmEvent>('llm'),
  }
}
