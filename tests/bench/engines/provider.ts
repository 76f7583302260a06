import { setTimeout as wait } from 'node:timers/promises'
import type { ChatMessage, EngineModel } from '../../../electron/contracts/workers.ts'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { encodeWave } from '../../support/sound-lab/wave-file.ts'
import { measurePair, type Measured } from './pairs.ts'
import { plainReply, plainSpeech, plainTranscript } from './plain-client.ts'
import { joinedFrames, questionFrames } from './question.ts'
import { openWarbler } from './warbler.ts'

/** A provider's role against `fetch` at the same server. */

interface RoleServer {
  readonly baseUrl: string
  readonly model: string
}

const PLAIN = 'plain fetch'
const MESSAGES: readonly ChatMessage[] = [
  { role: 'system', text: 'You are a voice assistant. Answer in one short sentence.' },
  { role: 'user', text: 'What is the capital of France?' },
]
const CLAUSE = 'The capital of France is Paris.'
/** As after a person's last word: the sound before it was examined long ago. */
const SPEAKING_MS = 150

export const measureReplies = async (
  name: string,
  server: RoleServer,
  rounds: number,
): Promise<Measured> => {
  const llm: EngineModel = loopbackModel('llm', server.baseUrl, {
    change: { llm: { model: server.model, api: 'chat', contextTokens: null } },
  })
  const warbler = await openWarbler({ llm: [llm] })
  try {
    const pair = {
      name: `${name}, first text`,
      against: PLAIN,
      plain: () => plainReply(server, MESSAGES),
      warbler: () => warbler.reply(MESSAGES),
    }
    return await measurePair(pair, rounds)
  } finally {
    await warbler.dispose()
  }
}

export const measureTranscripts = async (
  name: string,
  server: RoleServer,
  rounds: number,
): Promise<Measured> => {
  const frames = await questionFrames()
  const wave = new Uint8Array(
    encodeWave({ samples: joinedFrames(frames), sampleRateHz: MICROPHONE_SAMPLE_RATE_HZ }),
  )
  const stt = loopbackModel('stt', server.baseUrl, {
    change: { stt: { model: server.model, languages: ['en'] } },
  })
  const warbler = await openWarbler({ stt: [stt] })
  try {
    const pair = {
      name: `${name}, transcript`,
      against: PLAIN,
      plain: async () => {
        // A server that rested as long.
        await wait(SPEAKING_MS)
        return plainTranscript(server, wave)
      },
      warbler: async () => {
        const utterance = warbler.hear(frames)
        await wait(SPEAKING_MS)
        return warbler.transcript(utterance)
      },
    }
    return await measurePair(pair, rounds)
  } finally {
    await warbler.dispose()
  }
}

export const measureSpeech = async (
  name: string,
  server: RoleServer & { readonly voice: string },
  rounds: number,
): Promise<Measured> => {
  const { baseUrl, model, voice } = server
  const tts = loopbackModel('tts', baseUrl, {
    change: { tts: { model, voice, sampleRateHz: 24_000, languages: ['en'] } },
  })
  const warbler = await openWarbler({ tts: [tts] })
  try {
    const pair = {
      name: `${name}, first sound`,
      against: PLAIN,
      plain: () => plainSpeech(server, voice, CLAUSE),
      warbler: () => warbler.speech(CLAUSE),
    }
    return await measurePair(pair, rounds)
  } finally {
    await warbler.dispose()
  }
}
