import type { CodedError } from '../../contracts/errors.ts'
import type { ModelsSnapshot } from '../../contracts/models.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import {
  followApp,
  followModels,
  NOTHING_FOLLOWED,
  placeOf,
  type Followed,
  type Happening,
  type Sight,
} from './follow-happenings.ts'

/** One notice of the system's. */
interface ShownNotice {
  readonly close: () => void
}

export interface NoticeParts {
  readonly isWanted: () => boolean
  readonly sight: () => Sight
  readonly text: (key: string, values?: Readonly<Record<string, string | number>>) => string
  readonly errorText: (error: CodedError) => string
  readonly show: (notice: {
    readonly title: string
    readonly body: string
    readonly onClick: () => void
  }) => ShownNotice
  /** Leads the person there. */
  readonly open: (place: ReturnType<typeof placeOf>) => void
}

/** What a notice shows whole on every desktop. */
const MOST_LETTERS = 180

const cut = (text: string): string =>
  text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS).replace(/\s+\S*$/u, '')}…`

/**
 * Tells the person by the system's notices what happened while no window of ours was in view.
 *
 * Invariants:
 * 1. At most one notice of a kind is there: a newer one takes the place of the older.
 * 2. Nothing is told that was seen, and what is told is taken back once a window of ours is in use.
 */
export class Notices {
  readonly #parts: NoticeParts
  readonly #shown = new Map<Happening['kind'], ShownNotice>()
  #followed: Followed = NOTHING_FOLLOWED
  #models: ModelsSnapshot | null = null
  #arrived: readonly string[] = []

  constructor(parts: NoticeParts) {
    this.#parts = parts
  }

  follow(snapshot: AppSnapshot): void {
    const { followed, happenings } = followApp(this.#followed, snapshot, this.#parts.sight())
    this.#followed = followed
    for (const happening of happenings) this.#tell(happening)
  }

  followModels(models: ModelsSnapshot): void {
    const sight = this.#parts.sight()
    const { arrived, happening } = followModels(this.#models, models, this.#arrived, sight)
    this.#models = models
    this.#arrived = arrived
    if (happening !== null) this.#tell(happening)
  }

  /** A window of ours is in use now: whatever there was to tell is seen there. */
  clear(): void {
    for (const notice of this.#shown.values()) notice.close()
    this.#shown.clear()
  }

  #tell(happening: Happening): void {
    const { isWanted, show, open } = this.#parts
    if (!isWanted()) return
    this.#shown.get(happening.kind)?.close()
    const notice = show({
      ...this.#words(happening),
      onClick: () => open(placeOf(happening)),
    })
    this.#shown.set(happening.kind, notice)
  }

  #words(happening: Happening): { readonly title: string; readonly body: string } {
    const { text, errorText } = this.#parts
    switch (happening.kind) {
      case 'answer':
        return { title: text('system.notice.answer'), body: cut(happening.text) }
      case 'trouble':
        return { title: text('system.notice.trouble'), body: errorText(happening.error) }
      case 'microphone':
        return {
          title: text('system.notice.microphone'),
          body: errorText({ code: 'microphone.lost' }),
        }
      case 'download':
        return {
          title: text(
            happening.isComplete ? 'system.notice.downloadedAll' : 'system.notice.downloaded',
          ),
          body: cut(happening.names.join(', ')),
        }
    }
  }
}
