import type { EngineSpeeds } from '../contracts/engine-speed.ts'
import type { CodedError } from '../contracts/errors.ts'
import type {
  AppSnapshot,
  ConversationSnapshot,
  EngineStatus,
  HotkeySnapshot,
  RestartablePart,
} from '../contracts/snapshot.ts'

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
      readonly hotkey: HotkeySnapshot
      readonly locale: 'en' | 'zh'
      readonly speeds?: EngineSpeeds
    },
    onChange: (snapshot: AppSnapshot) => void,
  ) {
    this.#onChange = onChange
    this.#snapshot = {
      revision: 0,
      engines: { stt: 'missing', llm: 'missing', tts: 'missing' },
      speeds: {},
      inUse: { stt: null, llm: null, tts: null },
      restartOffered: [],
      microphoneLabel: null,
      waiting: { state: 'off' },
      phrasesTooCommon: [],
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
    const { inUse } = this.#snapshot
    this.update({
      engines: { ...this.#snapshot.engines, [kind]: shown },
      // Who is not there serves nobody.
      ...(status === 'missing' ? { inUse: { ...inUse, [kind]: null } } : {}),
      restartOffered: this.#withOffer(kind, status === 'failed'),
    })
  }

  /** Another engine of a line serves from now on. */
  engineInUse(kind: EngineKind, use: AppSnapshot['inUse'][EngineKind]): void {
    this.update({ inUse: { ...this.#snapshot.inUse, [kind]: use } })
  }

  /** The name of the device, where the system tells it. */
  microphoneIs(label: string | undefined): void {
    if (label !== undefined) this.update({ microphoneLabel: label })
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
      if (engines[kind] === 'missing') return { code: `${kind}.model-missing` }
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
