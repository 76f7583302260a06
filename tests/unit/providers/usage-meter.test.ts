import { describe, expect, it } from 'vitest'
import type { UsageSnapshot } from '../../../electron/contracts/usage.ts'
import type { EngineUsage } from '../../../electron/contracts/workers.ts'
import type { CapState } from '../../../electron/core/usage/add-usage.ts'
import { UsageMeter } from '../../../electron/main/providers/usage-meter.ts'
import type { JsonFile } from '../../../electron/main/storage/settings-store.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const PROVIDERS = [
  loopbackProvider('https://api.openai.com/v1', { id: 'openai' }),
  loopbackProvider('https://openrouter.ai/api/v1', { id: 'router' }),
  loopbackProvider('http://127.0.0.1:11434/v1', { id: 'ollama' }),
]
/** 0.60 dollars by the list: a million tokens written. */
const MILLION: EngineUsage = {
  type: 'usage',
  model: 'openai/gpt-4o-mini',
  completionTokens: 1_000_000,
}

const open = ({
  file = { store: {} },
  capDollars = null,
}: { readonly file?: JsonFile; readonly capDollars?: number | null } = {}) => {
  const world = { now: new Date(2025, 7, 31, 23, 59), capDollars }
  const caps: CapState[] = []
  const snapshots: UsageSnapshot[] = []
  const meter = new UsageMeter({
    file,
    now: () => world.now,
    providers: () => PROVIDERS,
    capDollars: () => world.capDollars,
    onCap: (state) => caps.push(state),
    onChange: (snapshot) => snapshots.push(snapshot),
  })
  return { meter, world, caps, snapshots, file }
}

describe('the meter', () => {
  it('adds up by month and provider, and tells each change', () => {
    const { meter, snapshots } = open()
    meter.add(MILLION)
    meter.add({ type: 'usage', model: 'openai/whisper-1', audioSeconds: 60 })
    expect(snapshots).toHaveLength(2)
    expect(meter.snapshot()).toMatchObject({
      month: '2025-08',
      providers: { openai: { completionTokens: 1_000_000, audioSeconds: 60 } },
      capDollars: null,
      capped: false,
    })
    expect(meter.snapshot().dollars).toBeCloseTo(0.606, 6)
  })

  it('begins anew with the month, and keeps the one before', () => {
    const { meter, world, file } = open()
    meter.add(MILLION)
    world.now = new Date(2025, 8, 1, 0, 1)
    expect(meter.snapshot()).toMatchObject({ month: '2025-09', providers: {}, dollars: 0 })
    meter.add(MILLION)
    expect(Object.keys(file.store)).toEqual(['2025-08', '2025-09'])
  })

  it('goes on at the next start', () => {
    const { meter, file } = open()
    meter.add(MILLION)
    expect(open({ file }).meter.snapshot().dollars).toBeCloseTo(0.6, 6)
  })

  it('does not lose what another process counted meanwhile', () => {
    const file: JsonFile = { store: {} }
    const app = open({ file }).meter
    const command = open({ file }).meter
    app.add(MILLION)
    command.add(MILLION)
    app.add(MILLION)
    expect(app.snapshot().dollars).toBeCloseTo(1.8, 6)
  })

  it('knows the models of a router by the names that they have there', () => {
    const { meter } = open()
    meter.add({ type: 'usage', model: 'router/openai/gpt-4o-mini', promptTokens: 1_000_000 })
    expect(meter.snapshot().providers['router']).toMatchObject({ dollars: 0.15 })
  })

  it('counts nothing as paid on this machine, and says where a price is not known', () => {
    const { meter } = open()
    meter.add({ type: 'usage', model: 'ollama/anything', completionTokens: 5 })
    meter.add({ type: 'usage', model: 'openai/brand-new', completionTokens: 5 })
    const { providers, dollars } = meter.snapshot()
    expect(dollars).toBe(0)
    expect(providers['ollama']?.hasUnknownPrices).toBe(false)
    expect(providers['openai']).toMatchObject({ hasUnknownPrices: true, completionTokens: 5 })
  })

  it('takes a damaged file for an empty one', () => {
    const { meter } = open({ file: { store: { august: 'much' } } })
    meter.add(MILLION)
    expect(meter.snapshot().dollars).toBeCloseTo(0.6, 6)
  })

  it('reads of a damaged file what can be read, and the cap holds', () => {
    const well = { dollars: 9.5, promptTokens: 12 }
    const { meter } = open({
      capDollars: 10,
      file: {
        store: {
          '2025-08': {
            openai: well,
            router: { dollars: 0.6, promptTokens: -5e9, completionTokens: '7', audioSeconds: null },
            ollama: 'much',
          },
          '2025-07': 7,
          august: { openai: well },
        },
      },
    })
    expect(meter.capped).toBe(true)
    expect(meter.snapshot().providers).toMatchObject({
      openai: { dollars: 9.5, promptTokens: 12 },
      router: { dollars: 0.6, promptTokens: 0, completionTokens: 0, audioSeconds: 0 },
    })
    meter.add(MILLION)
    expect(meter.snapshot().dollars).toBeCloseTo(10.7, 6)
  })

  it.each([-5e9, Number.POSITIVE_INFINITY, Number.NaN, 1e18, '12', {}, null])(
    'is not led astray by what is no amount, and finds all again at the next start: %j',
    (odd) => {
      const { meter, file } = open({ capDollars: 1 })
      meter.add(MILLION)
      meter.add(MILLION)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- another process tells it
      const tokens = odd as number
      meter.add({ ...MILLION, promptTokens: tokens, completionTokens: tokens })
      const again = open({ file: { store: JSON.parse(JSON.stringify(file.store)) as never } }).meter
      for (const { snapshot } of [meter, again].map((one) => ({ snapshot: one.snapshot() }))) {
        expect(snapshot.dollars).toBeCloseTo(1.2, 6)
        expect(snapshot.providers['openai']).toMatchObject({
          promptTokens: 0,
          completionTokens: 2_000_000,
        })
      }
      expect(meter.capped).toBe(true)
    },
  )

  it('counts what cannot be written for as long as it runs', () => {
    const file: JsonFile = {
      get store() {
        return {}
      },
      set store(_value) {
        throw new Error('no space left')
      },
    }
    const { meter } = open({ file })
    meter.add(MILLION)
    meter.add(MILLION)
    expect(meter.snapshot().dollars).toBeCloseTo(1.2, 6)
  })
})

