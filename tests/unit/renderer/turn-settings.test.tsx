import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../electron/contracts/settings.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { VoiceInPane } from '../../../renderer/settings/voice-in/voice-in-pane.tsx'
import { VoiceOutPane } from '../../../renderer/settings/voice-out/voice-out-pane.tsx'
import { SILENT_PREVIEW } from './silent-preview.ts'
import { paneContext } from './pane-context.ts'

const shown = (settings: Partial<Settings>) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <VoiceInPane context={paneContext(settings)} />
      <VoiceOutPane context={paneContext(settings)} preview={SILENT_PREVIEW} />
    </I18nextProvider>,
  )

/** Levels whose radio button is chosen, by the end of its id. */
const chosen = (page: string) =>
  [...page.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
    .filter(([input]) => input.includes('checked=""'))
    .map(([input]) => /id="[^"]*-(\w+)"/.exec(input)?.[1])

describe('the settings of turns', () => {
  it('shows which level of patience and of interruptions is in force', () => {
    expect(chosen(shown({ patience: 'quick', interruptions: 'firm' }))).toEqual(['quick', 'firm'])
  })

  it('tells what was learned of the pauses in plain words', () => {
    const page = shown({ learnedPausesMs: [600, 580, 700, 1100, 500, 620, 900] })
    expect(page).toContain('You pause for about 0.6s inside a sentence, up to 1.1s.')
    expect(page).not.toContain('disabled=""')
  })

  it('does not claim to know a person after a few pauses, and lets even those be forgotten', () => {
    const page = shown({ learnedPausesMs: [600, 700] })
    expect(page).toContain('2 pauses inside a sentence heard so far')
    expect(page).not.toContain('disabled=""')
  })

  it('has nothing to forget before anything was learned', () => {
    const page = shown({ learnedPausesMs: [] })
    expect(page).toContain('Nothing learned yet')
    expect(page).toContain('disabled=""')
  })
})
