import { setTimeout as wait } from 'node:timers/promises'
import type { ChatMessage, EngineModel } from '../../../electron/contracts/workers.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import type { Section } from '../figure.ts'
import { withLoopbackServers } from './loopback-servers.ts'
import { measurePair } from './pairs.ts'
import { openPlainRealtime } from './plain-realtime.ts'
import { questionFrames } from './question.ts'
import { openWarbler } from './warbler.ts'

const SYSTEM: ChatMessage = { role: 'system', text: 'You are a voice assistant.' }
const QUESTION: ChatMessage = { role: 'user', text: 'What is the capital of France?' }
/** As after a person's last word: what was said before was sent while it was said. */
const SPEAKING_MS = 150

const modelAt = (baseUrl: string): EngineModel => ({
  id: 'loop/realtime',
  engine: 'provider-realtime',
  files: {},
  threads: 1,
  options: {
    provider: 'Loopback',
    baseUrl,
    model: 'gpt-realtime',
    voice: 'marin',
    onThisMachine: true,
  },
})

/** From the end of what is said to the first sound, over a session that is open. */
export const measureRealtime = (rounds: number): Promise<readonly Section[]> =>
  withLoopbackServers(async ({ realtimeUrl }) => {
    const frames = await questionFrames()
    const pieces = frames.map(
      (samples) => resample({ samples, sampleRateHz: 16_000 }, 24_000).samples,
    )
    const plain = await openPlainRealtime(realtimeUrl)
    const warbler = await openWarbler({ llm: [modelAt(realtimeUrl)] })
    let history: readonly ChatMessage[] = []
    try {
      const pair = {
        name: 'first sound',
        against: 'plain WebSocket',
        plain: () => plain.answer(pieces),
        warbler: async () => {
          const utterance = warbler.hear(frames)
          await wait(SPEAKING_MS)
          utterance.finish()
          const messages = [...history, QUESTION]
          const { tookMs, text } = await warbler.spokenReply([SYSTEM, ...messages], {
            utterance: utterance.number,
            endSample: utterance.endSample,
          })
          history = [...messages, { role: 'assistant', text }]
          return tookMs
        },
      }
      const { figures, notes } = await measurePair(pair, rounds)
      process.stderr.write('\n')
      return [
        {
          title: 'What Warbler adds to a realtime session (speech to speech, loopback)',
          figures,
          notes: [
            'one conversation that grows, as with a person, on a session that stays open',
            ...notes,
          ],
        },
      ]
    } finally {
      plain.close()
      await warbler.dispose()
    }
  })
