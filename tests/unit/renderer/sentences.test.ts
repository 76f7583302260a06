import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../electron/contracts/errors.ts'
import { Messages } from '../../../electron/main/messages.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { sentences } from '../../../renderer/i18n/sentences.ts'

const ROOT = join(import.meta.dirname, '../../../renderer')

describe('sentences one after the other', () => {
  it('have a space between them in English, and none in Chinese', () => {
    expect(sentences(createI18n('en').t, 'It is so.', 'Do this.', 'Or that.')).toBe(
      'It is so. Do this. Or that.',
    )
    expect(sentences(createI18n('zh').t, '就是这样。', '请这样做。')).toBe('就是这样。请这样做。')
  })

  it('leave out what is empty, and take words as they are', () => {
    const { t } = createI18n('en')
    expect(sentences(t, '', 'It is so.', '')).toBe('It is so.')
    expect(sentences(t, 'It said:', 'use {{next}} and $t(app.name).')).toBe(
      'It said: use {{next}} and $t(app.name).',
    )
  })

  it('have none between an error and its remedy in Chinese in the terminal either', () => {
    const messages = new Messages('zh')
    for (const code of ERROR_CODES) expect(messages.error({ code }), code).not.toMatch(/[。！？] /u)
  })

  it('are joined with a blank by no window', () => {
    const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.tsx?$/.test(path),
    )
    expect(sources.length).toBeGreaterThan(50)
    const joined = sources.filter((path) =>
      /message\} (?:\$?\{)|errorText\([^\n]*join\(' '\)|remedy\} (?:\$?\{)/.test(
        readFileSync(join(ROOT, path), 'utf8'),
      ),
    )
    expect(joined).toEqual([])
  })
})
