import type { RealtimeSessionCreateRequest } from 'openai/resources/realtime/realtime'
import { z } from 'zod'

/** A session's configuration: what the service begins with, and what a client may change. */

const pcmSchema = z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24_000) })

const turnDetectionSchema = z
  .looseObject({ type: z.enum(['server_vad', 'semantic_vad']) })
  .nullable()

const toolSchema = z.looseObject({ type: z.literal('function'), name: z.string() })

/** Strict, as the service is: a parameter that it does not know is an error. */
export const sessionUpdateSchema = z.strictObject({
  type: z.literal('realtime'),
  model: z.string().optional(),
  instructions: z.string().optional(),
  output_modalities: z
    .array(z.enum(['text', 'audio']))
    .length(1)
    .optional(),
  max_output_tokens: z.union([z.number().int().min(1).max(4096), z.literal('inf')]).optional(),
  tools: z.array(toolSchema).optional(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().optional(),
  tracing: z.unknown().optional(),
  truncation: z.unknown().optional(),
  include: z.array(z.string()).nullish(),
  prompt: z.unknown().optional(),
  reasoning: z.unknown().optional(),
  audio: z
    .strictObject({
      input: z
        .strictObject({
          format: pcmSchema.optional(),
          noise_reduction: z.looseObject({ type: z.enum(['near_field', 'far_field']) }).nullish(),
          transcription: z
            .strictObject({
              model: z.string().optional(),
              language: z.string().optional(),
              prompt: z.string().optional(),
              delay: z.string().optional(),
            })
            .nullish(),
          turn_detection: turnDetectionSchema.optional(),
        })
        .optional(),
      output: z
        .strictObject({
          format: pcmSchema.optional(),
          voice: z.union([z.string(), z.strictObject({ id: z.string() })]).optional(),
          speed: z.number().min(0.25).max(1.5).optional(),
        })
        .optional(),
    })
    .optional(),
})

type SessionUpdate = z.infer<typeof sessionUpdateSchema>

export interface SessionConfig {
  readonly id: string
  readonly object: 'realtime.session'
  readonly type: 'realtime'
  readonly model: string
  /** Seconds since 1970. */
  readonly expires_at: number
  readonly instructions: string
  readonly output_modalities: readonly ('text' | 'audio')[]
  readonly max_output_tokens: number | 'inf'
  readonly tools: NonNullable<SessionUpdate['tools']>
  readonly audio: {
    readonly input: {
      readonly format: z.infer<typeof pcmSchema>
      readonly noise_reduction: { readonly type: string } | null
      readonly transcription: { readonly model?: string | undefined } | null
      readonly turn_detection: { readonly type: string } | null
    }
    readonly output: {
      readonly format: z.infer<typeof pcmSchema>
      readonly voice: string | { readonly id: string }
      readonly speed: number
    }
  }
}

const PCM = { type: 'audio/pcm', rate: 24_000 } as const

export const initialConfig = (id: string, model: string, expiresAtMs: number): SessionConfig => ({
  id,
  object: 'realtime.session',
  type: 'realtime',
  model,
  expires_at: Math.floor(expiresAtMs / 1000),
  instructions: '',
  output_modalities: ['audio'],
  max_output_tokens: 'inf',
  tools: [],
  audio: {
    input: {
      format: PCM,
      noise_reduction: null,
      transcription: null,
      turn_detection: { type: 'server_vad' },
    },
    output: { format: PCM, voice: 'alloy', speed: 1 },
  },
})

/** Only what the update names changes; null switches off. Pure. */
export const updateConfig = (config: SessionConfig, update: SessionUpdate): SessionConfig => {
  const { input, output } = update.audio ?? {}
  const { audio } = config
  return {
    ...config,
    instructions: update.instructions ?? config.instructions,
    output_modalities: update.output_modalities ?? config.output_modalities,
    max_output_tokens: update.max_output_tokens ?? config.max_output_tokens,
    tools: update.tools ?? config.tools,
    audio: {
      input: {
        format: PCM,
        noise_reduction:
          input?.noise_reduction === undefined
            ? audio.input.noise_reduction
            : input.noise_reduction,
        transcription:
          input?.transcription === undefined ? audio.input.transcription : input.transcription,
        turn_detection:
          input?.turn_detection === undefined ? audio.input.turn_detection : input.turn_detection,
      },
      output: {
        format: PCM,
        voice: output?.voice ?? audio.output.voice,
        speed: output?.speed ?? audio.output.speed,
      },
    },
  }
}

/** As `session.created` tells it: with more than the published type names, as the service does. */
export const toldSession = (config: SessionConfig): RealtimeSessionCreateRequest =>
  config as unknown as RealtimeSessionCreateRequest
