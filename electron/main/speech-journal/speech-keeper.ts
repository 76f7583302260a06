import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { toCodedError, type CodedError, type Result } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import type {
  KeptSpeechChange,
  KeptSpeechSnapshot,
  ReplySound,
} from '../../contracts/speech-journal.ts'
import type { SpokenTurn } from '../../core/conversation/spoken-turn.ts'
import type { Reply } from '../../core/conversation/state.ts'
import { anchorsOfClauses, anchorsOfSound, joinedAnchors } from '../../core/kept-speech/anchors.ts'
import type { KeptClock } from '../storage/kept-clock.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import type { KeptSpeechStore } from './kept-speech-store.ts'
import { pcm16Of } from '../../core/kept-speech/pcm.ts'
import type { KeptSound } from './sealed-sound.ts'
import { emptyInbox, readWaiting, waitingIn, waitingName, type Recording } from './speech-inbox.ts'
import type { SpeechKey } from './speech-key.ts'

type KeepSettings = Pick<Settings, 'keepSpeech' | 'keepSpeechDays' | 'keepSpeechMegabytes'>

interface SpeechKeeperParts {
  readonly settings: () => KeepSettings
  readonly store: KeptSpeechStore
  readonly key: Pick<SpeechKey, 'kept' | 'canEncrypt' | 'startError' | 'keepPlain' | 'forget'>
  /** Where the store lies, for what the person is told. */
  readonly folder: string
  /** Where what is to be kept waits, as plain sound, for a moment. In the file system of the journal. */
  readonly inbox: string
  readonly transcripts: Pick<TranscriptStore, 'knownTurns'>
  /** How many transcripts were found damaged and lie set aside. */
  readonly damagedTranscripts: () => number
  readonly clock: Pick<KeptClock, 'now' | 'ages'>
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
  readonly onChange: (change: KeptSpeechChange) => void
  readonly onSnapshot: (snapshot: KeptSpeechSnapshot) => void
  /** Told once until something was kept again. */
  readonly onFailure: (error: CodedError) => void
  readonly onMended: (error: CodedError) => void
}

/** Behind its last word a sound is silence, or the beginning of something else. */
const TAIL_SAMPLES = Math.round(0.3 * MICROPHONE_SAMPLE_RATE_HZ)
/** A turn is stored within a second of its sound; one that is not was taken back. */
const STORED_BY_MS = 5000

/**
 * Keeps the sound of turns.
 *
 * Invariants:
 * 1. Nothing is kept unless the person has switched it on, nor without a key.
 * 2. Sounds are taken in one after the other: two parts of one turn are in their order.
 * 3. What cannot be kept is told once and let go: nobody waits for it, and it never stands in the way of
 *    the conversation.
 * 4. No sound outlives its turn. But where no turn of any sound is known the transcript is another one, and
 *    where one was damaged turns may be missing of which the sound is all that is left: then nothing is
 *    erased for that.
 * 5. What was said before `eraseAll` is not kept after it, wherever it was on its way.
 * 6. A recording is part of its turn's sound once, and takes the place of nothing that cannot be read.
 */
export class SpeechKeeper {
  readonly #parts: SpeechKeeperParts
  #queue: Promise<void> = Promise.resolve()
  #error: CodedError | null
  readonly #cancelTimers = new Set<() => void>()
  /** Names that were given and not come back yet. */
  readonly #awaited = new Set<string>()
  /** How often all of it was erased. */
  #erased = 0

  constructor(parts: SpeechKeeperParts) {
    this.#parts = parts
    this.#error = parts.key.startError
  }

