import { join } from 'node:path'
import type { MicrophoneStatus } from '../../contracts/audio.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { WaitingRules, WaitingStatus } from '../../contracts/snapshot.ts'
import type { WakeAttempt } from '../../contracts/wake.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import { systemClock } from '../workers/clock.ts'
import type { SpawnWorker, TransferredPort } from '../workers/process-host.ts'
import type { SurroundingsWatch } from './surroundings.ts'
import { TryOut } from './try-out.ts'
import { createWakeDetection } from './wake-detection.ts'
import { WakeKeeper } from './wake-keeper.ts'

export interface WakeParts {
  readonly settings: () => Settings
  readonly spawn: SpawnWorker
  /** Ports that lead to the audio window. */
  readonly connect: () => readonly TransferredPort[]
  readonly dispatch: (event: ConversationEvent) => void
  /** Makes the watch on what goes on around Warbler, which tells of each change. */
  readonly watchSurroundings: (onChange: () => void) => SurroundingsWatch
  readonly onStatus: (status: WaitingStatus) => void
  /** What this system tells of may have changed. */
  readonly onRules: (rules: WaitingRules) => void
  readonly onAttempt: (attempt: WakeAttempt) => void
  /** The phrase is tried out, or not any more. */
  readonly onTryOut: (on: boolean) => void
  /** Phrases that turned out to be heard in ordinary talk: they are not waited for. */
  readonly onTooCommon: (phrases: readonly string[]) => void
  /** Folder of the resources, absolute. */
  readonly resources: string
}

export interface Wake {
  readonly status: WaitingStatus
  readonly rules: WaitingRules
  /** Whether the microphone may stay open only to be ready. */
  readonly mayStayWarm: boolean
  /** The recognisers on this machine. */
  readonly useRecognizers: (models: readonly EngineModel[]) => void
  /** Settings have changed. */
  readonly look: () => void
  readonly microphoneChanged: (status: MicrophoneStatus) => void
  /** Tells of attempts to say the phrase, and wakes nobody by them. */
  readonly tryOut: (on: boolean) => void
  /** A new audio window. */
  readonly reattach: () => void
  readonly dispose: () => Promise<void>
}

/** Waiting for the phrase, put together: the detector, the rules, and what the system tells. */
export const composeWake = (parts: WakeParts): Wake => {
  const { settings, dispatch } = parts
  let recognizers: readonly EngineModel[] = []
  const detection = createWakeDetection({
    spawn: parts.spawn,
    clock: systemClock,
    connect: parts.connect,
    onWoken: ({ startedAtMs, endedAtMs, alone }) =>
      dispatch({
        type: 'woken',
        sinceMs: startedAtMs,
        phraseUntilMs: endedAtMs,
        alone,
        atMs: nowMs(),
      }),
    onHeard: parts.onAttempt,
    onTooCommon: parts.onTooCommon,
    onStatus: (status) => keeper.detectorChanged(status),
  })
  const surroundings = parts.watchSurroundings(() => {
    keeper.look()
    parts.onRules(surroundings.abilities())
  })
  const keeper = new WakeKeeper({
    settings,
    detection,
    recognizers: () => recognizers,
    talkPath: join(parts.resources, 'wake/talk.flac'),
    surroundings: () => surroundings.now(),
    clock: systemClock,
    now: () => new Date(),
    onChange: (status) => {
      parts.onStatus(status)
      tryOut.look()
      // The audio window is told what it works by from now on.
      dispatch({ type: 'settings-changed', atMs: nowMs() })
    },
  })
  const tryOut = new TryOut({
    clock: systemClock,
    mayBegin: () => keeper.status.state === 'waiting',
    onChange: (on) => {
      detection.tryOut(on)
      parts.onTryOut(on)
    },
  })
  const look = (): void => {
    surroundings.want(settings().wake)
    keeper.look()
    parts.onRules(surroundings.abilities())
  }
  return {
    get status() {
      return keeper.status
    },
    get rules() {
      return surroundings.abilities()
    },
    get mayStayWarm() {
      return keeper.mayStayWarm
    },
    useRecognizers: (models) => {
      recognizers = models
      look()
    },
    look,
    microphoneChanged: (status) => keeper.microphoneChanged(status),
    tryOut: (on) => tryOut.set(on),
    reattach: () => detection.reattach(),
    dispose: () => {
      tryOut.dispose()
      keeper.dispose()
      surroundings.dispose()
      return detection.dispose()
    },
  }
}
