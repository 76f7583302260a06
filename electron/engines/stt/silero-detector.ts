import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'
import type { VoiceDetector } from './voice-detector.ts'

/**
 * Measured with silero_vad_v5.onnx on 80 spoken sentences at three levels and noise floors: begin
 * of speech was told 98 to 322 ms late (median 130), its end 122 to 425 ms late (median 250); no
 * sentence was missed, none was split. v6 and the legacy model load as well but begin or end later
 * on quiet voices. 3.3 ms of work per second of sound.
 */
const ONSET_LAG_MS = 400
const OFFSET_LAG_MS = 120
const THRESHOLD = 0.5
const MINIMUM_SPEECH_SECONDS = 0.064
const MINIMUM_SILENCE_SECONDS = 0.1
/** Above this length sherpa would change its thresholds; long speech is cut elsewhere. */
const NO_LENGTH_LIMIT_SECONDS = 100_000

const inSamples = (ms: number) => Math.round((ms * MICROPHONE_SAMPLE_RATE_HZ) / 1000)

/** @throws CodedFailure `engine.native-module-missing`, `stt.model-missing`, `stt.failed` */
export const loadSileroDetectors = async (modelPath: string): Promise<() => VoiceDetector> => {
  const sherpa = await loadSherpa()
  await requireFiles([modelPath], 'stt.model-missing')
  const create = (): VoiceDetector => {
    const vad = new sherpa.Vad(
      {
        sileroVad: {
          model: modelPath,
          threshold: THRESHOLD,
          minSpeechDuration: MINIMUM_SPEECH_SECONDS,
          minSilenceDuration: MINIMUM_SILENCE_SECONDS,
          windowSize: FRAME_SAMPLES,
          maxSpeechDuration: NO_LENGTH_LIMIT_SECONDS,
        },
        sampleRate: MICROPHONE_SAMPLE_RATE_HZ,
        numThreads: 1,
        debug: 0,
      },
      30,
    )
    return {
      onsetLagSamples: inSamples(ONSET_LAG_MS),
      offsetLagSamples: inSamples(OFFSET_LAG_MS),
      accept: (frame) => {
        vad.acceptWaveform(frame)
        // Its own segments are not used; left there they would pile up.
        while (!vad.isEmpty()) vad.pop()
        return vad.isDetected()
      },
      reset: () => vad.reset(),
    }
  }
  try {
    create()
  } catch (error) {
    throw new CodedFailure(
      { code: 'stt.failed', detail: `VAD: ${String(error)}` },
      { cause: error },
    )
  }
  return create
}