  /** Takes in what an earlier run left waiting, and erases what may not be kept any longer. */
  begin(): void {
    const { inbox, store } = this.#parts
    for (const name of waitingIn(inbox)) this.#takeLater(join(inbox, name))
    this.#run(() => {
      // For as long as it lies there: the damage need not have been found in this run.
      if (this.#parts.damagedTranscripts() === 0) this.#eraseOrphans(store.ids())
      this.#sweep()
      return Promise.resolve()
    })
  }

  /** Where the sound of an utterance is to be moved to; null: nowhere, it goes. */
  placeFor(utterance: number, { turnId, endSample }: SpokenTurn): string | null {
    if (this.#parts.settings().keepSpeech === 'off' || this.#parts.key.kept === 'not') return null
    const name = waitingName(turnId, utterance, endSample)
    if (name === null) return null
    this.#awaited.add(name)
    return join(this.#parts.inbox, name)
  }

  /** Whether the sound of replies is wanted. */
  get wantsReplies(): boolean {
    return this.#parts.settings().keepSpeech === 'both' && this.#parts.key.kept !== 'not'
  }

  /** The sound of an utterance was moved there. */
  kept(path: string): void {
    if (this.#awaited.delete(basename(path))) this.#takeLater(path)
    // Its place was given before all of it was erased.
    else this.#run(() => rm(path, { force: true }))
  }

  /** A reply as it was heard. */
  keepReply(
    { sampleRateHz, samples: bytes, chunks }: ReplySound,
    { turnId, reply }: { readonly turnId: string; readonly reply: Reply },
  ): void {
    if (!this.wantsReplies) return
    const samples = pcm16Of(bytes)
    const durationMs = (samples.length / sampleRateHz) * 1000
    const clauses = chunks.map(({ index, atMs }) => ({
      atMs,
      text: reply.ledger.chunks.find((chunk) => chunk.index === index)?.text ?? '',
    }))
    const anchors = anchorsOfClauses(clauses, durationMs)
    const erased = this.#erased
    this.#run(() => this.#keep({ turnId, sampleRateHz, samples, anchors }, erased))
  }

  /** Their conversation is erased for good. */
  eraseExchanges(exchangeIds: ReadonlySet<string>): void {
    this.#erase([...exchangeIds].flatMap((id) => [`${id}-p`, `${id}-r`]))
  }

  eraseAll(): Result<null> {
    const { store, key, inbox, onChange } = this.#parts
    this.#erased += 1
    this.#awaited.clear()
    const erased = store.erase(store.ids())
    const emptied = emptyInbox(inbox)
    const forgotten = erased.ok ? key.forget() : erased
    if (forgotten.ok) this.#error = null
    onChange({ added: [], removed: null })
    this.#changed()
    return forgotten.ok ? emptied : forgotten
  }

  keepPlain(on: boolean): Result<null> {
    const kept = this.#parts.key.keepPlain(on)
    this.#changed()
    return kept
  }

  /** Limits may be others. */
  look(): void {
    this.#run(() => {
      this.#sweep()
      return Promise.resolve()
    })
  }

  snapshot(): KeptSpeechSnapshot {
    const { key, store, folder } = this.#parts
    const { kept, canEncrypt } = key
    return { kept, canEncrypt, ...store.amount(), folder, error: this.#error }
  }

  /** Resolves when everything asked for so far has been done. */
  done(): Promise<void> {
    return this.#queue
  }

  dispose(): void {
    for (const cancel of this.#cancelTimers) cancel()
    this.#cancelTimers.clear()
  }

  #takeLater(path: string): void {
    const erased = this.#erased
    this.#run(async () => {
      try {
        const { settings, key } = this.#parts
        const isWanted =
          settings().keepSpeech !== 'off' && key.kept !== 'not' && erased === this.#erased
        const recording = isWanted ? await readWaiting(path) : null
        if (recording !== null) await this.#takeIn(recording, erased)
      } finally {
        await rm(path, { force: true })
      }
    })
  }

  async #takeIn({ turnId, samples: all, endSample, id }: Recording, erased: number): Promise<void> {
    const before = await this.#parts.store.read(turnId)
    if (!before.ok) return this.#failed(before.error)
    // A crash came before it was removed.
    if (before.value?.taken?.includes(id) === true) return
    const samples = all.subarray(0, endSample + TAIL_SAMPLES)
    const sampleRateHz = MICROPHONE_SAMPLE_RATE_HZ
    const anchors = anchorsOfSound(samples, sampleRateHz)
    const sound = { turnId, sampleRateHz, samples, anchors, taken: [id] }
    // Who went on after they were answered said the rest of the same turn.
    await this.#keep(before.value === null ? sound : joined(before.value, sound), erased)
  }

  /** @param erased how often all had been erased when it was said */
  async #keep(sound: KeptSound, erased: number): Promise<void> {
    const { store, clock, onChange, setTimer, damagedTranscripts } = this.#parts
    if (sound.samples.length === 0 || erased !== this.#erased) return
    const kept = await store.keep(sound, clock.now())
    if (erased !== this.#erased) return void store.erase([sound.turnId])
    if (!kept.ok) return this.#failed(kept.error)
    const damaged = damagedTranscripts()
    if (this.#error !== null) this.#parts.onMended(this.#error)
    this.#error = null
    onChange({ added: [sound.turnId], removed: [] })
    this.#sweep()
    const cancel = setTimer(STORED_BY_MS, () => {
      this.#cancelTimers.delete(cancel)
      this.#run(() => {
        // Its turn may have been in what was damaged a moment ago.
        if (damagedTranscripts() === damaged) this.#eraseOrphans([sound.turnId])
        return Promise.resolve()
      })
    })
    this.#cancelTimers.add(cancel)
  }

  #eraseOrphans(ids: readonly string[]): void {
    const { transcripts, store } = this.#parts
    if (ids.length === 0) return
    const known = transcripts.knownTurns(ids)
    if (!known.ok) return
    const orphans = ids.filter((id) => !known.value.has(id))
    if (orphans.length === 0) return
    const isAny = known.value.size > 0 || isAnyKnown(transcripts, store.ids())
    if (isAny) this.#erase(orphans)
  }

  #erase(ids: readonly string[]): void {
    const { store, onChange } = this.#parts
    const there = new Set(store.ids())
    const removed = ids.filter((id) => there.has(id))
    if (removed.length === 0) return
    const erased = store.erase(removed)
    if (!erased.ok) this.#failed(erased.error)
    const left = new Set(store.ids())
    onChange({ added: [], removed: removed.filter((id) => !left.has(id)) })
    this.#changed()
  }

  #sweep(): void {
    const { store, settings, clock, onChange } = this.#parts
    const { keepSpeechDays: days, keepSpeechMegabytes: megabytes } = settings()
    const swept = store.sweep({ days, megabytes }, clock.ages())
    if (!swept.ok) this.#failed(swept.error)
    else if (swept.value.length > 0) onChange({ added: [], removed: swept.value })
    this.#changed()
  }

  #failed(error: CodedError): void {
    const isNew = this.#error?.code !== error.code
    this.#error = error
    if (isNew) this.#parts.onFailure(error)
    this.#changed()
  }

  #changed(): void {
    this.#parts.onSnapshot(this.snapshot())
  }

  #run(task: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(task)
      .catch((thrown: unknown) => this.#failed(toCodedError(thrown, 'storage.unavailable')))
  }
}

const isAnyKnown = (
  transcripts: Pick<TranscriptStore, 'knownTurns'>,
  ids: readonly string[],
): boolean => {
  const known = transcripts.knownTurns(ids)
  return known.ok && known.value.size > 0
}

const joined = (before: KeptSound, after: KeptSound): KeptSound => {
  const samples = new Int16Array(before.samples.length + after.samples.length)
  samples.set(before.samples)
  samples.set(after.samples, before.samples.length)
  const lengthMs = (sound: KeptSound) => (sound.samples.length / sound.sampleRateHz) * 1000
  const anchors = joinedAnchors(before.anchors, lengthMs(before), after.anchors, lengthMs(after))
  const taken = [...(before.taken ?? []), ...(after.taken ?? [])]
  return { ...after, samples, anchors, taken }
}
