import type { SpeechRecognizer } from '../ports.ts'
import { LineMembers } from './line-members.ts'
import type { LineControls } from './line-request.ts'
import { isLocal, type LineParts } from './line-parts.ts'
import { tryInOrder } from './try-in-order.ts'

/** Where nobody says otherwise: no engine of ours takes more at once. */
const LONGEST_SECONDS = 30
/** What an engine that is not open yet may want to add at the end. */
const TAIL_SECONDS = 1

/**
 * A line of recognisers as one. What is merely shown while the person speaks is read by the first that
 * can do so again and again: a provider, who is asked only for what counts, is helped by one on this
 * machine.
 * @throws CodedFailure where none of them can be opened
 */
export const openRecognizerLine = async (
  parts: LineParts<SpeechRecognizer>,
): Promise<SpeechRecognizer & Required<LineControls>> => {
  let expected: readonly string[] = []
  const members = new LineMembers({
    ...parts,
    open: async (model, report) => {
      const engine = await parts.open(model, report)
      engine.expectWords?.(expected)
      return engine
    },
  })
  const { model, engine } = await members.start()
  const never = new AbortController().signal
  const limits = parts.line
    .filter((one) => one !== model)
    .map(({ options }) => Number(options['maximumAudioSeconds'] ?? LONGEST_SECONDS) - TAIL_SECONDS)
  const readsAlong = (index: number): boolean => {
    const member = parts.line[index]
    return member !== undefined && isLocal(member)
  }

  const readFinal = async (
    samples: Float32Array,
    onWords?: (text: string) => void,
  ): Promise<string> => {
    const ask = async function* (recognizer: SpeechRecognizer) {
      yield await recognizer.transcribe(samples, 'final', onWords)
    }
    let text = ''
    for await (const part of tryInOrder(members, parts.report, parts.clock, never, ask)) text = part
    return text
  }

  const reader = (): number | undefined => members.order().find(readsAlong)

  /** One that fails is only not shown: nobody else is asked, least of all somebody who costs money. */
  const readPartial = async (samples: Float32Array): Promise<string> => {
    const index = reader()
    if (index === undefined) return ''
    const end = members.begin()
    try {
      return await (await members.engine(index)).transcribe(samples, 'partial')
    } finally {
      end()
    }
  }

  return {
    id: model.id,
    // A piece of speech may be read by any of them.
    maximumSeconds: Math.min(engine.maximumSeconds, ...limits),
    get partials() {
      if (readsAlong(members.current)) return 'same'
      return reader() === undefined ? 'none' : 'other'
    },
    transcribe: (samples, purpose, onWords) =>
      purpose === 'final' ? readFinal(samples, onWords) : readPartial(samples),
    wake: () => {
      members.wake()
      members.wake(reader())
    },
    tested: (id, error) => members.tested(id, error),
    expectWords: (words) => {
      expected = words
      members.each((engine) => engine.expectWords?.(words))
    },
    dispose: () => members.dispose(),
  }
}
