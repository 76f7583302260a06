import type { TFunction } from 'i18next'
import { formatSeconds } from '../../i18n/format.ts'

/**
 * The reasons that `core/turns` and `core/conversation` write into the log are English and short;
 * here they are said in the person's language. What this does not know is shown as it is written.
 */

type Say = (t: TFunction, locale: string, figure: string) => string

const SECONDS = String.raw`(\d+(?:\.\d+)?) s`
const SCORE = String.raw`(\d+(?:\.\d+)?)`

const score = (locale: string, figure: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(figure))
const duration = (locale: string, figure: string): string =>
  formatSeconds(locale, Number(figure) * 1000)

/** Longer ones before those that they begin with. */
const PARTS: readonly (readonly [string, Say])[] = [
  [
    `${SECONDS} silence`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.silence', { duration: duration(locale, figure) }),
  ],
  [
    `${SECONDS} of speech`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.speech', { duration: duration(locale, figure) }),
  ],
  [
    `${SECONDS} without a word`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.wordless', { duration: duration(locale, figure) }),
  ],
  [
    `complete ${SCORE}`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.complete', { score: score(locale, figure) }),
  ],
  [
    `voice ${SCORE}`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.voiceScore', { score: score(locale, figure) }),
  ],
  [
    `words ${SCORE}`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.wordsScore', { score: score(locale, figure) }),
  ],
  [
    `sounds like the reply, ${SCORE}`,
    (t, locale, figure) =>
      t('transcript.inspector.reason.likeReply', { score: score(locale, figure) }),
  ],
  [
    String.raw`(\d+) words`,
    (t, _locale, figure) => t('transcript.inspector.reason.words', { count: Number(figure) }),
  ],
  ['open clause', (t) => t('transcript.inspector.reason.openClause')],
  ['no full stop', (t) => t('transcript.inspector.reason.noFullStop')],
  ['sentence closed', (t) => t('transcript.inspector.reason.sentenceClosed')],
  ['no transcript yet', (t) => t('transcript.inspector.reason.noTranscript')],
  ['no words', (t) => t('transcript.inspector.reason.noWords')],
  ['released', (t) => t('transcript.inspector.reason.released')],
  ['microphone stopped', (t) => t('transcript.inspector.reason.microphoneStopped')],
  ['key held', (t) => t('transcript.inspector.reason.keyHeld')],
  ['short, words unknown', (t) => t('transcript.inspector.reason.shortUnknown')],
  ['words unknown', (t) => t('transcript.inspector.reason.unknown')],
  ['backchannel', (t) => t('transcript.inspector.reason.backchannel')],
  ['hardly a voice', (t) => t('transcript.inspector.reason.faint')],
  ['one word', (t) => t('transcript.inspector.reason.oneWord')],
  ['asked to stop', (t) => t('transcript.inspector.reason.askedToStop')],
  ['another voice', (t) => t('transcript.inspector.reason.anotherVoice')],
  ['its own words', (t) => t('transcript.inspector.reason.ownWords')],
]

const KNOWN = PARTS.map(([pattern, say]) => ({
  pattern: new RegExp(String.raw`^${pattern}(?:, |$)`),
  say,
}))

/** One reason, of one part or several, in the person's language; empty for none. */
export const reasonText = (t: TFunction, locale: string, reason: string): string => {
  const said: string[] = []
  let rest = reason.trim()
  while (rest !== '') {
    const now = rest
    const found = KNOWN.find(({ pattern }) => pattern.test(now))
    const match = found?.pattern.exec(now) ?? /^.*?(?:, |$)/s.exec(now)
    const whole = match?.[0] ?? now
    said.push(found?.say(t, locale, match?.[1] ?? '') ?? whole.replace(/, $/, ''))
    rest = now.slice(whole.length)
  }
  return said.join(t('transcript.inspector.reason.separator'))
}
