import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { EngineModel, TurnEvent, TurnRequest } from '../../contracts/workers.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { SUPERVISION_POLICIES } from '../../core/supervision/policy.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { Clock } from '../workers/clock.ts'
import type { HeadStart } from './head-start.ts'
import type { SpawnWorker, TransferredPort } from '../workers/process-host.ts'
import { TURN_NICENESS } from '../processor-budget.ts'
import { TurnClient } from '../workers/turn-client.ts'
import { WorkerSupervisor } from '../workers/worker-supervisor.ts'

interface TurnDetectionOptions {
  readonly spawn: SpawnWorker
  readonly clock: Clock
  /** As the supervisor's. */
  readonly loadsAfter: HeadStart['after']
  /** Ports that lead to the audio window. */
  readonly connect: () => readonly TransferredPort[]
  readonly dispatch: (event: ConversationEvent) => void
}

interface TurnDetection {
  /** Loads this model; with null there is no detector. */
  readonly use: (model: EngineModel | null) => void
  /** A new audio window: the worker gets a new port to it. */
  readonly reattach: () => void
  readonly dispose: () => Promise<void>
}

/**
 * Starts and wires the turn detector's worker; its scores become events of the conversation.
 *
 * It is a help and no engine that anybody waits for: whether it loads, crashes or has given up is
 * told to the log and to no person. The conversation goes on by silence and words, as it does where
 * the model is not installed.
 */
export const createTurnDetection = (options: TurnDetectionOptions): TurnDetection => {
  const worker = new WorkerSupervisor<TurnRequest, TurnEvent>({
    kind: 'turn',
    entry: join(import.meta.dirname, 'workers/turn.js'),
    spawn: options.spawn,
    clock: options.clock,
    policy: SUPERVISION_POLICIES.turn,
    niceness: TURN_NICENESS,
    loadsAfter: options.loadsAfter,
  })
  const client = new TurnClient(worker)
  let model: EngineModel | null = null

  const attach = () => client.attachMicrophone(options.connect())
  worker.onReady(attach)
  worker.onStatus(({ error }) => {
    if (error !== null) log(error)
  })
  client.onResult((result) => {
    switch (result.type) {
      case 'score': {
        const { utterance, endSample, probability } = result
        const atMs = nowMs()
        options.dispatch({ type: 'turn-score', utterance, endSample, probability, atMs })
        return
      }
      case 'failed':
        log(result.error)
    }
  })

  return {
    use: (next) => {
      if (JSON.stringify(next) === JSON.stringify(model)) return
      model = next
      if (next === null) worker.stop()
      else worker.setModel({ type: 'load', model: next })
    },
    reattach: () => {
      if (worker.status.status === 'ready') attach()
    },
    dispose: () => {
      client.dispose()
      return worker.dispose()
    },
  }
}

const log = ({ code, detail = '' }: CodedError): void =>
  console.error(`turn detector: ${code} ${detail}`.trim())
