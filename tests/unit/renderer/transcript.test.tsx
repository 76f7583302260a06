import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { ConversationSummary, TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { EmptyState } from '../../../renderer/transcript/empty-state.tsx'
import { TurnDays } from '../../../renderer/transcript/turn-days.tsx'
import { createTurnsStore } from '../../../renderer/transcript/turns-store.ts'
import { appSnapshot } from './app-snapshot.ts'
import { transcriptTurn } from './transcript-turn.ts'
import { turnsBridge } from './turns-bridge.ts'

const noon = new Date(2026, 4, 20, 12).getTime()
const today = new Date(2026, 4, 20).getTime()

const shown = (
  turns: readonly TranscriptTurn[],
  locale: 'en' | 'zh' = 'en',
  conversations: readonly ConversationSummary[] = [],
) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <TurnDays
        turns={turns}
        hasOlder={false}
        todayMs={today}
        onCopy={() => Promise.resolve(true)}
        turnsStore={createTurnsStore(turnsBridge().bridge)}
        conversations={new Map(conversations.map((one) => [one.id, one]))}
        onShowConversation={conversations.length === 0 ? null : () => undefined}
        foundId={null}
        terms={[]}
      />
    </I18nextProvider>,
  )

describe('the transcript', () => {
  it('names today and yesterday, and other days by their date', () => {
    const day = 24 * 3_600_000
    const page = shown(
      [-2, -1, 0].map((age, n) => transcriptTurn(n * 2, { startedAtMs: noon + age * day })),
    )
    expect([...page.matchAll(/<h2[^>]*><span[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual([
      'Monday, May 18',
      'Yesterday',
      'Today',
    ])
  })

  it('names a conversation as its person did, and does not say twice what was said first', () => {
    const first = transcriptTurn(0, { startedAtMs: noon })
    const heading = (isNamed: boolean) =>
      /<h3[^>]*>(.*?)<\/h3>/.exec(
        shown([first], 'en', [
          {
            id: first.conversationId,
            startedAtMs: noon,
            lastAtMs: noon,
            turnCount: 1,
            title: isNamed ? 'Lunch' : first.text,
            isNamed,
            isPinned: false,
          },
        ]),
      )?.[1]
    expect(heading(true)).toMatch(/<button.*>Lunch<.*12:00/)
    expect(heading(false)).toMatch(/<button[^>]*>Conversation, 12:00/)
    expect(heading(false)).not.toContain(first.text)
  })

  it.each([
    ['interrupted', 'Interrupted'],
    ['failed', 'Failed'],
    ['filtered', 'Cut by the provider'],
    ['recovered', 'Recovered'],
    ['streaming', 'Now'],
  ] as const)('marks a turn that is %s', (status, word) => {
    expect(shown([transcriptTurn(1, { status })])).toContain(`>${word}</span>`)
  })

  it('marks nothing on a turn that was said to its end', () => {
    expect(shown([transcriptTurn(1)])).not.toMatch(/Interrupted|Failed|Recovered|Now/)
  })

  it('says in words that a failed turn has none', () => {
    expect(shown([transcriptTurn(1, { text: '', status: 'failed' })])).toContain('No words')
  })

  it('copies single turns, and the whole exchange from its last turn', () => {
    const page = shown([transcriptTurn(0), transcriptTurn(1)])
    expect(page.match(/aria-label="Copy what was said"/g)).toHaveLength(2)
    expect(page.match(/aria-label="Copy question and answer"/g)).toHaveLength(1)
    expect(page.match(/aria-label="Copy as a quote"/g)).toHaveLength(1)
  })

  it('shows what was said as text, never as markup', () => {
    expect(shown([transcriptTurn(1, { text: '<img src=x onerror=alert(1)>' })])).toContain(
      '&lt;img src=x',
    )
  })

  it('teaches the way to talk that this system has', () => {
    const empty = (mode: 'hold' | 'toggle' | 'none') =>
      renderToStaticMarkup(
        <I18nextProvider i18n={createI18n('en')}>
          <EmptyState
            snapshot={appSnapshot(
              {},
              { hotkey: { accelerator: 'F8', label: 'F8', mode, error: null } },
            )}
          />
        </I18nextProvider>,
      )
    expect(empty('hold')).toMatch(/Hold <span[^>]*><kbd[^>]*>F8<\/kbd>/)
    expect(empty('toggle')).toMatch(/Press <span[^>]*><kbd[^>]*>F8<\/kbd>/)
    expect(empty('none')).not.toContain('<kbd')
  })
})
