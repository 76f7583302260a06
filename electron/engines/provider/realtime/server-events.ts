import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { z } from 'zod'

/** Only what is read here; the rest of an event stays as it came. */
const said = z.string().nullish().catch(null)
const errorSchema = z.looseObject({ code: said, message: said })
const deltaSchema = z.looseObject({ delta: z.string(), response_id: z.string().optional() })

const EVENTS: Readonly<Record<string, z.ZodType<object>>> = {
  // One that says nothing of itself is an error all the same.
  error: z.looseObject({ error: errorSchema.catch({ code: null, message: null }) }),
  'response.created': z.looseObject({ response: z.looseObject({ id: z.string().optional() }) }),
  'response.done': z.looseObject({
    response: z.looseObject({
      id: z.string().optional(),
      status: said,
      status_details: z
        .looseObject({ reason: said, error: errorSchema.optional().catch(undefined) })
        .nullish()
        .catch(null),
      usage: z.looseObject({}).nullish().catch(null),
    }),
  }),
  'response.output_item.added': z.looseObject({
    item: z.looseObject({ id: z.string().optional() }),
  }),
  'input_audio_buffer.committed': z.looseObject({ item_id: z.string() }),
  'response.output_audio_transcript.delta': deltaSchema,
  'response.output_text.delta': deltaSchema,
  'response.output_audio.delta': deltaSchema,
}

const eventSchema = z.looseObject({ type: z.string() })

/**
 * A message of a realtime service as an event; null where it is none, or one of those that are read here
 * without what is read of it: a service that sends such is told from one that works by what never comes.
 */
export const readServerEvent = (text: string): RealtimeServerEvent | null => {
  try {
    const event = eventSchema.parse(JSON.parse(text))
    const checked = EVENTS[event.type]?.safeParse(event)
    if (checked?.success === false) return null
    // The published schema, of which what is read here has been looked at.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return (checked?.data ?? event) as RealtimeServerEvent
  } catch {
    return null
  }
}
