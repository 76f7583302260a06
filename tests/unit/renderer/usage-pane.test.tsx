import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { usageTotalsSchema, type UsageSnapshot } from '../../../electron/contracts/usage.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { UsagePane } from '../../../renderer/settings/usage/usage-pane.tsx'
import { limitOf } from '../../../renderer/settings/usage/usage-rows.ts'

const shown = (usage: Partial<UsageSnapshot>, monthlyCapDollars: number | null = null) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <UsagePane
        usage={{
          month: '2026-11',
          providers: {},
          dollars: 0,
          capDollars: monthlyCapDollars,
          capped: false,
          ...usage,
        }}
        view={{ settings: { ...defaultSettings(), monthlyCapDollars }, errors: {} }}
        onChange={() => undefined}
      />
    </I18nextProvider>,
  )
const totals = (changes: object) => usageTotalsSchema.parse(changes)

describe('the usage pane', () => {
  it('says what each provider did and cost, the most expensive first', () => {
    const page = shown({
      providers: {
        cheap: totals({ characters: 1200, dollars: 0.004 }),
        dear: totals({
          audioSeconds: 754,
          promptTokens: 18_234,
          completionTokens: 5121,
          dollars: 1.5,
        }),
      },
      dollars: 1.504,
    })
    expect(page).toMatch(
      /dear.*12\.6 min.*18,234 tokens in, 5,121 out.*\$1\.50.*cheap.*1,200.*\$0\.004/s,
    )
    expect(page).toMatch(/Total.*\$1\.50/s)
    expect(page).toContain('November 2026')
  })

  it('counts what was heard for less than a minute in seconds', () => {
    expect(shown({ providers: { mine: totals({ audioSeconds: 2.04 }) } })).toContain('2 sec of')
  })

  it('does not make a price up that it does not know', () => {
    const unknown = { hasUnknownPrices: true }
    const none = shown({ providers: { mine: totals({ ...unknown, characters: 10 }) } })
    expect(none).toContain('not known')
    expect(none).not.toContain('$')
    const part = shown({ providers: { mine: totals({ ...unknown, dollars: 2 }) }, dollars: 2 })
    expect(part).toContain('at least $2.00')
    expect(part).toContain('and are not counted')
  })

  it('says what is left of the limit, and what happens once nothing is', () => {
    expect(shown({ dollars: 1 }, 5)).toContain('$4.00 of $5.00 are left')
    expect(shown({ dollars: 6, capped: true }, 5)).toContain('the engines on this computer answer.')
    expect(shown({ dollars: 1 })).not.toContain('left this month')
  })
})

it.each([
  ['', null],
  ['  ', null],
  ['5', 5],
  ['2,50', 2.5],
  ['$ 10', 10],
  ['0', 0],
  ['-1', undefined],
  ['many', undefined],
  ['100001', undefined],
])('the limit %j is %s', (text, expected) => {
  expect(limitOf(text)).toBe(expected)
})
