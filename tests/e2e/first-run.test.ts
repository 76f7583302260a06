import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueSchema } from '../../electron/contracts/models.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import { waitUntil } from '../support/child-process.ts'
import {
  startFaultyDownloadServer,
  type FaultyDownloadServer,
} from '../support/faulty-download-server.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { serveInstalledModels } from '../support/served-models.ts'
import { missingModel, skipAllBecause } from '../support/skip-because.ts'
import { askByHold, DAYS_IN_A_WEEK, openWindow } from './exchange.ts'
import { expectHeard, openScene, type Scene } from './scene.ts'

/**
 * A first run on a machine without models: they come from a server that cuts, stalls and flips a
 * bit. The models are real, so that the end of it is an answer.
 */

const MODELS = [
  'moonshine-tiny-en',
  'espeak-ng-data',
  'piper-en-us-joe-medium',
  'smollm2-135m',
  'smart-turn-v3.2',
]
const SLOW = { kind: 'slow', chunkBytes: 64 * 1024, delayMs: 50 } as const
const ENCODER = '/moonshine-tiny-en/encoder_model.ort'
const CUT_AT = 6_000_000
const STALL_AT = 5_000_000
const INSTALLED = modelsFolder(process.env, process.platform, homedir())
const CATALOGUE = resolve(import.meta.dirname, '../../resources/models/catalogue.json')

