import type { CodedError } from '../../../electron/contracts/errors.ts'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { ChatMessage, EngineModel } from '../../../electron/contracts/workers.ts'
import type { LanguageModel, LanguageModelPart } from '../../../electron/engines/ports.ts'
import type { ProviderScript } from './provider-script.ts'

/** What both the provider and the engine behind it say, with characters of one to four bytes. */
export const REPLY = 'Honey is made by bees — naïve ones 🐝 too, and 蜂蜜 is sweet.'

export const ASKED: readonly ChatMessage[] = [
  { role: 'system', text: 'Be short.' },
  { role: 'user', text: 'Who makes honey?' },
]

/** Says the reply, or what is missing of it. */
export const honeyScript: Pick<ProviderScript, 'reply'> = {
  reply: ({ messages }) => {
    const begun = messages.findLast(({ role }) => role === 'assistant')?.text ?? ''
    return { text: REPLY.slice(begun.length) }
  },
}

/** An engine on this machine that says the same. */
export const scriptedHoney: EngineModel = {
  id: 'local',
  engine: 'scripted',
  files: {},
  options: { rules: [{ say: REPLY }] },
  threads: 1,
}

interface HeardReply {
  readonly parts: readonly LanguageModelPart[]
  readonly text: string
  readonly finishes: readonly LanguageModelPart[]
  readonly failure: CodedError | null
}

/** Everything that a model answers, whether it fails or not. */
export const hearReply = async (
  model: LanguageModel,
  {
    messages = ASKED,
    signal = new AbortController().signal,
    onDelta = () => undefined,
  }: {
    readonly messages?: readonly ChatMessage[]
    readonly signal?: AbortSignal
    readonly onDelta?: () => void
  } = {},
): Promise<HeardReply> => {
  const parts: LanguageModelPart[] = []
  let failure: CodedError | null = null
  try {
    for await (const part of model.generate(messages, { maximumTokens: 100, signal })) {
      parts.push(part)
      if (part.type === 'delta') onDelta()
    }
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    failure = thrown.error
  }
  return {
    parts,
    failure,
    text: parts.map((part) => (part.type === 'delta' ? part.text : '')).join(''),
    finishes: parts.filter(({ type }) => type === 'finish'),
  }
}
