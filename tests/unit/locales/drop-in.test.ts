import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  LOCALES,
  localeName,
  resolveLocale,
  type Texts,
} from '../../../electron/contracts/locales.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'

const FOLDER = join(import.meta.dirname, '../../../resources/locales')
/** As they would be with one more file. */
const WITH_FRENCH: Readonly<Record<string, Texts>> = {
  ...LOCALES,
  fr: { app: { language: 'Français' }, phase: { idle: 'Prêt' } },
}

describe('a language', () => {
  it('is whatever lies in the folder of languages', () => {
    const tags = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''))
    expect(Object.keys(LOCALES).sort()).toEqual(tags.sort())
  })

  it('is called as it calls itself, or by its tag', () => {
    expect(Object.keys(LOCALES).map((tag) => localeName(tag))).toEqual(['English', '中文'])
    expect(localeName('fr', WITH_FRENCH)).toBe('Français')
    expect(localeName('de', { de: {} })).toBe('de')
  })

  it('is the system’s where there is a file for it, whichever way the system writes it', () => {
    for (const [system, found] of [
      ['zh-Hans-CN', 'zh'],
      ['zh_CN.UTF-8', 'zh'],
      ['en-GB', 'en'],
      ['fr_FR', 'fr'],
      ['fr-CA', 'fr'],
      ['de-DE', 'en'],
      ['C', 'en'],
      ['', 'en'],
    ] as const) {
      expect(resolveLocale('system', system, WITH_FRENCH), system).toBe(found)
    }
  })

  it('is the person’s choice, and the system’s again once its file is gone', () => {
    expect(resolveLocale('fr', 'zh-CN', WITH_FRENCH)).toBe('fr')
    expect(resolveLocale('fr', 'zh-CN', LOCALES)).toBe('zh')
  })

  it('is shown in English where its file leaves something out', () => {
    const i18n = createI18n('en')
    i18n.addResourceBundle('fr', 'translation', WITH_FRENCH['fr'])
    void i18n.changeLanguage('fr')
    expect(i18n.t('phase.idle')).toBe('Prêt')
    expect(i18n.t('phase.muted')).toBe('Muted')
  })

  it('can be one that is written from right to left', () => {
    expect(createI18n('en').dir('he')).toBe('rtl')
  })
})