describe('a first run', () => {
  let scene: Scene
  let folder: string
  let server: FaultyDownloadServer
  let warbler: RunningWarbler
  let settings: Page

  const missing = missingModel(MODELS.map((id) => join(INSTALLED, id)))
  skipAllBecause(missing)
  beforeAll(async () => {
    if (missing !== null) return
    folder = await mkdtemp(join(tmpdir(), 'warbler-first-run-'))
    const { models } = catalogueSchema.parse(JSON.parse(await readFile(CATALOGUE, 'utf8')))
    const served = await serveInstalledModels(
      models.filter(({ id }) => MODELS.includes(id)),
      INSTALLED,
      folder,
    )
    server = await startFaultyDownloadServer({
      files: served.files,
      faults: {
        // The two that come first are slow until they were cancelled once and paused once.
        '/espeak-ng-data/espeak-ng-data.tar.gz': { faults: [SLOW, SLOW] },
        [ENCODER]: {
          faults: [SLOW, SLOW, { kind: 'cut', afterBytes: CUT_AT }],
        },
        '/moonshine-tiny-en/decoder_model_merged.ort': {
          faults: [{ kind: 'flip-bit', atByte: 1_234_567 }],
        },
        '/piper-en-us-joe-medium/model.onnx': {
          faults: [{ kind: 'stall', afterBytes: STALL_AT }],
        },
      },
    })
    const catalogue = join(folder, 'catalogue.json')
    await writeFile(catalogue, JSON.stringify(served.catalogueAt(server.url)))
    scene = await openScene()
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
    warbler = await scene.start({
      env: { WARBLER_MODELS: join(folder, 'models'), WARBLER_CATALOGUE: catalogue },
    })
    // Nobody asked for this window: it opens by itself.
    settings = await warbler.page('settings')
  })
  afterAll(async () => {
    // What `beforeAll` did not get to is not there.
    await scene?.dispose()
    await server?.close()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  const button = (name: string) => settings.getByRole('button', { name, exact: true })
  const states = () =>
    settings
      .locator('[data-model]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))
  const total = () => settings.getByRole('progressbar', { name: 'Progress of all downloads' })
  const share = async () => Number(await total().getAttribute('value'))
  /** Waits until more has come than that. */
  const progressed = async (before: number) => {
    await total().waitFor()
    await waitUntil('progress', async () => ((await share()) > before ? true : undefined), {
      withinMs: 60_000,
    })
  }
  /** What was asked of a file, in order: null for all of it. */
  const ranged = (path: string) =>
    server.requests.filter((request) => request.path === path).map(({ range }) => range)

  const firstByte = (range: string | null | undefined): number =>
    Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)

  it('says what is needed, how large it is and whose licence it has, and fetches nothing yet', async () => {
    await button('Download all').waitFor()
    for (const id of MODELS) {
      const row = settings.locator(`[data-model="${id}"]`)
      expect(await row.getAttribute('data-state')).toBe('missing')
      expect(await row.textContent()).toMatch(/[\d.]+ [kM]?B/)
      expect(await row.textContent()).toMatch(/MIT|Apache-2\.0|BSD-2|CC0-1\.0|GPL-3\.0/)
    }
    expect(await settings.getByRole('tabpanel').textContent()).toMatch(/publishers/)
    // The look whether the host is there asks for one file and takes none of it.
    expect(server.requests.length).toBeLessThanOrEqual(1)
  })

  it('shows progress, and takes nothing more and leaves nothing behind when it is cancelled', async () => {
    await button('Download all').click()
    await progressed(0)
    await button('Cancel').click()
    await button('Download all').waitFor()
    expect(new Set(await states())).toEqual(new Set(['missing']))
    const left = await readdir(join(folder, 'models'), { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([])
  })

  it('pauses, and goes on with what has come', async () => {
    await button('Download all').click()
    const encoder = settings.locator('[data-model="moonshine-tiny-en"]').getByRole('progressbar')
    await waitUntil('the first bytes', async () =>
      (await encoder.count()) > 0 && Number(await encoder.getAttribute('value')) > 0
        ? true
        : undefined,
    )
    await button('Pause').click()
    await button('Resume').waitFor()
    await waitUntil('a pause', async () =>
      (await states()).includes('downloading') ? undefined : true,
    )
    expect(await states()).toContain('paused')
    const paused = await share()
    expect(paused).toBeGreaterThan(0)
    await button('Resume').click()
    await button('Pause').waitFor()
    await progressed(paused)
    expect(firstByte(ranged(ENCODER)[2])).toBeGreaterThan(0)
  })

  it('ends with everything right, though the server cut, stalled and flipped a bit', async () => {
    await waitUntil(
      'the models',
      async () => {
        const now = await states()
        expect(now).not.toContain('failed')
        return now.every((state) => state === 'ready') ? true : undefined
      },
      { withinMs: 120_000, everyMs: 200 },
    )
    // What was cut or stalled goes on where it stopped.
    const [, , resumed, afterCut, ...more] = ranged(ENCODER)
    expect(firstByte(afterCut)).toBeGreaterThan(firstByte(resumed))
    // A connection that is cut takes along what was still on its way.
    expect(firstByte(afterCut)).toBeLessThanOrEqual(CUT_AT)
    expect(more).toEqual([])
    expect(ranged('/piper-en-us-joe-medium/model.onnx')).toEqual([null, `bytes=${STALL_AT}-`])
    // What was damaged is fetched again from its first byte.
    expect(ranged('/moonshine-tiny-en/decoder_model_merged.ort')).toEqual([null, null])
  })

  it('then answers a question', async () => {
    await warbler.ready()
    const record = await askByHold(scene, warbler, await DAYS_IN_A_WEEK.sound())
    expect(record.outcome).toBe('answered')
    expect(record.engines).toEqual({
      stt: 'moonshine-tiny-en',
      tts: 'piper-en-us-joe-medium',
      llm: 'smollm2-135m',
      turn: 'smart-turn-v3.2',
    })
    await openWindow(warbler, 'transcript')
    const asked = (await warbler.turns()).find(({ speaker }) => speaker === 'person')
    expectHeard(asked?.text ?? '', DAYS_IN_A_WEEK.text)
    // The first exchange is shown where the person is, in the window of the downloads.
    const shown = await settings.evaluate(() => document.body.textContent)
    expect(shown).toContain('Say something')
    expect(shown).toContain(asked?.text)
  })
})
