import type {
  Transcription,
  TranscriptionStreamEvent,
  TranscriptionVerbose,
} from 'openai/resources/audio/transcriptions'
import { badRequest, errorBody } from './api-errors.ts'
import { eventPart, eventStream, jsonAnswer, tokensOf, type Answer } from './answer.ts'
import type { ProviderRequest } from './provider-request.ts'
import type { ProviderScript } from './provider-script.ts'

/** The reference's shortest sound. */
const MINIMUM_SECONDS = 0.1

const refuse = (message: string, param: string): Answer => {
  const error = badRequest(message, param)
  return jsonAnswer(errorBody(error), error.status)
}

const streamed = (text: string, seconds: number): Answer => {
  const tokens = tokensOf(text)
  const done: TranscriptionStreamEvent = {
    type: 'transcript.text.done',
    text,
    usage: {
      type: 'tokens',
      // What the models that stream count: ten tokens for a second of sound.
      input_tokens: Math.ceil(seconds * 10),
      output_tokens: tokens.length,
      total_tokens: Math.ceil(seconds * 10) + tokens.length,
    },
  }
  return eventStream([
    ...tokens.map((delta) =>
      eventPart('content', {
        type: 'transcript.text.delta',
        delta,
      } satisfies TranscriptionStreamEvent),
    ),
    eventPart('finish', done),
  ])
}

/**
 * What is made of a request to stream a transcript: one JSON all the same, as whisper-1 does, or a
 * refusal, as of a server that checks what it is asked and does not know that field.
 */
export type TranscriptStreaming = 'streamed' | 'whole' | 'refused'

/** `POST /audio/transcriptions` */
export const answerTranscription = async (
  { form, sound }: ProviderRequest,
  script: Pick<ProviderScript, 'transcribe'>,
  streaming: TranscriptStreaming,
): Promise<Answer> => {
  if (form?.['model'] === undefined) return refuse('you must provide a model parameter', 'model')
  if (sound === null) return refuse('Invalid file format. Supported formats: wav.', 'file')
  const seconds = sound.samples.length / sound.sampleRateHz
  if (seconds < MINIMUM_SECONDS) {
    return refuse(
      `Audio file is too short. Minimum audio length is ${MINIMUM_SECONDS} seconds.`,
      'file',
    )
  }
  const streams = form['stream'] === 'true'
  if (streams && streaming === 'refused') {
    return refuse("Unrecognized request argument supplied: 'stream'", 'stream')
  }
  const text = await script.transcribe(sound)
  if (streams && streaming === 'streamed') return streamed(text, seconds)
  const usage = { type: 'duration', seconds: Math.ceil(seconds) } as const
  switch (form['response_format'] ?? 'json') {
    case 'json':
      return jsonAnswer({ text, usage } satisfies Transcription)
    case 'verbose_json':
      return jsonAnswer({
        text,
        usage,
        duration: seconds,
        language: form['language'] ?? 'english',
        segments: [],
      } satisfies TranscriptionVerbose)
    case 'text':
      return {
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        parts: [{ role: 'content', bytes: Buffer.from(`${text}\n`) }],
      }
    default:
      return refuse(
        `response_format '${form['response_format']}' is not compatible.`,
        'response_format',
      )
  }
}
