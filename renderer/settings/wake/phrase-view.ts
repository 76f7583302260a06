import type { TFunction } from 'i18next'
import {
  longerPhrase,
  PHRASE_FAULT_CODES,
  usablePhrase,
} from '../../../electron/core/wake/usable-phrase.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'

export interface TypedPhrase {
  readonly typed: string
  /** Empty: it is a new one. */
  readonly stored: string
  /** The other phrases. */
  readonly others: readonly string[]
  /** The stored one turned out to be heard in ordinary talk. */
  readonly isTooCommon: boolean
}

/** What is to be said of a phrase as it stands in its field. */
interface PhraseView {
  /** What would be stored; null: nothing would, because it cannot be or because it is. */
  readonly phrase: string | null
  readonly words: string
  readonly isFault: boolean
  /** One that would be better, made out of it. */
  readonly better: string | null
}

const NOTHING: PhraseView = { phrase: null, words: '', isFault: false, better: null }

const isAmong = (phrases: readonly string[], phrase: string): boolean =>
  phrases.some((other) => other.toLowerCase() === phrase.toLowerCase())

export const phraseView = (
  t: TFunction,
  { typed, stored, others, isTooCommon }: TypedPhrase,
): PhraseView => {
  if (typed.trim() === '') return NOTHING
  const fault = (words: string, better: string | null): PhraseView => ({
    phrase: null,
    words,
    isFault: true,
    better: better === null || isAmong(others, better) ? null : better,
  })
  if (typed.trim() === stored) {
    return isTooCommon ? fault(t('wake.phrases.inTalk'), longerPhrase(stored)) : NOTHING
  }
  const keeps = stored === '' ? '' : t('wake.phrases.keeps', { phrase: stored })
  const verdict = usablePhrase(typed)
  if (!verdict.usable) {
    const { message, remedy } = errorText(t, {
      code: PHRASE_FAULT_CODES[verdict.fault],
      params: { phrase: typed.trim() },
    })
    return fault(sentences(t, message, remedy, keeps), verdict.better)
  }
  return isAmong(others, verdict.phrase)
    ? fault(sentences(t, t('wake.phrases.twice'), keeps), null)
    : { ...NOTHING, phrase: verdict.phrase, words: t('wake.phrases.notYet') }
}
