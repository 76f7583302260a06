import { join } from 'node:path'
import type { AudioEvent, MicrophoneStatus } from '../../contracts/audio.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PauseReason, WaitingRules, WaitingStatus } from '../../contracts/snapshot.ts'
import type { WakeAttempt } from '../../contracts/wake.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import { systemClock } from '../workers/clock.ts'
import type { SpawnWorker, TransferredPort } from '../workers/process-host.ts'
import type { VoiceDesk } from '../voices/voice-desk.ts'
import type { SurroundingsWatch } from './surroundings.ts'
import { TryOut } from './try-out.ts'
import { createWakeDetection } from './wake-detection.ts'
import { WakeKeeper } from './wake-keeper.ts'

interface WakeParts {
  readonly settings: () => Settings
  readonly isMuted: () => boolean
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
  readonly voices: Pick<
    VoiceDesk,
    'asked' | 'checkChanged' | 'isListening' | 'look' | 'takeSample' | 'useDetector'
  >
  /** Phrases that turned out to be heard in ordinary talk: they are not waited for. */
  readonly onTooCommon: (phrases: readonly string[]) => void
  /** Folder of the resources, absolute. */
  readonly resources: string
}

export interface Wake {
  readonly status: WaitingStatus
  readonly rules: WaitingRules
  /** Why nobody can enrol their voice now. */
  readonly enrolmentPause: PauseReason | null
  /** What the audio window works by. */
  readonly forAudio: {
    /** What is heard while nobody is listened to goes to the detector. */
    readonly isWaiting: boolean
    readonly mayStayWarm: boolean
    readonly knowsVoices: boolean
    /** Somebody watches how loud they are: they try the phrase, or enrol. */
    readonly isWatched: boolean
  }
  /** The recognisers on this machine. */
  readonly useRecognizers: (models: readonly EngineModel[]) => void
  /** Settings or voices have changed. */
  readonly look: () => void
  readonly microphoneChanged: (status: MicrophoneStatus) => void
  /** What the audio window says of the microphone, and of telling speech from silence. */
  readonly heard: (event: AudioEvent) => void
  /** Tells of attempts to say the phrase, and wakes nobody by them. */
  readonly tryOut: (on: boolean) => void
  /** A new audio window. */
  readonly reattach: () => void
  readonly dispose: () => Promise<void>
}

/** Waiting for the phrase, put together: the detector, the rules, and what the system tells. */
export const composeWake = (parts: WakeParts): Wake => {
  const { settings, dispatch, voices } = parts
  let recognizers: readonly EngineModel[] = []
  const detection = createWakeDetection({
    spawn: parts.spawn,
    clock: systemClock,
    connect: parts.connect,
    onWoken: ({ startedAtMs, endedAtMs, alone, voice }) =>
      dispatch({
        type: 'woken',
        sinceMs: startedAtMs,
        phraseUntilMs: endedAtMs,
        alone,
        // A stranger's does not wake; where nobody asked, nobody knows.
        voice: voice === null ? 'unknown' : 'enrolled',
        atMs: nowMs(),
      }),
    onHeard: parts.onAttempt,
    onVoice: (utterance, voice) => dispatch({ type: 'voice', utterance, voice, atMs: nowMs() }),
    onSample: (sample) => voices.takeSample(sample),
    onTooCommon: (phrases) => {
      keeper.phrasesTooCommon(phrases)
      parts.onTooCommon(phrases)
    },
    onStatus: (status) => {
      keeper.detectorChanged(status)
      // Whoever enrols is not heard any more by one that gave up.
      voices.look()
      // To enrol no phrase is looked for.
      voices.useDetector(status === 'ready' || status === 'deaf')
    },
    onVoiceCheck: (error) => voices.checkChanged(error),
  })
  const surroundings = parts.watchSurroundings(() => look())
  const asksVoices = (): boolean => {
    const { people, speaker } = voices.asked()
    return people.length > 0 && speaker !== null
  }
  const keeper = new WakeKeeper({
    settings,
    isMuted: parts.isMuted,
    detection,
    recognizers: () => recognizers,
    talkPath: join(parts.resources, 'wake/talk.flac'),
    isEnrolling: () => voices.isListening,
    asksVoices,
    surroundings: () => surroundings.now(),
    clock: systemClock,
    now: () => new Date(),
    onChange: (status) => {
      parts.onStatus(status)
      tryOut.look()
      tellAudio()
    },
  })
  const tryOut = new TryOut({
    clock: systemClock,
    mayBegin: () => keeper.status.state === 'waiting',
    onChange: (on) => {
      detection.tryOut(on)
      parts.onTryOut(on)
      tellAudio()
    },
  })
  let told = ''
  /**
   * The audio window is told what it works by from now on, where that is something else: to be told is to
   * try a microphone once more that failed, and that it fails again would be told, too.
   */
  const tellAudio = (): void => {
    const now = JSON.stringify(forAudio())
    if (now === told) return
    told = now
    dispatch({ type: 'settings-changed', atMs: nowMs() })
  }
  const look = (): void => {
    surroundings.want(settings().wake || voices.isListening)
    // Whoever enrols may not be listened to any more.
    voices.look()
    detection.useVoices(voices.asked())
    detection.enrol(voices.isListening)
    keeper.look()
    tellAudio()
    parts.onRules(surroundings.abilities())
  }
  const forAudio = (): Wake['forAudio'] => ({
    isWaiting: keeper.isFed,
    mayStayWarm: keeper.mayStayWarm,
    knowsVoices: asksVoices(),
    isWatched: tryOut.isOn || voices.isListening,
  })
  return {
    get status() {
      return keeper.status
    },
    get rules() {
      return surroundings.abilities()
    },
    get enrolmentPause() {
      return keeper.enrolmentPause
    },
    get forAudio() {
      return forAudio()
    },
    useRecognizers: (models) => {
      recognizers = models
      look()
    },
    look,
    microphoneChanged: (status) => keeper.microphoneChanged(status),
    heard: (event) => {
      if (event.type === 'detection-failed') keeper.speechTold(false)
      if (event.type === 'detection-works') keeper.speechTold(true)
      if (event.type === 'microphone') keeper.microphoneChanged(event.status)
    },
    tryOut: (on) => tryOut.set(on),
    reattach: () => {
      keeper.speechTold(true)
      detection.reattach()
    },
    dispose: () => {
      tryOut.dispose()
      keeper.dispose()
      surroundings.dispose()
      return detection.dispose()
    },
  }
}
