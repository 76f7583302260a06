import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CodedFailure, fail, succeed, toCodedError, type Result } from '../../contracts/errors.ts'
import type { TranscriptChange, TranscriptTurn } from '../../contracts/transcript.ts'
import { collected } from '../collected.ts'
import type {
  ExportFormat,
  ExportOutcome,
  ExportScope,
  ImportOutcome,
  ImportPreview,
} from '../../contracts/transcript-export.ts'
import type { ExportedConversation, ExportWords } from '../../core/transcripts/export/exported.ts'
import { writeHtml } from '../../core/transcripts/export/html.ts'
import { plainText, quotedText } from '../../core/transcripts/export/plain.ts'
import {
  exportFileName,
  EXTENSIONS,
  writeExport,
} from '../../core/transcripts/export/write-export.ts'
import { localDay } from '../../core/transcripts/day.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { summariesOf, wholeConversations } from './whole-conversations.ts'
import { unwritable, writeWhole } from '../storage/write-whole.ts'

interface TranscriptFilesParts {
  readonly store: TranscriptStore
  readonly words: () => ExportWords
  readonly nowMs: () => number
  /** Asks where to. Absolute; null where the person chose nothing. */
  readonly chooseTarget: (suggested: string, extension: string) => Promise<string | null>
  readonly chooseSource: () => Promise<string | null>
  /** Fails with `transcript.unreadable`, `transcript.newer`. */
  readonly read: (file: string) => Promise<Result<readonly ExportedConversation[]>>
  readonly pdfOf: (html: string) => Promise<Uint8Array>
  readonly printOnPaper: (html: string) => Promise<void>
  readonly copyText: (text: string) => void
  readonly onChange: (change: TranscriptChange) => void
}

/**
 * Turns that are added at once: 25 to 70 ms on a busy machine. Whoever imports a file once more gets what a
 * crash in between has left out.
 */
const ADDED_AT_ONCE = 100
/** However few turns they are in: to index them takes as long as those turns do. */
const CHARACTERS_AT_ONCE = 50_000
/** Turns of which is asked at once whether they are here: 5 ms. */
const ASKED_AT_ONCE = 2000

/** The transcript as files: out, in, on paper, to the clipboard. */
export class TranscriptFiles {
  readonly #parts: TranscriptFilesParts
  /** What was read last and waits for the person to say yes. */
  #read: { readonly token: string; readonly found: readonly ExportedConversation[] } | null = null
  /** What is being added. */
  #taking: readonly ExportedConversation[] | null = null

  constructor(parts: TranscriptFilesParts) {
    this.#parts = parts
  }

  async export(format: ExportFormat, scope: ExportScope): Promise<Result<ExportOutcome>> {
    const { store, words, nowMs, chooseTarget, pdfOf } = this.#parts
    return attempt<ExportOutcome>(async () => {
      const summaries = await summariesOf(store, scope)
      const [first] = summaries
      if (first === undefined) return fail('transcript.gone')
      const extension = EXTENSIONS[format]
      const file = await chooseTarget(
        `${exportFileName(summaries.length === 1 ? (first.title ?? words().untitled) : `${words().heading} ${today(nowMs())}`)}.${extension}`,
        extension,
      )
      if (file === null) return succeed({ file: null, turns: 0 })
      let turns = 0
      const whole = wholeConversations(store, summaries, (count) => (turns += count))
      const pieces = writeExport(format, whole, words(), nowMs())
      try {
        const isPage = format === 'pdf'
        await writeWhole(file, isPage ? [await pdfOf(await joined(pieces))] : pieces)
      } catch (thrown) {
        throw new CodedFailure(unwritable(thrown, file), { cause: thrown })
      }
      return succeed({ file, turns })
    })
  }

