import type { TFunction } from 'i18next'

/** Sentences one after the other, as the language writes them: Chinese puts no space between. Empty ones are left out. */
export const sentences = (t: TFunction, ...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .reduce((before, next) => (before === '' ? next : t('app.sentences', { before, next })), '')
