import {
  FRAME_MS,
  FRAME_SAMPLES,
  MICROPHONE_SAMPLE_RATE_HZ,
  type AudioEvent,
  type MicrophoneMessage,
} from '../../../electron/contracts/audio.ts'
import {
  segmentSpeech,
  type SegmenterEvent,
} from '../../../electron/core/turns/speech-segmenter.ts'
import {
  evidenceOf,
  hearBeginning,
  hearOther,
  hearSpeech,
  INITIAL_EVIDENCE,
} from '../../../electron/core/turns/voice-evidence.ts'
import type { FrameRing } from '../capture/frame-ring.ts'
import type { Frame } from '../capture/frame.ts'
import type { Clock } from '../clock.ts'
import type { JudgedFrame } from '../playback/reflex-duck.ts'
import { heardFrame, PRE_ROLL_FRAMES } from './heard-frame.ts'
import { beginLive, isPaused, sampleOf, type LiveUtterance } from './live-utterance.ts'
import type { UtteranceLedger } from './utterance-ledger.ts'

/**
 * Frames to utterances: what goes to speech-to-text, and what main is told of it.
 *
 * Invariants:
 * 1. At most one utterance is live; frames are judged by the detector only while one is.
 * 2. The frames of an utterance are consecutive from its pre-roll on, and no frame belongs to two.
 * 3. Every `finish` is answered by exactly one `utterance-end` (unless a `drop` overtakes it), also
 *    for an utterance that never began or is unknown; nothing is reported about it afterwards.
 * 4. What a dropped utterance held is forgotten here.
 */
interface UtterancePorts {
  readonly clock: Clock
  /** The latest frames, fed by the caller before it hands the same frame to `take`. */
  readonly ring: FrameRing
  readonly ledger: UtteranceLedger
  readonly detector: { readonly push: (frame: Frame) => void; readonly reset: () => void }
  readonly send: (message: MicrophoneMessage) => void
  readonly report: (event: AudioEvent) => void
  /** A pause, for the turn detector to judge: `samples` end with the newest there is. */
  readonly askTurn: (utterance: number, endSample: number, samples: Float32Array) => void
  /** Whose voice is it? `samples` are the speech so far, 5 s at most. */
  readonly askVoice: (utterance: number, samples: Float32Array) => void
  /** Each frame as it was judged, before anything is reported of it. */
  readonly onJudged: (frame: JudgedFrame) => void
  /** An utterance waits or runs, or none does any more. */
  readonly onActiveChange: (active: boolean) => void
}

/** What the turn detector hears at most, 8 s. */
const TURN_SAMPLES = 8 * MICROPHONE_SAMPLE_RATE_HZ

/**
 * Whose voice it is, is asked after 0.6 and 1.5 s of speech, and at each pause: the first answer is
 * there before it is decided whether speech over a reply is meant (0.75 s), the others are surer. 11 ms
 * of computing for a second of sound; more than 5 s makes nothing surer.
 */
const VOICE_FRAMES: readonly number[] = [19, 47]
const VOICE_SAMPLES = 5 * MICROPHONE_SAMPLE_RATE_HZ

/** A frame needs up to 90 ms from the microphone to a judgement; without frames nobody waits. */
const FINISH_TIMEOUT_MS = 200

export class Utterances {
  readonly #ports: UtterancePorts
  #live: LiveUtterance | null = null
  #nextSequence = 0
  /** Frames before this one belong to an earlier utterance. */
  #barrier = 0
  #evidence = INITIAL_EVIDENCE
  /** The first frame of speech in the live utterance. */
  #speechFrom: number | null = null

  constructor(ports: UtterancePorts) {
    this.#ports = ports
  }

