import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from 'node-llama-cpp'
import type { ChatMessage } from '../../contracts/workers.ts'

/**
 * Messages as the tokens that the model was trained on, by the template in its own file
 * (`resolveChatWrapper`).
 */
export interface LlamaPrompt {
  /**
   * The whole prompt, up to where the reply begins; where the last message is the assistant's, up to
   * where its text goes on.
   */
  tokens(messages: readonly ChatMessage[]): readonly Token[]
  /** The part of it that stays the same whatever the person says next. */
  prefix(messages: readonly ChatMessage[]): readonly Token[]
}

const commonPrefix = (first: readonly Token[], second: readonly Token[]): readonly Token[] => {
  const end = first.findIndex((token, index) => token !== second[index])
  return end < 0 ? first : first.slice(0, end)
}

const historyItem = ({ role, text }: ChatMessage): ChatHistoryItem => {
  switch (role) {
    case 'system':
      return { type: 'system', text }
    case 'user':
      return { type: 'user', text }
    case 'assistant':
      return { type: 'model', response: [text] }
  }
}

/** Whether what is asked for is the rest of a reply whose beginning is there. */
export const continuesReply = (messages: readonly ChatMessage[]): boolean =>
  messages.at(-1)?.role === 'assistant'

export const createLlamaPrompt = (model: LlamaModel, wrapper: ChatWrapper): LlamaPrompt => {
  /**
   * The ChatML wrapper puts the "begin of sequence" token first, which in SmolLM2 is `<|im_start|>`
   * itself: the prompt would begin with it twice, which no training text did.
   */
  const withoutDoubleStart = (tokens: readonly Token[]): readonly Token[] =>
    !model.tokens.shouldPrependBosToken &&
    tokens[0] === model.tokens.bos &&
    tokens[1] === model.tokens.bos
      ? tokens.slice(1)
      : tokens

  const tokens = (messages: readonly ChatMessage[]): readonly Token[] => {
    const said = messages.map(historyItem)
    // The wrapper leaves the last reply open.
    const chatHistory = continuesReply(messages)
      ? said
      : [...said, historyItem({ role: 'assistant', text: '' })]
    const { contextText } = wrapper.generateContextState({ chatHistory })
    return withoutDoubleStart(contextText.tokenize(model.tokenizer))
  }

  return {
    tokens,
    prefix: (messages) => {
      if (messages.at(-1)?.role === 'user') return tokens(messages)
      const [first = [], second = []] = ['a', 'b'].map((text) =>
        tokens([...messages, { role: 'user', text }]),
      )
      return commonPrefix(first, second)
    },
  }
}
