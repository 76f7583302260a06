import { z } from 'zod'
import { codedErrorSchema } from './errors.ts'

/** Everything that hears works at this rate. */
export const MICROPHONE_SAMPLE_RATE_HZ = 16_000
/** One audio frame: 32 ms, the window that Silero VAD is trained on. */
export const FRAME_SAMPLES = 512
export const FRAME_MS = (FRAME_SAMPLES / MICROPHONE_SAMPLE_RATE_HZ) * 1000

/**
 * Times that cross processes are milliseconds of main's clock, which is steady and began as epoch time
 * (`performance.timeOrigin + performance.now()` there); every field of that kind ends in `AtMs`. The audio
 * window sets its own by it (`audio.time`).
 */
const atMs = z.number().finite()
const serial = z.number().int().nonnegative()

/** What main tells the audio window. Events to windows are plain types: main is trusted. */
export type AudioCommand =
  | {
      readonly type: 'configure'
      /** False: tracks are stopped, so that the system's own microphone light goes out. */
      readonly listeningAllowed: boolean
      /** True: the microphone stream stays open between utterances, so no first word is clipped. */
      readonly keepWarm: boolean
      /** What is heard while nobody is listened to goes to the wake detector. */
      readonly waiting: boolean
      /** Somebody is enrolled: the wake detector is asked whose voice an utterance is. */
      readonly knowsVoices: boolean
      /** Levels for meters are told while nobody is listened to as well. */
      readonly levels: boolean
      /** `deviceId` of the preferred devices; null means the system's default. */
      readonly inputDeviceId: string | null
      readonly outputDeviceId: string | null
      /** Their names, where the ids have changed meanwhile. */
      readonly inputDeviceName: string | null
      readonly outputDeviceName: string | null
      readonly earcons: boolean
      /** 0 to 1. */
      readonly volume: number
      /** The sound of replies, as it was heard, is wanted for the speech journal. */
      readonly keepReplies?: boolean
    }
  /**
   * Get ready for one utterance. `now`: frames (with pre-roll) flow to the STT worker at once;
   * `on-speech`: they start, with pre-roll, when the VAD hears speech. A later `listen` replaces an
   * earlier one that has not started.
   */
  | {
      readonly type: 'listen'
      readonly utterance: number
      readonly capture: 'now' | 'on-speech'
      /** With `now`: sound from here on belongs to it, as far back as there is any. */
      readonly sinceMs?: number
    }
  /** End the utterance: the frames in flight are sent, then `utterance-end` is reported. */
  | { readonly type: 'finish'; readonly utterance: number }
  /** Forget the utterance (cancelled, or its words are safe): stops it where it still runs. */
  | { readonly type: 'drop'; readonly utterance: number }
  /** Playback of a generation is held until this comes; chunks may arrive before. */
  | { readonly type: 'play'; readonly generation: number }
  /**
   * Plays a short saying of its own while the reply that was told to play has no sound yet: silent as
   * soon as that has. Reports nothing.
   */
  | { readonly type: 'interlude'; readonly generation: number }
  /** No chunk with an index of `chunkCount` or more will come. */
  | { readonly type: 'close'; readonly generation: number; readonly chunkCount: number }
  /** Nothing (more) of this chunk will come: playback goes on behind it. */
  | { readonly type: 'skip'; readonly generation: number; readonly index: number }
  /** Silence at once; audio of this generation that comes later is dropped. */
  | { readonly type: 'stop'; readonly generation: number }
  /** Ducked: silent at once, and still; then it goes on from where it was. */
  | { readonly type: 'duck'; readonly generation: number; readonly ducked: boolean }
  /** A voice is tried: apart from replies, and reported by `audio.preview`. */
  | { readonly type: 'preview-play'; readonly generation: number }
  /** All of it has come. */
  | { readonly type: 'preview-close'; readonly generation: number }
  | { readonly type: 'preview-stop'; readonly generation: number }
  | { readonly type: 'earcon'; readonly name: EarconName }

/** `test`: for whoever tries whether they hear anything; it sounds also where the signals are off. */
export type EarconName = 'listen' | 'done' | 'cancel' | 'error' | 'test'

const microphoneStatusSchema = z.enum(['off', 'preparing', 'ready', 'failed'])
export type MicrophoneStatus = z.infer<typeof microphoneStatusSchema>

