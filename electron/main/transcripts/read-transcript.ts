import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { ExportedConversation } from '../../core/transcripts/export/exported.ts'
import { readExchange } from '../../core/transcripts/export/read-json.ts'

/** What the thread answers to each message: what comes next of the file. */
type ReadAnswer =
  | { readonly type: 'parts'; readonly parts: readonly ConversationPart[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly error: CodedError }

/** A conversation of a file, or what goes on of it. */
interface ConversationPart {
  /** Which one of the file it is. */
  readonly at: number
  readonly conversation: ExportedConversation
}

/** Main takes 10 ms to be handed so many, on two busy cores. */
const TURNS_AT_ONCE = 500

/** Reads a file of conversations. Fails with `transcript.unreadable`, `transcript.newer`. */
export const readTranscript = async (
  file: string,
): Promise<Result<readonly ExportedConversation[]>> => {
  try {
    return readExchange(await readFile(file, 'utf8'), file)
  } catch (thrown) {
    return fail('transcript.unreadable', String(thrown), { file })
  }
}

/** What was read, as the thread answers it. */
export const answersOf = function* (
  read: Result<readonly ExportedConversation[]>,
  turnsAtOnce = TURNS_AT_ONCE,
): Generator<ReadAnswer, ReadAnswer> {
  if (!read.ok) return { type: 'failed', error: read.error }
  let parts: ConversationPart[] = []
  let count = 0
  for (const [at, conversation] of read.value.entries()) {
    let from = 0
    do {
      const turns = conversation.turns.slice(from, from + turnsAtOnce - count)
      parts.push({ at, conversation: { ...conversation, turns } })
      from += turns.length
      // One without turns counts, too.
      count += Math.max(1, turns.length)
      if (count < turnsAtOnce) continue
      yield { type: 'parts', parts }
      parts = []
      count = 0
    } while (from < conversation.turns.length)
  }
  yield { type: 'parts', parts }
  return { type: 'done' }
}

const ENTRY = join(import.meta.dirname, 'workers/read-transcript.js')

/**
 * As `readTranscript`, in a thread: to parse and check 100,000 turns (33 MB) keeps a core for 0.8 s. What was read
 * comes in parts, and main does what else it has to between them.
 * @param entry what the thread runs
 */
export const readInThread = (
  file: string,
  entry = ENTRY,
): Promise<Result<readonly ExportedConversation[]>> =>
  new Promise((resolve) => {
    const all: { readonly conversation: ExportedConversation; readonly turns: TranscriptTurn[] }[] =
      []
    const thread = new Worker(entry, { workerData: file })
    const next = (): void => thread.postMessage('next', [])
    const end = (result: Result<readonly ExportedConversation[]>): void => {
      resolve(result)
      void thread.terminate()
    }
    // A file that is too large for it is one that cannot be read.
    const unreadable = (thrown: unknown): void =>
      end(fail('transcript.unreadable', String(thrown), { file }))
    thread.on('message', (answer: ReadAnswer) => {
      switch (answer.type) {
        case 'failed':
          return end({ ok: false, error: answer.error })
        case 'done':
          return end(succeed(all.map(({ conversation, turns }) => ({ ...conversation, turns }))))
        case 'parts':
          for (const { at, conversation } of answer.parts) {
            all[at] ??= { conversation, turns: [] }
            all[at].turns.push(...conversation.turns)
          }
          setImmediate(next)
      }
    })
    thread.once('error', unreadable)
    thread.once('exit', (code) => unreadable(`reading ended with ${code}`))
    next()
  })
