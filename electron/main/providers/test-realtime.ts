import { openRealtimeModel } from '../../engines/provider/realtime/realtime-model.ts'
import { LONGEST_TEST_SOUND_SECONDS, type Run } from './test-provider.ts'

const SYSTEM = { role: 'system', text: 'Answer in one short sentence.' } as const
/** For ports that count tokens; the service is told no limit. */
const MAXIMUM_TOKENS = 200
const UTTERANCE = 1

/**
 * One spoken question and its spoken answer, in a session of its own, as a conversation has them: the
 * session is open before the question ends, and what counts is the wait for the first sound.
 */
export const runSpeechToSpeech: Run = async (model, parts, signal, sinceStart) => {
  const engine = openRealtimeModel(model, parts.report)
  try {
    const samples = await parts.question()
    await engine.prewarm([SYSTEM], signal)
    engine.hear?.({ type: 'utterance-open', utterance: UTTERANCE })
    engine.hear?.({ type: 'frame', utterance: UTTERANCE, index: 0, samples })
    const askedMs = sinceStart()
    let firstMs: number | null = null
    let result = ''
    let seconds = 0
    // Its words are in the sound.
    const question = { role: 'user', text: '' } as const
    const reply = engine.generate([SYSTEM, question], {
      maximumTokens: MAXIMUM_TOKENS,
      signal,
      speech: { utterance: UTTERANCE, endSample: samples.length },
    })
    for await (const part of reply) {
      if (part.type === 'sound') firstMs ??= sinceStart() - askedMs
      if (part.type === 'delta') result += part.text
      if (part.type === 'sound') seconds += part.samples.length / part.sampleRateHz
      if (seconds > LONGEST_TEST_SOUND_SECONDS) break
    }
    return { firstMs, result: result.trim() }
  } finally {
    await engine.dispose()
  }
}
