import type { TranscriptTurn } from '../../contracts/transcript.ts'

/** The language that a tag begins with, as people choose it: `zh` of `zh-Hans-CN`. */
export const primaryLanguage = (tag: string): string => tag.split(/[-_]/u)[0]?.toLowerCase() ?? ''

/** What a search can ask of a turn beside its words. */
interface Facets {
  readonly speaker?: TranscriptTurn['speaker'] | undefined
  readonly interrupted?: true | undefined
  readonly language?: string | undefined
}

/** Each facet as one word, so that a full-text index finds it as it finds words. */
export const facetWords = ({ speaker, interrupted, language }: Facets): readonly string[] => [
  ...(speaker === undefined ? [] : [`by${speaker}`]),
  ...(interrupted === true ? ['interrupted'] : []),
  ...(language === undefined
    ? []
    : [`in${primaryLanguage(language).replaceAll(/[^a-z0-9]/gu, '')}`]),
]

export const facetsOf = ({
  speaker,
  status,
  language,
}: Pick<TranscriptTurn, 'speaker' | 'status' | 'language'>): Facets => ({
  speaker,
  ...(status === 'interrupted' ? { interrupted: true } : {}),
  ...(language === null ? {} : { language }),
})
