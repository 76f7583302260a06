import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import type { EngineKind } from '../app-state.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { LlmResult } from '../workers/llm-client.ts'
import type { SttResult } from '../workers/stt-client.ts'
import type { TtsResult } from '../workers/tts-client.ts'
import type { EngineClients } from './engine-clients.ts'
import type { JournalTranscripts } from './journal-transcripts.ts'
import type { EngineSetOptions } from './ports.ts'

/** What the engines answer becomes events of the conversation. */
export const tellConversation = (
  { stt, llm, tts }: EngineClients,
  journals: JournalTranscripts,
  dispatch: (event: ConversationEvent) => void,
  /** Id of the engine of its kind that serves now. */
  engineOf: (kind: EngineKind) => string,
  {
    onKept = () => undefined,
    correctWords = (text) => text,
  }: Pick<EngineSetOptions, 'onKept' | 'correctWords'> = {},
): void => {
  const heard = (result: SttResult): void => {
    const atMs = nowMs()
    switch (result.type) {
      case 'partial':
        dispatch({
          ...result,
          ...correctedFlow(result, correctWords),
          type: 'transcript-partial',
          atMs,
        })
        return
      case 'kept':
        onKept(result.path)
        return
      case 'transcript': {
        const journal = journals.take(result.request)
        const text = correctWords(result.text)
        if (journal === undefined) dispatch({ ...result, text, engine: engineOf('stt'), atMs })
        else journal.resolve(text)
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

/** What may still change is corrected as part of the whole, so that a word on the border is one. */
const correctedFlow = (
  { committed, tentative }: { readonly committed: string; readonly tentative: string },
  correctWords: (text: string) => string,
) => {
  const settled = correctWords(committed)
  const whole = correctWords(committed + tentative)
  // Where a correction spans the border all of it may still change.
  return whole.startsWith(settled)
    ? { committed: settled, tentative: whole.slice(settled.length) }
    : { committed: '', tentative: whole }
}

/**
 * A failure of something that nobody asked for and nobody waits for (warming the prompt's prefix): to
 * say that no answer could be found would be wrong. What is asked for next fails and is told.
 */
const logUnasked = (kind: EngineKind, { code, detail = '' }: CodedError): void =>
  console.error(`${kind}: ${code} ${detail}`.trim())
