import { toFile } from 'openai'
import { z } from 'zod'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-members.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { encodeWav16 } from '../sound-files/wav.ts'
import { isTooLittle, withoutLoop } from '../stt/invented-text.ts'
import { splitWords } from '../stt/text-flow.ts'
import { connect } from './connection.ts'
import { providerFailure } from './failures.ts'
import { beginCall } from './limits.ts'
import { probeProvider } from './probe.ts'

const answerSchema = z.object({ text: z.string() })

/** Whisper's own window; longer sound is cut at pauses before. */
const MAXIMUM_SECONDS = 30

/**
 * A recogniser behind `POST /audio/transcriptions`.
 * @throws CodedFailure `provider.key-missing`
 */
export const openTranscription = (model: EngineModel, report: LineReport): SpeechRecognizer => {
  const connection = connect(model)
  const { provider, model: name } = connection
  const [language, ...others] = model.languages ?? []
  const only = language !== undefined && others.length === 0 && language !== 'mul'
  return {
    id: model.id,
    maximumSeconds: MAXIMUM_SECONDS,
    partials: 'none',
    transcribe: async (samples) => {
      const seconds = samples.length / MICROPHONE_SAMPLE_RATE_HZ
      const call = beginCall(connection, new AbortController().signal)
      try {
        const wav = encodeWav16(samples, MICROPHONE_SAMPLE_RATE_HZ)
        const file = await toFile(wav, 'speech.wav', { type: 'audio/wav' })
        const answer = await connection.client.audio.transcriptions.create(
          {
            file,
            model: name,
            response_format: 'json',
            ...(only ? { language: language.slice(0, 2) } : {}),
          },
          { signal: call.signal },
        )
        report.usage({ type: 'usage', model: model.id, audioSeconds: seconds })
        const parsed = answerSchema.safeParse(answer)
        if (!parsed.success) {
          const detail = 'the answer has no text'
          throw new CodedFailure({
            code: 'provider.unreadable',
            detail,
            params: { provider, model: name },
          })
        }
        // Whisper invents and repeats on servers as it does here.
        const text = withoutLoop(splitWords(parsed.data.text), seconds).join('').trim()
        return isTooLittle(text, seconds) ? '' : text
      } catch (error) {
        throw call.stalled() ?? providerFailure(error, connection, false)
      } finally {
        call.end()
      }
    },
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
