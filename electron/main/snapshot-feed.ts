import type { AppSnapshot } from '../contracts/snapshot.ts'
import type { Clock } from './workers/clock.ts'

/**
 * Snapshots to the windows: at once where more than the words has changed, the words ten times a
 * second. Two windows that draw every token of a reply took 20 % of a core from the model that
 * writes it.
 *
 * Invariant: the newest snapshot is sent within `WORDS_EVERY_MS`; none is sent twice.
 */
const WORDS_EVERY_MS = 100

const withoutWords = ({ revision: _revision, conversation, ...rest }: AppSnapshot): string => {
  const { person: _person, reply: _reply, ...state } = conversation
  return JSON.stringify({ state, rest })
}

/** The function that is given every snapshot. */
export const createSnapshotFeed = (
  clock: Clock,
  send: (snapshot: AppSnapshot) => void,
): ((snapshot: AppSnapshot) => void) => {
  let newest: AppSnapshot | null = null
  let sentState = ''
  let sentAtMs = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  const sendNow = () => {
    cancel?.()
    cancel = null
    if (newest === null) return
    sentState = withoutWords(newest)
    sentAtMs = clock.nowMs()
    send(newest)
    newest = null
  }

  return (snapshot) => {
    newest = snapshot
    const dueInMs = sentAtMs + WORDS_EVERY_MS - clock.nowMs()
    if (dueInMs <= 0 || withoutWords(snapshot) !== sentState) sendNow()
    else cancel ??= clock.setTimer(dueInMs, sendNow)
  }
}
