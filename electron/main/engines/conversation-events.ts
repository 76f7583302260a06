import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import type { EngineKind } from '../app-state.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { LlmResult } from '../workers/llm-client.ts'
import type { SttResult } from '../workers/stt-client.ts'
import type { TtsResult } from '../workers/tts-client.ts'
import type { EngineClients } from './engine-clients.ts'
import type { JournalTranscripts } from './journal-transcripts.ts'

/** What the engines answer becomes events of the conversation. */
export const tellConversation = (
  { stt, llm, tts }: EngineClients,
  journals: JournalTranscripts,
  dispatch: (event: ConversationEvent) => void,
  /** Id of the engine of its kind that serves now. */
  engineOf: (kind: EngineKind) => string,
): void => {
  const heard = (result: SttResult): void => {
    const atMs = nowMs()
    switch (result.type) {
      case 'partial':
        dispatch({ ...result, type: 'transcript-partial', atMs })
        return
      case 'transcript': {
        const journal = journals.take(result.request)
        if (journal === undefined) dispatch({ ...result, engine: engineOf('stt'), atMs })
        else journal.resolve(result.text)
        return
      }
      case 'failed': {
        const { request, error } = result
        if (request === null) {
          dispatch({ type: 'attention-raised', error, atMs })
          return
        }
        const journal = journals.take(request)
        if (journal === undefined) dispatch({ type: 'transcription-failed', request, error, atMs })
        else journal.reject(new CodedFailure(error))
      }
    }
  }
  const written = (result: LlmResult): void => {
    const atMs = nowMs()
    switch (result.type) {
      case 'delta':
        dispatch({ ...result, type: 'text-delta', engine: engineOf('llm'), atMs })
        return
      case 'completeness':
        dispatch({ ...result, type: 'words-score', atMs })
        return
      case 'voiced':
        dispatch({ ...result, type: 'clause-synthesized', engine: engineOf('llm'), atMs })
        return
      case 'done':
        dispatch({ ...result, type: 'generation-done', atMs })
        return
      case 'failed': {
        const { generation, error } = result
        if (generation === null) logUnasked('llm', error)
        else dispatch({ type: 'generation-failed', generation, error, atMs })
      }
    }
  }
  const spoken = (result: TtsResult): void => {
    const atMs = nowMs()
    switch (result.type) {
      case 'synthesized':
        // The first clause is sound now: the model, which waited for it, writes on.
        if (result.index === 0) llm.resume(result.generation)
        dispatch({ ...result, type: 'clause-synthesized', engine: engineOf('tts'), atMs })
        return
      case 'failed': {
        const { generation, index, error } = result
        if (generation === null) {
          logUnasked('tts', error)
          return
        }
        llm.resume(generation)
        dispatch({ type: 'synthesis-failed', generation, index, error, atMs })
      }
    }
  }
  stt.onResult(heard)
  llm.onResult(written)
  tts.onResult(spoken)
}

/**
 * A failure of something that nobody asked for and nobody waits for (warming the prompt's prefix): to
 * say that no answer could be found would be wrong. What is asked for next fails and is told.
 */
const logUnasked = (kind: EngineKind, { code, detail = '' }: CodedError): void =>
  console.error(`${kind}: ${code} ${detail}`.trim())