describe('the cap', () => {
  it('is told when it comes near, when it is reached, and never twice', () => {
    const { meter, caps } = open({ capDollars: 2 })
    for (let count = 0; count < 6; count += 1) meter.add(MILLION)
    expect(caps).toEqual(['near', 'reached'])
    expect(meter.capped).toBe(true)
    expect(meter.snapshot().capped).toBe(true)
  })

  it('is not told of at the start, but holds', () => {
    const { file } = open({ capDollars: 0.5 })
    open({ file }).meter.add(MILLION)
    const { meter, caps } = open({ file, capDollars: 0.5 })
    meter.look()
    expect(caps).toEqual([])
    expect(meter.capped).toBe(true)
  })

  it('is out of sight when the month is over, or the person raises it', () => {
    const { meter, caps, world } = open({ capDollars: 0.5 })
    meter.add(MILLION)
    world.capDollars = 10
    meter.look()
    world.capDollars = 0.5
    meter.look()
    world.now = new Date(2025, 8, 1)
    meter.look()
    expect(caps).toEqual(['reached', 'within', 'reached', 'within'])
    expect(meter.capped).toBe(false)
  })

  it('that is changed is told at once, with what it means now', () => {
    const { meter, world, snapshots } = open()
    world.capDollars = 0
    meter.look()
    expect(snapshots).toMatchObject([{ capped: true, capDollars: 0 }])
    meter.look()
    world.capDollars = 5
    meter.look()
    expect(snapshots.map(({ capped }) => capped)).toEqual([true, false])
  })

  it('is shown as reached, or not any more, as soon as the person changes it', () => {
    const { meter, world, snapshots } = open()
    meter.add(MILLION)
    for (const cap of [0.5, 0.5, 10]) {
      world.capDollars = cap
      meter.look()
    }
    expect(snapshots.map(({ capped }) => capped)).toEqual([false, true, false])
  })

  it('of nothing is reached before anything was used', () => {
    expect(open({ capDollars: 0 }).meter.capped).toBe(true)
  })
})
