import { z } from 'zod'
import type { MicrophoneMessage } from '../../../contracts/audio.ts'
import type { ChatMessage, EngineModel } from '../../../contracts/workers.ts'
import type { LineReport } from '../../line/line-parts.ts'
import type { LanguageModel } from '../../ports.ts'
import { connect } from '../connection.ts'
import { estimatedTokens } from '../estimated-tokens.ts'
import { fitMessages } from '../../llm/fit-messages.ts'
import { createSerialLock } from '../../llm/serial-lock.ts'
import { createReply, type RealtimeReply } from './realtime-reply.ts'
import { RealtimeSession } from './realtime-session.ts'
import { openRealtimeSocket, type RealtimeSocket } from './socket.ts'
import { SpeechUpload } from './speech-upload.ts'

const optionsSchema = z.object({
  voice: z.string().min(1),
  contextTokens: z.number().int().positive().default(32_000),
  speed: z.number().default(1),
})

/** What the service takes. */
const SLOWEST = 0.25
const FASTEST = 1.5
/** The one that is being heard and the one before, which may be asked about still. */
const KEPT_UTTERANCES = 2
/** Replies that may still be told how much of them was heard. */
const KEPT_REPLIES = 8

const systemOf = (messages: readonly ChatMessage[]): string =>
  messages
    .filter(({ role }) => role === 'system')
    .map(({ text }) => text)
    .join('\n\n')

/**
 * Speech to speech over the OpenAI Realtime API, as a language model that hears and speaks by itself. When
 * turns end and what interrupts them is decided by the conversation, as with any other model.
 *
 * Invariants
 * 1. What the person says is sent while they say it, and becomes part of the service's conversation only
 *    when an answer to it is asked for.
 * 2. A reply that was taken back, or of which nothing was heard, leaves nothing there: neither it nor the
 *    words that it answered, which come again. One that was cut off is cut off there, too.
 * 3. A session that ends costs nothing but the sound: the next one is told the conversation in words.
 * @throws CodedFailure `provider.key-missing`
 */
export const openRealtimeModel = (model: EngineModel, report: LineReport): LanguageModel => {
  const connection = connect(model)
  const { voice, contextTokens, speed } = optionsSchema.parse(model.options)
  const pace = Math.min(FASTEST, Math.max(SLOWEST, speed))
  const session = new RealtimeSession(connection, { name: voice, speed: pace }, () =>
    performance.now(),
  )
  const uploads = new Map<number, SpeechUpload>()
  const replies = new Map<number, RealtimeReply>()
  /** Whose sound the service's input buffer holds, and of which session: another knows nothing of it. */
  let buffered: { readonly upload: SpeechUpload; readonly socket: RealtimeSocket } | null = null

  const bufferOf = async (upload: SpeechUpload): Promise<void> => {
    const socket = await session.current()
    if (socket === null || (buffered?.upload === upload && buffered.socket === socket)) return
    socket.send({ type: 'input_audio_buffer.clear' })
    upload.startOver()
    buffered = { upload, socket }
  }

  /** Sends what has come of it; nothing while no session is open: then all is sent when it is needed. */
  const stream = async (upload: SpeechUpload): Promise<void> => {
    const socket = await session.current()
    if (socket === null) return
    await bufferOf(upload)
    const audio = upload.take(upload.length, false)
    if (audio !== null) socket.send({ type: 'input_audio_buffer.append', audio })
  }

  const hear = (message: MicrophoneMessage): void => {
    const { utterance } = message
    switch (message.type) {
      case 'utterance-open':
        uploads.set(utterance, new SpeechUpload(utterance))
        for (const old of [...uploads.keys()].slice(0, -KEPT_UTTERANCES)) uploads.delete(old)
        return
      case 'frame': {
        const upload = uploads.get(utterance)
        if (upload === undefined) return
        upload.accept(message.index, message.samples)
        // What was answered once may go on: it is sent anew then, and whole.
        if (!upload.isAnswered) void stream(upload)
        return
      }
      case 'utterance-drop':
        uploads.delete(utterance)
        if (buffered?.upload.utterance === utterance) buffered = null
    }
  }

  const forget = (generation: number) => {
    const reply = replies.get(generation)
    replies.delete(generation)
    return reply
  }

  const oneAtATime = createSerialLock()
  const fitted = (messages: readonly ChatMessage[]) =>
    fitMessages(messages, contextTokens, estimatedTokens)

  /** Takes back what nobody heard, before the conversation goes on. */
  const settle = async (): Promise<void> => {
    const socket = await session.current()
    for (const [generation, reply] of replies) {
      if (!reply.isTakenBack()) continue
      forget(generation)
      for (const event of session.mirror.remove(reply.itemIds())) socket?.send(event)
    }
  }

  return {
    id: model.id,
    contextTokens,
    hear,
    heard: (generation, heardMs) => replies.get(generation)?.heard(heardMs),
    prewarm: async (messages) => {
      // While the person begins to speak: the session is open when they are done.
      await settle()
      const socket = await session.ready(systemOf(messages))
      const history = fitted(messages).filter(({ role }) => role !== 'system')
      const last = history.at(-1)
      // What is being said is not told in words: it comes as sound.
      const settled = last?.role === 'user' ? history.slice(0, -1) : history
      for (const event of session.mirror.align(settled)) socket.send(event)
    },
    generate: async function* (messages, options) {
      const done = await oneAtATime()
      try {
        // What the one before still tells of is its own.
        await session.idle()
        await settle()
        const reply = createReply({
          connection,
          session,
          modelId: model.id,
          report,
          instructions: systemOf(messages),
          messages: fitted(messages).filter(({ role }) => role !== 'system'),
          signal: options.signal,
          speech: async () => {
            const upload = uploads.get(options.speech?.utterance ?? -1)
            if (upload === undefined || options.speech == null) return null
            upload.isAnswered = true
            await bufferOf(upload)
            if (upload.sent > options.speech.endSample) {
              // More was sent than was said by then.
              buffered = null
              await bufferOf(upload)
            }
            const audio = upload.take(options.speech.endSample, true)
            // Committed, the buffer is empty: whatever is to be said of this utterance is sent anew.
            buffered = null
            return { audio, samples: options.speech.endSample }
          },
        })
        replies.set(options.generation ?? -1, reply)
        for (const old of [...replies.keys()].slice(0, -KEPT_REPLIES)) forget(old)
        for await (const part of reply.parts()) {
          // Whoever reads no further than the end keeps nobody waiting.
          if (part.type === 'finish') done()
          yield part
        }
      } finally {
        done()
      }
    },
    // A session costs nothing until something is said in it, and a list of models tells nothing of it.
    probe: async () => (await openRealtimeSocket(connection)).close(),
    dispose: () => session.dispose(),
  }
}
