import type { SpeechAnchor } from '../../contracts/speech-journal.ts'
import { CJK } from '../speech/text-measure.ts'

/** A word of a text (a character of one that is written without spaces), and when it sounds. */
interface TimedWord {
  /** Where it begins and ends in the text, in UTF-16 units, without white space. */
  readonly from: number
  readonly to: number
  readonly atMs: number
  readonly untilMs: number
}

const WORDS = new RegExp(
  `(?:[${CJK}]|[^\\s${CJK}]+?(?=[\\s${CJK}]|$))[，。！？、；：）”」』]*`,
  'gu',
)

/** When that share of the text has been said; between two anchors it goes evenly. */
const timeOf = (share: number, anchors: readonly SpeechAnchor[], isStart: boolean): number => {
  let before = anchors[0] ?? { atMs: 0, share: 0 }
  for (const anchor of anchors) {
    // A word that begins where a pause stands begins behind it.
    if (isStart ? anchor.share > share : anchor.share >= share) {
      const width = anchor.share - before.share
      const part = width <= 0 ? 0 : (share - before.share) / width
      return before.atMs + Math.max(0, part) * (anchor.atMs - before.atMs)
    }
    before = anchor
  }
  return before.atMs
}

/**
 * When each word of a text sounds: in proportion to its length, between the anchors that are known. Of a
 * text that was corrected meanwhile the same holds, a little less exactly.
 */
export const wordTimes = (text: string, anchors: readonly SpeechAnchor[]): readonly TimedWord[] => {
  const found = [...text.matchAll(WORDS)]
  const total = found.reduce((sum, [word]) => sum + word.length, 0)
  let said = 0
  return found.map(({ 0: word, index }) => {
    const begins = said / total
    said += word.length
    return {
      from: index,
      to: index + word.length,
      atMs: timeOf(begins, anchors, true),
      untilMs: timeOf(said / total, anchors, false),
    }
  })
}

/** Index of the word that sounds at that time, or sounded last; -1 before the first. */
export const wordAt = (words: readonly TimedWord[], atMs: number): number =>
  words.findLastIndex((word) => word.atMs <= atMs)