/** What the detector heard since speech last began or resumed: whether somebody really spoke. */
export const voiceEvidenceSchema = z.object({
  /** Length of the frames that were taken for speech, ms. */
  speechMs: z.number().nonnegative(),
  /** Mean and highest probability of speech over those frames, 0 to 1. */
  meanProbability: z.number().min(0).max(1),
  peakProbability: z.number().min(0).max(1),
  /** Their loudness over the background's before them, dB. */
  aboveNoiseDb: z.number().finite(),
  /**
   * How much of what was heard is what the loudspeaker said at the time, 0 to 1; null where it said
   * nothing.
   */
  echoLikeness: z.number().min(0).max(1).nullable(),
})
export type VoiceEvidence = z.infer<typeof voiceEvidenceSchema>

/** What the audio window reports to main. Parsed on arrival. */
export const audioEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('microphone'),
    status: microphoneStatusSchema,
    deviceLabel: z.string().max(500).optional(),
    error: codedErrorSchema.optional(),
  }),
  /** The VAD is certain of speech. Samples count from the utterance's first (pre-roll) sample. */
  z.object({
    type: z.literal('speech-start'),
    utterance: serial,
    startSample: serial,
    speechStartAtMs: atMs,
    atMs,
  }),
  /** Silence has lasted for the hangover; `endSample` is just behind the last speech. */
  z.object({
    type: z.literal('speech-pause'),
    utterance: serial,
    endSample: serial,
    speechEndAtMs: atMs,
    evidence: voiceEvidenceSchema,
    atMs,
  }),
  z.object({ type: z.literal('speech-resume'), utterance: serial, speechStartAtMs: atMs, atMs }),
  /** The VAD does not work: no beginning and no end of speech is reported. */
  z.object({ type: z.literal('detection-failed'), error: codedErrorSchema }),
  /** It works again. */
  z.object({ type: z.literal('detection-works') }),
  /** Answer to `finish`. `speechEndAtMs` is null where no speech was heard in it. */
  z.object({
    type: z.literal('utterance-end'),
    utterance: serial,
    endSample: serial,
    speechEndAtMs: atMs.nullable(),
    atMs,
  }),
  /** The first sample of the generation is (about to be) audible. */
  z.object({ type: z.literal('playback-start'), generation: serial, atMs }),
  /** `playedMs` of chunk `index` have been heard; all chunks before it completely. */
  z.object({
    type: z.literal('playback-progress'),
    generation: serial,
    index: serial,
    playedMs: z.number().nonnegative(),
    chunkMs: z.number().nonnegative(),
    atMs,
  }),
  z.object({ type: z.literal('playback-end'), generation: serial, atMs }),
  z.object({ type: z.literal('playback-failed'), generation: serial, error: codedErrorSchema }),
])
export type AudioEvent = z.infer<typeof audioEventSchema>

/** Live input level for meters, 0 to 1, about 15 times a second while the microphone is open. */
export const audioLevelSchema = z.number().min(0).max(1)

/**
 * Audio window to STT worker, and to a language model that hears by itself, over a MessagePort each. Copy, never transfer: with a transfer list every
 * frame arrives empty in a utility process (electron/electron#34905).
 */
export type MicrophoneMessage =
  /** Starts (or, after a worker's restart, starts again) an utterance: what was had of it is void. */
  | { readonly type: 'utterance-open'; readonly utterance: number }
  | {
      readonly type: 'frame'
      readonly utterance: number
      readonly index: number
      readonly samples: Float32Array
    }
  | { readonly type: 'utterance-drop'; readonly utterance: number }

/**
 * Audio window to turn worker, over a MessagePort, at each `speech-pause`. Copied as frames are.
 * `samples` are the last 8 s of the utterance (less where it is shorter) up to the newest sample
 * there is: the silence that made the pause is among them.
 */
export interface TurnMessage {
  readonly type: 'score'
  readonly utterance: number
  readonly endSample: number
  readonly samples: Float32Array
}

/**
 * TTS worker, or a language model that speaks by itself, to audio window, over a MessagePort. Chunk
 * `index` is one spoken clause, or all that such a model says.
 */
export type PlaybackMessage =
  | {
      readonly type: 'pcm'
      readonly generation: number
      readonly index: number
      readonly samples: Float32Array
      readonly sampleRateHz: number
    }
  | { readonly type: 'chunk-end'; readonly generation: number; readonly index: number }
