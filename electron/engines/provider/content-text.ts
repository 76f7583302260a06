import { z } from 'zod'

const partSchema = z.object({ type: z.literal('text'), text: z.string() })

/**
 * What of a delta's content is to be said: a text, or those parts of a list that are text. Mistral's
 * models that think send lists, with their thoughts beside the answer; whatever else comes is none.
 */
export const textOfContent = (content: unknown): string => {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part: unknown) => {
      const read = partSchema.safeParse(part)
      return read.success ? read.data.text : ''
    })
    .join('')
}
