import type { ChatMessage } from '../../contracts/workers.ts'
import type { LanguageModel, LanguageModelPart } from '../ports.ts'
import { LineMembers } from './line-members.ts'
import type { LineControls } from './line-request.ts'
import type { LineParts } from './line-parts.ts'
import { tryInOrder } from './try-in-order.ts'

/** What was written goes on in another engine: it is the assistant's text that the rest follows. */
const withWritten = (messages: readonly ChatMessage[], written: string): readonly ChatMessage[] => {
  if (written === '') return messages
  const last = messages.at(-1)
  return last?.role === 'assistant'
    ? [...messages.slice(0, -1), { ...last, text: last.text + written }]
    : [...messages, { role: 'assistant', text: written }]
}

/** Each member tells how much it can read, whenever it is opened: a prompt is made for the one in use. */
const tellingFacts =
  (open: LineParts<LanguageModel>['open']): LineParts<LanguageModel>['open'] =>
  async (model, report) => {
    const engine = await open(model, report)
    const { contextTokens, gpu = null } = engine
    report.opened({ type: 'opened', model: model.id, contextTokens, gpu })
    return engine
  }

/**
 * A line of language models as one. A reply that breaks off is continued by the next one from the
 * last word on; its parts look as if one model had written them all.
 * @throws CodedFailure where none of them can be opened
 */
export const openLanguageLine = async (
  parts: LineParts<LanguageModel>,
): Promise<LanguageModel & Required<LineControls>> => {
  const members = new LineMembers({ ...parts, open: tellingFacts(parts.open) })
  const { model, engine } = await members.start()
  return {
    id: model.id,
    contextTokens: engine.contextTokens,
    prewarm: async (messages, signal) => {
      const end = members.begin()
      try {
        // Found out while the person still speaks: the next one is warm when they are done.
        for (const index of members.order()) {
          try {
            const current = await members.engine(index)
            await current.prewarm(messages, signal)
            return
          } catch (error) {
            if (signal.aborted) return
            members.failed(index, error)
          }
        }
      } finally {
        end()
      }
    },
    generate: async function* (messages, options) {
      let written = ''
      let deltas = 0
      let judged = false
      const { signal } = options
      const stream = async function* (
        current: LanguageModel,
      ): AsyncGenerator<LanguageModelPart, void> {
        const before = deltas
        for await (const part of current.generate(withWritten(messages, written), options)) {
          if (part.type === 'completeness') {
            if (judged || written !== '') continue
            judged = true
          } else if (part.type === 'delta') {
            written += part.text
            deltas += 1
          } else if (part.type === 'finish') {
            yield { ...part, completionTokens: part.completionTokens + before }
            return
          }
          yield part
        }
      }
      let finished = false
      for await (const part of tryInOrder(members, parts.report, parts.clock, signal, stream)) {
        finished ||= part.type === 'finish'
        yield part
      }
      if (!finished) {
        yield {
          type: 'finish',
          finishReason: 'cancelled',
          promptTokens: 0,
          completionTokens: deltas,
        }
      }
    },
    hear: (message) => members.each((one) => one.hear?.(message)),
    heard: (generation, heardMs) => members.each((one) => one.heard?.(generation, heardMs)),
    wake: () => members.wake(),
    tested: (id, error) => members.tested(id, error),
    dispose: () => members.dispose(),
  }
}