  async print(scope: ExportScope): Promise<Result<null>> {
    const { store, words, printOnPaper } = this.#parts
    return attempt<null>(async () => {
      const whole = wholeConversations(store, await summariesOf(store, scope))
      await printOnPaper(await joined(writeHtml(whole, words())))
      return succeed(null)
    })
  }

  copy(scope: ExportScope, as: 'text' | 'quote'): Promise<Result<null>> {
    const { store, words, copyText } = this.#parts
    const write = as === 'text' ? plainText : quotedText
    return attempt<null>(async () => {
      const whole = await collected(wholeConversations(store, await summariesOf(store, scope)))
      copyText(whole.map(({ turns }) => write(turns, words())).join('\n\n'))
      return succeed(null)
    })
  }

  /** Reads a file and says what it would add. Null where the person chose none. */
  async look(): Promise<Result<ImportPreview | null>> {
    const { chooseSource } = this.#parts
    return attempt<ImportPreview | null>(async () => {
      const file = await chooseSource()
      if (file === null) return succeed(null)
      const read = await this.#parts.read(file)
      if (!read.ok) return read
      const ids = [...new Set(read.value.flatMap(({ turns }) => turns.map(({ id }) => id)))]
      const known = await this.#shown(ids)
      if (!known.ok) return known
      const token = randomBytes(8).toString('hex')
      this.#read = { token, found: read.value }
      return succeed({
        token,
        file: basename(file),
        conversations: read.value.length,
        newTurns: ids.length - known.value,
        knownTurns: known.value,
      })
    })
  }

  /** Takes over what `look` has read; what is here already stays as it is. */
  async take(token: string): Promise<Result<ImportOutcome>> {
    const read = this.#read
    if (read === null || read.token !== token) return fail('transcript.gone')
    this.#read = null
    this.#taking = read.found
    try {
      return await this.#add(read.found)
    } finally {
      // Also of those that came before one that could not be added.
      this.#parts.onChange({ kind: 'everything' })
    }
  }

  /** What was read from a file and is not here yet does not come any more. */
  forget(): void {
    this.#read = null
    this.#taking = null
  }

  /** How many of these turns are shown here already. */
  async #shown(ids: readonly string[]): Promise<Result<number>> {
    let count = 0
    for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
      const shown = this.#parts.store.shownTurns(ids.slice(from, from + ASKED_AT_ONCE))
      if (!shown.ok) return shown
      count += shown.value.size
      await nextTurn()
    }
    return succeed(count)
  }

  async #add(found: readonly ExportedConversation[]): Promise<Result<ImportOutcome>> {
    let [conversations, turns] = [0, 0]
    for (const whole of found) {
      const before = turns
      for (const part of partsOf(whole.turns)) {
        if (this.#taking !== found) return succeed({ conversations, turns })
        const added = this.#parts.store.addConversation({ conversation: whole, turns: part })
        if (!added.ok) return added
        turns += added.value
        // Each is committed by itself; between two of them main does what else it has to.
        await nextTurn()
      }
      if (turns > before) conversations += 1
    }
    return succeed({ conversations, turns })
  }
}

/** What is added at once: main does nothing else meanwhile. */
const partsOf = function* (
  turns: readonly TranscriptTurn[],
): Generator<readonly TranscriptTurn[], void> {
  let part: TranscriptTurn[] = []
  let characters = 0
  for (const turn of turns) {
    characters += turn.text.length
    const isFull = part.length === ADDED_AT_ONCE || characters > CHARACTERS_AT_ONCE
    if (isFull && part.length > 0) {
      yield part
      part = []
      characters = turn.text.length
    }
    part.push(turn)
  }
  if (part.length > 0) yield part
}

const joined = async (pieces: Iterable<string>): Promise<string> =>
  (await collected(pieces)).join('')

const today = (atMs: number): string => localDay(atMs, (at) => -new Date(at).getTimezoneOffset())

const attempt = async <T>(action: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await action()
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    return { ok: false, error: toCodedError(thrown) }
  }
}
