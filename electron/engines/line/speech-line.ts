import { restOfClause } from '../../core/speech/rest-of-clause.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../ports.ts'
import { LineMembers } from './line-members.ts'
import type { LineControls } from './line-request.ts'
import type { LineParts } from './line-parts.ts'
import { tryInOrder } from './try-in-order.ts'

/**
 * A line of voices as one. A clause that breaks off is finished by the next voice, from about the word
 * on that was last heard.
 * @throws CodedFailure where none of them can be opened
 */
export const openSpeechLine = async (
  parts: LineParts<SpeechSynthesizer>,
): Promise<SpeechSynthesizer & Required<LineControls>> => {
  const members = new LineMembers(parts)
  const { model } = await members.start()
  return {
    id: model.id,
    synthesize: (text, options) => {
      let soundMs = 0
      const speak = async function* (voice: SpeechSynthesizer): AsyncGenerator<SynthesizedAudio> {
        const rest = soundMs === 0 ? text : restOfClause(text, soundMs * options.speed)
        if (rest === '') return
        for await (const piece of voice.synthesize(rest, options)) {
          soundMs += (piece.samples.length / piece.sampleRateHz) * 1000
          yield piece
        }
      }
      return tryInOrder(members, parts.report, parts.clock, options.signal, speak)
    },
    wake: () => members.wake(),
    tested: (id, error) => members.tested(id, error),
    dispose: () => members.dispose(),
  }
}
