import { z } from 'zod'
import { resample } from '../sound-lab/resample.ts'
import { encodeWave, toPcm16 } from '../sound-lab/wave-file.ts'
import { badRequest, errorBody } from './api-errors.ts'
import { eventPart, eventStream, jsonAnswer, type Answer } from './answer.ts'
import type { ProviderScript } from './provider-script.ts'

/** The published rate of `pcm`: 16-bit little-endian mono without a header. */
const PCM_RATE_HZ = 24_000

/** 50 ms of sound: in the order of what the service sends at a time. */
const PIECE_BYTES = 2_400

const bodySchema = z.object({
  model: z.string(),
  input: z.string().min(1).max(4096),
  voice: z.union([z.string(), z.object({ id: z.string() })]),
  response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).optional(),
  speed: z.number().min(0.25).max(4).optional(),
  stream_format: z.enum(['sse', 'audio']).optional(),
  instructions: z.string().optional(),
})

const piecesOf = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  )

/** `POST /audio/speech`, as `pcm` or `wav`. Throws a ZodError at a body that does not follow the reference. */
export const answerSpeech = async (
  rawBody: unknown,
  script: Pick<ProviderScript, 'speak'>,
): Promise<Answer> => {
  const body = bodySchema.parse(rawBody)
  const format = body.response_format ?? 'mp3'
  if (format !== 'pcm' && format !== 'wav') {
    const error = badRequest(`${format} is not made here`, 'response_format')
    return jsonAnswer(errorBody(error), error.status)
  }
  const sound = resample(
    await script.speak({
      model: body.model,
      text: body.input,
      voice: typeof body.voice === 'string' ? body.voice : body.voice.id,
      speed: body.speed ?? 1,
    }),
    PCM_RATE_HZ,
  )
  const bytes = format === 'pcm' ? toPcm16(sound.samples) : encodeWave(sound)
  if (body.stream_format !== 'sse') {
    return {
      status: 200,
      headers: { 'content-type': `audio/${format}` },
      parts: piecesOf(bytes).map((piece) => ({ role: 'content', bytes: piece })),
    }
  }
  return eventStream([
    ...piecesOf(bytes).map((piece) =>
      eventPart('content', { type: 'speech.audio.delta', audio: piece.toString('base64') }),
    ),
    eventPart('finish', {
      type: 'speech.audio.done',
      usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
    }),
  ])
}
