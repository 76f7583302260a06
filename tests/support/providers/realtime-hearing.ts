import type { RealtimeConversationItemUserMessage } from 'openai/resources/realtime/realtime'
import type { Sound } from '../sound-lab/sound.ts'
import { fromPcm16 } from '../sound-lab/wave-file.ts'
import type { ApiError } from './api-errors.ts'
import { tokensOf } from './answer.ts'
import type { ProviderScript } from './provider-script.ts'
import { refusal } from './realtime-events.ts'
import type { RealtimeTranscriptFault } from './realtime-fault.ts'
import { addItem, type ItemContext } from './realtime-items.ts'

/**
 * The input buffer of one session, and what is made of the utterances in it.
 *
 * Invariants:
 * 1. A commit takes all that was appended since the last commit or clear.
 * 2. Every utterance is understood, whether or not the client wants its transcript: replies need it.
 */

const RATE_HZ = 24_000
/** The service's least sound of a commit. */
const MINIMUM_COMMIT_MS = 100

interface RealtimeHearing {
  readonly append: (base64: string) => void
  readonly clear: () => void
  /** Ends an utterance; why it is refused, or null. */
  readonly commit: (tellsTranscript: boolean) => ApiError | null
  /** Resolves when all that was committed so far is understood. */
  readonly understood: () => Promise<void>
  readonly heard: () => readonly Sound[]
}

export const createRealtimeHearing = (
  context: ItemContext,
  transcribe: ProviderScript['transcribe'],
  nextTranscriptFault: () => RealtimeTranscriptFault | null,
): RealtimeHearing => {
  const { conversation, emit, newId } = context
  const heard: Sound[] = []
  let buffered: Buffer[] = []
  let understood: Promise<void> = Promise.resolve()

  const userItem = (id: string, transcript?: string): RealtimeConversationItemUserMessage => ({
    id,
    object: 'realtime.item',
    type: 'message',
    status: 'completed',
    role: 'user',
    content: [{ type: 'input_audio', ...(transcript === undefined ? {} : { transcript }) }],
  })

  const tellTranscript = (
    id: string,
    transcript: string,
    seconds: number,
    fault: RealtimeTranscriptFault | null,
  ): void => {
    const at = { item_id: id, content_index: 0 }
    const tell = () => {
      conversation.update(id, (old) => ({ ...old, item: userItem(id, transcript) }))
      for (const delta of tokensOf(transcript))
        emit({ type: 'conversation.item.input_audio_transcription.delta', ...at, delta })
      emit({
        type: 'conversation.item.input_audio_transcription.completed',
        ...at,
        transcript,
        usage: { type: 'duration', seconds },
      })
    }
    switch (fault?.kind) {
      case undefined:
        tell()
        return
      case 'never':
        return
      case 'late':
        setTimeout(tell, fault.delayMs).unref()
        return
      case 'fail': {
        const { type, code, message } = fault.error
        emit({
          type: 'conversation.item.input_audio_transcription.failed',
          ...at,
          error: { type, message, ...(code === null ? {} : { code }) },
        })
      }
    }
  }

  return {
    append: (base64) => {
      buffered.push(Buffer.from(base64, 'base64'))
    },
    clear: () => {
      buffered = []
    },
    commit: (tellsTranscript) => {
      const bytes = Buffer.concat(buffered)
      const lengthMs = (bytes.length / 2 / RATE_HZ) * 1000
      if (lengthMs < MINIMUM_COMMIT_MS)
        return refusal(
          'input_audio_buffer_commit_empty',
          `Error committing input audio buffer: buffer too small. Expected at least ${MINIMUM_COMMIT_MS}ms of audio, but buffer only has ${lengthMs.toFixed(2)}ms of audio.`,
        )
      buffered = []
      const sound: Sound = { samples: fromPcm16(bytes), sampleRateHz: RATE_HZ }
      heard.push(sound)
      const id = newId('item')
      emit({
        type: 'input_audio_buffer.committed',
        item_id: id,
        previous_item_id: conversation.items().at(-1)?.id ?? null,
      })
      addItem(context, { id, item: userItem(id), text: null, audioMs: 0, isTruncated: false })
      const fault = tellsTranscript ? nextTranscriptFault() : null
      const understand = async (): Promise<void> => {
        const text = await transcribe(sound)
        conversation.update(id, (old) => ({ ...old, text }))
        if (tellsTranscript && conversation.find(id) !== undefined)
          tellTranscript(id, text, lengthMs / 1000, fault)
      }
      const before = understood
      const now = understand()
      understood = (async () => {
        await before
        await now
      })()
      return null
    },
    understood: () => understood,
    heard: () => heard,
  }
}
