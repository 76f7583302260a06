import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { LatencyStrip } from '../../../renderer/transcript/latency/latency-strip.tsx'
import { LatencyTable } from '../../../renderer/transcript/latency/latency-table.tsx'
import {
  latencyTurns,
  medianStages,
  SHOWN_TURNS,
  stackedColumns,
} from '../../../renderer/transcript/latency/latency-turns.ts'
import { createTurnsStore } from '../../../renderer/transcript/turns-store.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'
import { settle, turnsBridge } from './turns-bridge.ts'

/** A turn that took so long, half of it the model's. */
const turn = (exchangeId: string, totalMs: number, fields: Partial<TurnLogRecord> = {}) =>
  turnLogRecord({
    exchangeId,
    marks: {
      'speech-end': 0,
      'transcript-final': totalMs / 4,
      'first-clause': (totalMs * 3) / 4,
      'playback-start': totalMs,
    },
    ...fields,
  })

const strip = async (log: readonly TurnLogRecord[]) => {
  const store = createTurnsStore(turnsBridge(log).bridge)
  await settle()
  return renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <LatencyStrip store={store} />
    </I18nextProvider>,
  )
}

describe('the latest turns', () => {
  it('are those in which something was heard here, at most twenty', () => {
    const log = [
      turn('unheard', 400, { marks: { 'speech-end': 1 } }),
      turn('asked of a file', 400, { way: 'file' }),
      ...Array.from({ length: 25 }, (_, index) => turn(`${index}`, 400 + index)),
    ]
    const turns = latencyTurns(log)
    expect(latencyTurns(log.slice(0, 3)).map(({ exchangeId }) => exchangeId)).toEqual(['0'])
    expect(turns).toHaveLength(SHOWN_TURNS)
    expect(turns.at(-1)?.exchangeId).toBe('24')
  })

  it('stand at the right, each stage upon those before it', () => {
    const [places, ...heights] = stackedColumns(latencyTurns([turn('a', 400), turn('b', 800)]))
    expect(places).toEqual([18, 19])
    // Loudspeaker, voice, model, wait, hearing.
    expect(heights).toEqual([
      [400, 800],
      [300, 600],
      [300, 600],
      [100, 200],
      [100, 200],
    ])
  })

  it('have a median for each stage', () => {
    const turns = latencyTurns([turn('a', 400), turn('b', 4000), turn('c', 800)])
    expect(medianStages(turns)).toMatchObject({ 'speech-to-text': 200, 'language-model': 400 })
  })
})

describe('the strip', () => {
  it('is not there before anything was heard', async () => {
    expect(await strip([turn('unheard', 1, { marks: {} })])).toBe('')
  })

  it('is closed at first and shows the median as a number', async () => {
    const page = await strip([turn('a', 400), turn('b', 4000), turn('c', 612)])
    expect(page).toContain('612 ms, median of the last 3 turns')
    expect(page).toContain('aria-expanded="false"')
    expect(page).not.toContain('role="img"')
  })

  it('calls no figure of one turn a median', async () => {
    const page = await strip([turn('a', 612)])
    expect(page).toContain('612 ms, in the last turn')
    expect(page).not.toContain('median of')
  })

  it('has every figure of the chart in its table, newest turn first', () => {
    const page = renderToStaticMarkup(
      <I18nextProvider i18n={createI18n('en')}>
        <LatencyTable turns={latencyTurns([turn('a', 400), turn('b', 800)])} />
      </I18nextProvider>,
    )
    const figures = [...page.matchAll(/<td[^>]*>(?:<span.*?<\/span><\/span>)?([^<]*)/g)].map(
      ([, figure]) => figure,
    )
    expect([figures.slice(0, 6), figures.slice(6)]).toEqual([
      ['200 ms', '0 ms', '400 ms', '0 ms', '200 ms', '800 ms'],
      ['100 ms', '0 ms', '200 ms', '0 ms', '100 ms', '400 ms'],
    ])
  })
})
