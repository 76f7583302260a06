import type { EngineSpeeds } from '../contracts/engine-speed.ts'
import type { CodedError } from '../contracts/errors.ts'
import type { Locale } from '../contracts/locales.ts'
import type {
  Appearance,
  AppSnapshot,
  ConversationSnapshot,
  EngineStatus,
  OverlayStyle,
  RestartablePart,
  WaitingRules,
} from '../contracts/snapshot.ts'
import { missingEngine } from '../core/conversation/missing-engine.ts'

export type EngineKind = 'stt' | 'llm' | 'tts'

/**
 * What the windows see of the whole app.
 *
 * Invariant: every change gives a new snapshot with the next revision; snapshots are never changed.
 */
export class AppState {
  #snapshot: AppSnapshot
  readonly #errors = new Map<EngineKind, CodedError | null>()
  readonly #onChange: (snapshot: AppSnapshot) => void

  constructor(
    start: {
      readonly conversation: ConversationSnapshot
      readonly hotkey: AppSnapshot['hotkey']
      readonly shortcuts?: AppSnapshot['shortcuts']
      readonly locale: Locale
      readonly appearance: Appearance
      readonly wakePhrase: string
      readonly waitingRules: WaitingRules
      readonly lacksProvider?: boolean
      readonly speeds?: EngineSpeeds
      readonly overlayStyle?: OverlayStyle
    },
    onChange: (snapshot: AppSnapshot) => void,
  ) {
    this.#onChange = onChange
    this.#snapshot = {
      revision: 0,
      engines: { stt: 'missing', llm: 'missing', tts: 'missing' },
      lacksProvider: false,
      speeds: {},
      inUse: { stt: null, llm: null, tts: null },
      out: { stt: null, llm: null, tts: null },
      restartOffered: [],
      deviceNotice: null,
      waiting: { state: 'off' },
      tryingPhrase: false,
      overlayShape: 'card',
      overlayStyle: { surface: 'glass', movedBy: 'us' },
      phrasesTooCommon: [],
      shortcuts: {},
      ...start,
    }
  }

  get snapshot(): AppSnapshot {
    return this.#snapshot
  }

  update(change: Partial<Omit<AppSnapshot, 'revision'>>): void {
    this.#snapshot = { ...this.#snapshot, ...change, revision: this.#snapshot.revision + 1 }
    this.#onChange(this.#snapshot)
  }

  /** `error` is why the engine does not serve. */
  engineChanged(kind: EngineKind, status: EngineStatus, error: CodedError | null): void {
    this.#errors.set(kind, error)
    const isCapped = status === 'missing' && error?.code === 'provider.capped-alone'
    const shown = isCapped ? 'capped' : status
    const { inUse, out } = this.#snapshot
    this.update({
      engines: { ...this.#snapshot.engines, [kind]: shown },
      // Who is not there serves nobody.
      ...(status === 'missing'
        ? { inUse: { ...inUse, [kind]: null }, out: { ...out, [kind]: null } }
        : {}),
      restartOffered: this.#withOffer(kind, status === 'failed'),
    })
  }

  /** Another engine of a line serves from now on. */
  engineInUse(kind: EngineKind, use: AppSnapshot['inUse'][EngineKind]): void {
    const { inUse, out } = this.#snapshot
    this.update({ inUse: { ...inUse, [kind]: use }, out: { ...out, [kind]: null } })
  }

  /** None of a line serves until one is in use again. */
  engineOut(kind: EngineKind, because: CodedError): void {
    const { inUse, out } = this.#snapshot
    this.update({ inUse: { ...inUse, [kind]: null }, out: { ...out, [kind]: because } })
  }

  /** Whether it is a provider that is missing, where anything is. */
  providerIsLacking(lacksProvider: boolean): void {
    if (lacksProvider !== this.#snapshot.lacksProvider) this.update({ lacksProvider })
  }

  /** What this system tells of what the rules of waiting go by. */
  rulesAre(waitingRules: WaitingRules): void {
    const { calls, lock } = this.#snapshot.waitingRules
    if (waitingRules.calls !== calls || waitingRules.lock !== lock) this.update({ waitingRules })
  }

  /**
   * The phrases by which the person calls, and those of them that are heard in ordinary talk. Shown is one
   * that is waited for, where any is.
   */
  phrasesAre(phrases: readonly string[], tooCommon = this.#snapshot.phrasesTooCommon): void {
    const wakePhrase = phrases.find((phrase) => !tooCommon.includes(phrase)) ?? phrases[0] ?? ''
    const before = this.#snapshot
    if (wakePhrase === before.wakePhrase && tooCommon === before.phrasesTooCommon) return
    this.update({ wakePhrase, phrasesTooCommon: tooCommon })
  }

  /** Of the audio window only this is shown, that it waits for the person's word. */
  audioGaveUp(gaveUp: boolean): void {
    this.update({ restartOffered: this.#withOffer('audio', gaveUp) })
  }

  /** What keeps a question from being answered now, if anything does. */
  obstacle(): CodedError | null {
    const { engines, restartOffered } = this.#snapshot
    if (restartOffered.includes('audio')) return { code: 'audio.gave-up' }
    for (const kind of ['stt', 'llm', 'tts'] as const) {
      if (engines[kind] === 'missing') return missingEngine(kind, this.#snapshot)
      if (engines[kind] === 'capped') return { code: 'provider.capped-alone' }
      if (engines[kind] === 'failed') {
        return this.#errors.get(kind) ?? { code: 'worker.gave-up', params: { part: kind } }
      }
    }
    return null
  }

  #withOffer(part: RestartablePart, offered: boolean): readonly RestartablePart[] {
    const others = this.#snapshot.restartOffered.filter((other) => other !== part)
    return offered ? [...others, part] : others
  }
}
