import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { DictionaryEntry } from '../../../electron/contracts/speech-journal.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { DictionarySetting } from '../../../renderer/settings/voice-in/dictionary-setting.tsx'

const shown = (value: readonly DictionaryEntry[], locale: 'en' | 'zh' = 'en') =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <DictionarySetting value={[...value]} error={undefined} onChange={() => undefined} />
    </I18nextProvider>,
  )

describe('the list of one’s own words', () => {
  it('says how it comes about while it is empty', () => {
    expect(shown([])).toContain('Nothing yet. Correct a word in the transcript, or add one here.')
    expect(shown([], 'zh')).toContain('还没有。')
  })

  it('names each field and each button, also of what is heard alike', () => {
    const page = shown([
      { heard: 'kay', meant: 'Kai' },
      { heard: '张三风', meant: '张三丰' },
    ])
    for (const name of ['Heard, entry 1', 'Meant, entry 2', 'Delete “kay”', 'Delete “张三风”']) {
      expect(page).toContain(`aria-label="${name}"`)
    }
    expect(page).not.toContain('Nothing yet')
  })
})
