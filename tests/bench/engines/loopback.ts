import type { Section } from '../figure.ts'
import { joined } from './pairs.ts'
import { withLoopbackServers } from './loopback-servers.ts'
import { measureReplies, measureSpeech, measureTranscripts } from './provider.ts'

const MODEL = 'test-model'

/** What Warbler adds where a provider answers at once. */
export const measureLoopback = (rounds: number): Promise<readonly Section[]> =>
  withLoopbackServers(async ({ providerUrl: baseUrl }) => {
    const server = { baseUrl, model: MODEL }
    const { figures, notes } = joined([
      await measureReplies('language model', server, rounds),
      await measureTranscripts('speech to text', server, rounds),
      await measureSpeech('text to speech', { ...server, voice: 'alloy' }, rounds),
    ])
    process.stderr.write('\n')
    return [
      {
        title: 'What Warbler adds to a provider that answers at once (loopback, scripted)',
        figures,
        notes: [
          'plain fetch and Warbler by turns against the same server; added: median of the differences',
          'from asking to what the conversation gets: worker process, line, adapter and the way back',
          ...notes,
        ],
      },
    ]
  })
