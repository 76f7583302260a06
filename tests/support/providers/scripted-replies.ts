import {
  createScriptedLanguageModel,
  type Script,
} from '../../../electron/engines/llm/scripted-language-model.ts'
import type { ChatMessage } from '../../../electron/contracts/workers.ts'
import type { ProviderScript } from './provider-script.ts'

const roleOf = (role: string): ChatMessage['role'] =>
  role === 'system' || role === 'assistant' ? role : 'user'

/** What a chat model makes of being asked in words to go on: it goes on with its last message. */
const begunReply = (messages: readonly ChatMessage[]): readonly ChatMessage[] => {
  const last = messages.at(-1)
  const isAsked = last?.role === 'user' && last.text.startsWith('You were cut off. Continue')
  return isAsked ? messages.slice(0, -1) : messages
}

/** A provider that says what the scripted language model would say. */
export const scriptedReplies = (script: Script): Pick<ProviderScript, 'reply'> => {
  const model = createScriptedLanguageModel(script)
  const { signal } = new AbortController()
  return {
    reply: async ({ messages, maximumTokens }) => {
      const asked = messages.map(({ role, text }) => ({ role: roleOf(role), text }))
      let text = ''
      let finishReason: 'stop' | 'length' = 'stop'
      const options = { maximumTokens: maximumTokens ?? Infinity, signal }
      for await (const part of model.generate(begunReply(asked), options)) {
        if (part.type === 'delta') text += part.text
        if (part.type === 'finish' && part.finishReason === 'length') finishReason = 'length'
      }
      return { text, finishReason }
    },
  }
}
