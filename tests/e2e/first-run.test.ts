import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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
import { askByHold, clip } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/**
 * A first run on a machine without models: they come from a server that cuts, stalls and flips a
 * bit. The models are real, so that the end of it is an answer.
 */

const MODELS = ['moonshine-tiny-en', 'espeak-ng-data', 'piper-en-us-joe-medium', 'smollm2-135m']
const CATALOGUE = resolve(import.meta.dirname, '../../resources/models/catalogue.json')

describe('a first run', () => {
  let scene: Scene
  let folder: string
  let server: FaultyDownloadServer
  let warbler: RunningWarbler
  let settings: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warbler-first-run-'))
    const { models } = catalogueSchema.parse(JSON.parse(await readFile(CATALOGUE, 'utf8')))
    const installed = modelsFolder(process.env, process.platform, homedir())
    const served = await serveInstalledModels(
      models.filter(({ id }) => MODELS.includes(id)),
      installed,
      folder,
    )
    server = await startFaultyDownloadServer({
      files: served.files,
      faults: {
        '/moonshine-tiny-en/encoder_model.ort': {
          faults: [{ kind: 'cut', afterBytes: 3_000_000 }],
        },
        '/moonshine-tiny-en/decoder_model_merged.ort': {
          faults: [{ kind: 'flip-bit', atByte: 1_234_567 }],
        },
        '/piper-en-us-joe-medium/model.onnx': {
          faults: [{ kind: 'stall', afterBytes: 5_000_000 }],
        },
        // The host of the largest language model is asked first whether it is there at all.
        '/smollm2-135m/SmolLM2-135M-Instruct.Q4_1.gguf': {
          faults: [
            { kind: 'slow', chunkBytes: 256 * 1024, delayMs: 50 },
            { kind: 'slow', chunkBytes: 256 * 1024, delayMs: 50 },
          ],
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
    await scene.dispose()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const button = (name: string) => settings.getByRole('button', { name, exact: true })
  const states = () =>
    settings
      .locator('[data-model]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))

  it('says what is needed, how large it is and whose licence it has, and fetches nothing yet', async () => {
    await button('Download all').waitFor()
    for (const id of MODELS) {
      const row = settings.locator(`[data-model="${id}"]`)
      expect(await row.getAttribute('data-state')).toBe('missing')
      expect(await row.textContent()).toMatch(/[\d.]+ [kM]?B/)
      expect(await row.textContent()).toMatch(/MIT|Apache-2\.0|CC0-1\.0|GPL-3\.0/)
    }
    expect(await settings.getByRole('tabpanel').textContent()).toMatch(/publishers/)
    // The look whether the host is there asks for one file and takes none of it.
    expect(server.requests.length).toBeLessThanOrEqual(1)
  })

  it('shows progress, pauses and resumes', async () => {
    await button('Download all').click()
    const total = settings.getByRole('progressbar', { name: 'Progress of all downloads' })
    const share = async () => Number(await total.getAttribute('value'))
    await total.waitFor()
    const first = await share()
    await waitUntil('progress', async () => ((await share()) > first ? true : undefined), {
      withinMs: 60_000,
    })
    await button('Pause').click()
    await button('Resume').waitFor()
    await waitUntil('a pause', async () =>
      (await states()).includes('downloading') ? undefined : true,
    )
    expect(await states()).toContain('paused')
    await button('Resume').click()
    await button('Pause').waitFor()
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
    const asked = (path: string) => server.requests.filter((request) => request.path === path)
    // What was cut goes on where it was cut.
    expect(asked('/moonshine-tiny-en/encoder_model.ort').some(({ range }) => range !== null)).toBe(
      true,
    )
    // What was damaged is fetched again from its first byte.
    expect(
      asked('/moonshine-tiny-en/decoder_model_merged.ort').filter(({ range }) => range === null)
        .length,
    ).toBeGreaterThan(1)
    expect(asked('/piper-en-us-joe-medium/model.onnx').length).toBeGreaterThan(1)
  })

  it('then answers a question', async () => {
    await warbler.ready()
    const record = await askByHold(scene, warbler, clip('days-in-a-week'))
    expect(record.outcome).toBe('answered')
    const said = await settings.evaluate(() => document.body.textContent)
    expect(said).toContain('Say something')
    expect(record.engines).toEqual({
      stt: 'moonshine-tiny-en',
      tts: 'piper-en-us-joe-medium',
      llm: 'smollm2-135m',
    })
  })
})