  /** @param sinceMs what was heard from this time on belongs to it, epoch ms */
  listen(utterance: number, capture: 'now' | 'on-speech', sinceMs = Infinity): void {
    const { detector, ring } = this.#ports
    const before = this.#live
    if (before !== null && before.firstSequence !== null) this.#close(before)
    const usual = this.#nextSequence - PRE_ROLL_FRAMES
    const recent = ring
      .from(this.#barrier)
      .filter((frame) => frame.sequence >= usual || frame.startedAtMs + FRAME_MS > sinceMs)
    this.#live = beginLive(utterance, null)
    this.#speechFrom = null
    this.#ports.onActiveChange(true)
    if (capture === 'now') this.#open(recent[0]?.sequence ?? this.#nextSequence)
    detector.reset()
    for (const frame of recent) detector.push(frame)
  }

  finish(utterance: number): void {
    const live = this.#live
    if (live?.utterance !== utterance) {
      this.#reportEnd(utterance, 0, null)
      return
    }
    if (live.finishing !== null) return
    if (live.firstSequence === null) {
      this.#complete(live)
      return
    }
    const { clock } = this.#ports
    this.#live = {
      ...live,
      finishing: {
        askedAtMs: clock.nowMs(),
        lastSequence: isPaused(live) ? this.#nextSequence - 1 : null,
        cancelTimer: clock.setTimer(FINISH_TIMEOUT_MS, () => this.#completeCurrent(utterance)),
      },
    }
    this.#completeWhenJudged()
  }

  drop(utterance: number): void {
    const live = this.#live
    if (live?.utterance === utterance) {
      this.#forgetLive(live)
      this.#ports.onActiveChange(false)
    }
    if (this.#ports.ledger.drop(utterance)) {
      this.#ports.send({ type: 'utterance-drop', utterance })
    }
  }

  /** The next frame of the microphone. */
  take(frame: Frame): void {
    this.#nextSequence = frame.sequence + 1
    const live = this.#live
    if (live === null) return
    this.#ports.detector.push(frame)
    if (live.firstSequence !== null && !this.#append(live, frame)) {
      this.#complete(live)
      return
    }
    const { finishing } = live
    if (finishing === null || finishing.lastSequence !== null) return
    if (frame.startedAtMs + FRAME_MS < finishing.askedAtMs) return
    this.#live = { ...live, finishing: { ...finishing, lastSequence: frame.sequence } }
  }

  /** What the detector thinks of a frame it was given. */
  judge(frame: Frame, probability: number): void {
    const live = this.#live
    if (live === null) return
    const { sequence, echoLikeness } = frame
    const heard = { ...heardFrame(frame, probability), echoLikeness }
    const { state, event } = segmentSpeech(live.segmenter, heard)
    const spoken = state.phase === 'speaking' && state.lastSpeechFrame === sequence
    const began = event?.type === 'start' || event?.type === 'resume'
    this.#evidence = began
      ? hearBeginning(this.#evidence, heard, event.startFrame)
      : (spoken ? hearSpeech : hearOther)(this.#evidence, heard)
    this.#ports.onJudged({ ...heard, speaking: state.phase === 'speaking' })
    this.#live = {
      ...live,
      segmenter: state,
      judgedSequence: sequence,
      speechEndAtMs: spoken ? frame.startedAtMs + FRAME_MS : live.speechEndAtMs,
    }
    if (event !== null) this.#tell(this.#live, event, frame)
    const spokenFrames = sequence - (this.#speechFrom ?? Infinity)
    if (VOICE_FRAMES.includes(spokenFrames)) this.#askVoice(live.utterance, spokenFrames)
    this.#completeWhenJudged()
  }

  #askVoice(utterance: number, spokenFrames: number): void {
    const samples = Math.min(VOICE_SAMPLES, spokenFrames * FRAME_SAMPLES)
    this.#ports.askVoice(utterance, this.#ports.ledger.newest(utterance, samples))
  }

  /** A worker that knows nothing listens at the other end now: it is told all there is. */
  replay(): void {
    for (const message of this.#ports.ledger.replay()) this.#ports.send(message)
  }

  #tell(live: LiveUtterance, event: SegmenterEvent, frame: Frame): void {
    const { clock, report } = this.#ports
    const { utterance } = live
    const atMs = clock.nowMs()
    switch (event.type) {
      case 'start': {
        const earliest = Math.max(this.#barrier, event.startFrame - PRE_ROLL_FRAMES)
        if (live.firstSequence === null) this.#open(earliest)
        this.#speechFrom = event.startFrame
        report({
          type: 'speech-start',
          utterance,
          startSample: sampleOf(this.#live ?? live, event.startFrame),
          speechStartAtMs: startOf(frame, event.startFrame),
          atMs,
        })
        return
      }
      case 'pause': {
        const endSample = sampleOf(live, event.endFrame)
        this.#live = { ...live, pausedAtSample: endSample }
        const speechEndAtMs =
          frame.startedAtMs - (frame.sequence - event.lastSpeechFrame - 1) * FRAME_MS
        const evidence = evidenceOf(this.#evidence)
        report({ type: 'speech-pause', utterance, endSample, speechEndAtMs, evidence, atMs })
        const samples = this.#ports.ledger.newest(utterance, TURN_SAMPLES)
        this.#ports.askTurn(utterance, endSample, samples)
        this.#askVoice(utterance, frame.sequence - (this.#speechFrom ?? frame.sequence))
        return
      }
      case 'resume':
        this.#live = { ...live, pausedAtSample: null }
        report({
          type: 'speech-resume',
          utterance,
          speechStartAtMs: startOf(frame, event.startFrame),
          atMs,
        })
        return
      case 'misfire':
        return
    }
  }

  /** From here on frames go to speech-to-text, the ones that are there already at once. */
  #open(fromSequence: number): void {
    const live = this.#live
    if (live === null) return
    const frames = this.#ports.ring.from(fromSequence)
    const opened = { ...live, firstSequence: frames[0]?.sequence ?? this.#nextSequence }
    this.#live = opened
    this.#ports.ledger.open(live.utterance)
    this.#ports.send({ type: 'utterance-open', utterance: live.utterance })
    for (const frame of frames) this.#append(opened, frame)
  }

  /** Whether there was room for it. */
  #append(live: LiveUtterance, { samples }: Frame): boolean {
    const index = this.#ports.ledger.append(live.utterance, samples)
    if (index === null) return false
    this.#ports.send({ type: 'frame', utterance: live.utterance, index, samples })
    return true
  }

  #completeWhenJudged(): void {
    const live = this.#live
    const last = live?.finishing?.lastSequence ?? null
    if (live !== null && last !== null && live.judgedSequence >= last) this.#complete(live)
  }

  #completeCurrent(utterance: number): void {
    if (this.#live?.utterance === utterance) this.#complete(this.#live)
  }

  #complete(live: LiveUtterance): void {
    this.#close(live)
    this.#ports.onActiveChange(false)
  }

  /**
   * Where speech has paused for good the end is the one that the pause already told, so that its
   * transcript need not be made twice; otherwise all that was sent counts, in case quiet last words
   * escaped the detector.
   */
  #close(live: LiveUtterance): void {
    const { utterance } = live
    const sentSamples = this.#ports.ledger.length(utterance) * FRAME_SAMPLES
    const endSample = isPaused(live) ? (live.pausedAtSample ?? sentSamples) : sentSamples
    this.#forgetLive(live)
    this.#reportEnd(utterance, Math.min(endSample, sentSamples), live.speechEndAtMs)
  }

  #forgetLive(live: LiveUtterance): void {
    live.finishing?.cancelTimer()
    if (live.firstSequence !== null) this.#barrier = this.#nextSequence
    this.#live = null
    this.#ports.detector.reset()
  }

  #reportEnd(utterance: number, endSample: number, speechEndAtMs: number | null): void {
    const atMs = this.#ports.clock.nowMs()
    this.#ports.report({ type: 'utterance-end', utterance, endSample, speechEndAtMs, atMs })
  }
}

/** When a frame before this one began, epoch ms. */
const startOf = (frame: Frame, sequence: number): number =>
  frame.startedAtMs - (frame.sequence - sequence) * FRAME_MS
