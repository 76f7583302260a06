import { homedir } from 'node:os'
import { join } from 'node:path'
import { modelsFolder } from '../../../electron/engines/models/cache-location.ts'
import { openLanguageModel } from '../../../electron/engines/llm/open-language-model.ts'
import { threadsFor } from '../../../electron/main/processor-budget.ts'
import { loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import { newRecords, say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import { inMs, inOpenConversation, loudspeakerSpans, share, untilListening } from './talk.ts'
import { NO_REPORT } from '../../support/engine-line.ts'

const MODEL = 'qwen2.5-0.5b'
const FILE = 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf'
const ALONE_TOKENS = 100

/** Tokens a second with nothing else to do. */
const tokensPerSecondAlone = async (): Promise<number> => {
  const path = join(modelsFolder(process.env, process.platform, homedir()), MODEL, FILE)
  const model = await openLanguageModel(
    {
      id: MODEL,
      engine: 'llama',
      files: { model: path },
      options: { temperature: 0 },
      threads: threadsFor('llm'),
    },
    NO_REPORT,
  )
  try {
    const { signal } = new AbortController()
    const messages = [{ role: 'user', text: 'Tell me all that you know about Rome.' }] as const
    let count = 0
    let firstAtMs = 0
    for await (const part of model.generate(messages, { maximumTokens: ALONE_TOKENS, signal })) {
      if (part.type !== 'delta') continue
      if (count === 0) firstAtMs = performance.now()
      count += 1
    }
    return ((count - 1) * 1000) / (performance.now() - firstAtMs)
  } finally {
    await model.dispose()
  }
}

/**
 * Questions one after another: how soon they are answered, what was begun in vain, and how fast the
 * model writes meanwhile (from the first token to the last, the pause for the first clause included).
 */
export const measureSpeed = async (questions: number): Promise<readonly Section[]> => {
  const alone = await tokensPerSecondAlone()
  return inOpenConversation(async (session) => {
    const all = (await loadQuestions('question')).filter(({ voice }) => voice === 'jo')
    const latencies: number[] = []
    const conversation: number[] = []
    let discarded = 0
    let kept = 0
    // The first exchange after a start warms what every later one finds warm: not counted.
    for (let index = 0; index <= questions; index += 1) {
      const question = all[index % all.length]
      if (question === undefined) continue
      await untilListening(session)
      const before = (await session.warbler.log()).length
      const { endSample } = await say(session, await questionSound(question))
      const [record] = await newRecords(session, before)
      process.stderr.write('.')
      if (index === 0 || record === undefined) continue
      const [first] = await loudspeakerSpans(session, endSample, { minimumMs: 250 })
      if (first !== undefined) latencies.push(inMs(first.start - endSample))
      discarded += record.discardedSpeculations
      if (record.speculated) kept += 1
      const { completionTokens, generationMs } = record
      if (completionTokens !== null && generationMs !== null && generationMs > 0) {
        conversation.push(((completionTokens - 1) * 1000) / generationMs)
      }
    }
    return [
      {
        title: 'Questions in the open conversation',
        figures: present([
          figure('end of speech → first sound', 'ms', latencies),
          figure('tokens per second in conversation', '/s', conversation),
          figure('tokens per second alone', '/s', [alone]),
        ]),
        notes: [
          `replies begun before the turn was over and kept: ${share(kept, questions)}`,
          `replies begun and dropped: ${discarded} in ${questions} turns`,
        ],
      },
    ]
  })
}
