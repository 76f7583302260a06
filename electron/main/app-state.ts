import type { CodedError } from '../contracts/errors.ts'
import type {
  AppSnapshot,
  ConversationSnapshot,
  EngineStatus,
  HotkeySnapshot,
} from '../contracts/snapshot.ts'

export type EngineKind = 'stt' | 'llm' | 'tts'

/**
 * What the windows see of the whole app.
 *
 * Invariant: every change gives a new snapshot with the next revision; snapshots are never changed.
 */
export class AppState {
  #snapshot: AppSnapshot
  readonly #onChange: (snapshot: AppSnapshot) => void

  constructor(
    start: {
      readonly conversation: ConversationSnapshot
      readonly hotkey: HotkeySnapshot
      readonly locale: 'en' | 'zh'
    },
    onChange: (snapshot: AppSnapshot) => void,
  ) {
    this.#onChange = onChange
    this.#snapshot = {
      revision: 0,
      engines: { stt: 'missing', llm: 'missing', tts: 'missing' },
      restartOffered: [],
      microphoneLabel: null,
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

  engineChanged(kind: EngineKind, status: EngineStatus): void {
    const others = this.#snapshot.restartOffered.filter((offered) => offered !== kind)
    this.update({
      engines: { ...this.#snapshot.engines, [kind]: status },
      restartOffered: status === 'failed' ? [...others, kind] : others,
    })
  }
}

/** What keeps a question from being answered now, if anything does. */
export const obstacleOf = (snapshot: AppSnapshot): CodedError | null => {
  for (const kind of ['stt', 'llm', 'tts'] as const) {
    if (snapshot.engines[kind] === 'missing') return { code: `${kind}.model-missing` }
    if (snapshot.engines[kind] === 'failed')
      return { code: 'worker.gave-up', params: { part: kind } }
  }
  return null
}
