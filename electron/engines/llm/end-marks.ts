import type { LlamaModel, Token } from 'node-llama-cpp'

/** What ends a sentence, as tokenizers write it. */
const MARKS = ['.', '?', '!', ' ?', '.\n', '?\n', '!\n', '\n', '\n\n', '。', '？', '！']

/** Ids of the marks that are one token of this model, and of what ends its messages. */
export const endMarksOf = (model: LlamaModel): readonly Token[] => {
  const marks = MARKS.map((mark) => model.tokenize(mark))
    .filter((tokens) => tokens.length === 1)
    .flat()
  const ends = [model.tokens.eos, model.tokens.eot].filter((token) => token !== null)
  return [...new Set([...marks, ...ends])]
}
