import AdmZip from 'adm-zip'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Conf from 'conf'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providerSchema } from '../../electron/contracts/providers.ts'
import { openStorage } from '../../electron/main/storage/open-storage.ts'
import { cutOff, unreachable, violations } from '../support/accessibility.ts'
import { lightProfile, type RunningWarbler } from '../support/running-warbler.ts'
import { transcriptTurn } from '../support/transcript-turn.ts'
import { turnLogRecord } from '../support/turn-log-record.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** What is kept, taken along, deleted, told of faults, and what Warbler is made of. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
/** What nobody but the person may find. */
const SECRET = 'zugzwang'

/** Files below a folder in which the word is. */
const withSecret = async (at: string): Promise<readonly string[]> => {
  const found: string[] = []
  for (const name of await readdir(at)) {
    const path = join(at, name)
    const state = await stat(path).catch(() => null)
    if (state?.isDirectory() === true) found.push(...(await withSecret(path)))
    else if (state?.isFile() === true && (await readFile(path)).includes(SECRET)) found.push(path)
  }
  return found
}

/** A profile in which the word was said, written and set. */
const livedProfile = async (): Promise<string> => {
  const profile = await lightProfile()
  const storage = openStorage(profile, (options) => new Conf(options), Date.now())
  storage.transcripts.upsertTurn(
    transcriptTurn({
      id: '1',
      text: `What does ${SECRET} mean?`,
      startedAtMs: Date.now() - 90_000_000,
    }),
  )
  storage.turnLog.append(turnLogRecord({ personText: SECRET, turnEndReason: SECRET }))
  storage.settings.change({
    instructions: `Call me ${SECRET}`,
    wakePhrases: [`Hey ${SECRET} bird`],
    providers: [
      providerSchema.parse({
        id: 'mine',
        preset: 'custom',
        name: SECRET,
        baseUrl: `http://${SECRET}.localhost:9/v1`,
        headers: { 'x-team': SECRET },
        llm: { model: SECRET },
      }),
    ],
  })
  storage.openJson('usage').store = { '2026-01': { [SECRET]: { dollars: 1 } } }
  storage.close()
  for (const name of ['transcripts.damaged-2026.db', 'voices.damaged-2026.json']) {
    await writeFile(join(profile, name), SECRET)
  }
  await mkdir(join(profile, 'speech'))
  await writeFile(join(profile, 'speech', '1.sealed'), SECRET)
  return profile
}

describe('what Warbler keeps, and what it is made of', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let page: Page
  let folder = ''

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    folder = await mkdtemp(join(tmpdir(), 'warbler-saved-'))
    scene = await openScene('light')
    warbler = await scene.start({ profile: await livedProfile() })
    await warbler.ready()
    page = await openWindow(warbler, 'settings')
  })
  afterAll(async () => {
    await scene.dispose()
    await rm(folder, { recursive: true, force: true })
  })

  const openPane = (name: string): Promise<void> =>
    page.getByRole('tab', { name, exact: true }).click()
  /** Answers the next dialogs of the system as a person would. */
  const choose = (file: string | null) =>
    warbler.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () =>
        Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
    }, file)

  it.each([
    ['en', 'light', ['Privacy', 'Advanced', 'About']],
    ['en', 'dark', ['Privacy', 'Advanced', 'About']],
    ['zh', 'light', ['隐私', '高级', '关于']],
  ] as const)('shows its panes in %s, %s, to everybody', async (locale, theme, panes) => {
    await askMain(page, 'settings.change', { locale })
    await page.emulateMedia({ colorScheme: theme })
    for (const width of [900, 480]) {
      await page.setViewportSize({ width, height: 900 })
      for (const [index, pane] of panes.entries()) {
        await page.getByRole('tab', { name: pane, exact: true }).click()
        await page.getByRole('heading', { name: pane, level: 2 }).waitFor()
        if (index === 0) await page.locator('[data-part="transcript"]').waitFor()
        if (index === 2) await page.getByText('Electron').first().waitFor()
        expect(await violations(page), `${pane} ${theme} ${width}`).toEqual([])
        expect(await cutOff(page), `${pane} ${width}`).toEqual([])
        const name = ['privacy', 'advanced', 'about'][index] ?? ''
        await page.screenshot({
          path: join(RESULTS, `trust-${name}-${locale}-${theme}-${width}.png`),
        })
      }
    }
    await page.setViewportSize({ width: 900, height: 900 })
  })

  it('can be worked by the keyboard alone', async () => {
    await askMain(page, 'settings.change', { locale: 'en' })
    await page.emulateMedia({ colorScheme: 'light' })
    await openPane('Privacy')
    await page.locator('[data-part="transcript"]').waitFor()
    expect(await unreachable(page, '#pane-privacy')).toEqual([])
    await openPane('Advanced')
    expect(await unreachable(page, '#pane-advanced')).toEqual([])
    await openPane('About')
    await page.getByText('Electron').first().waitFor()
    expect(await unreachable(page, '#pane-about')).toEqual([])
  })

  it('says how large each thing is, and shows where it lies', async () => {
    await openPane('Privacy')
    const row = page.locator('[data-part="transcript"]')
    await row.getByText(/\d+ kB/).waitFor()
    await page.locator('[data-part="damaged"]').getByText('1 kB').waitFor()
    const shown = await warbler.app.evaluate(({ shell }) => {
      const paths: string[] = []
      shell.showItemInFolder = (path) => void paths.push(path)
      Object.assign(globalThis, { shownPaths: paths })
      return paths.length
    })
    expect(shown).toBe(0)
    await row.getByRole('button').click()
    await expect
      .poll(() => warbler.app.evaluate(() => Reflect.get(globalThis, 'shownPaths') as string[]))
      .toEqual([join(warbler.profile, 'transcripts.db')])
  })

  it('keeps conversations as long as was chosen', async () => {
    await openPane('Privacy')
    await page.getByLabel('Keep conversations').selectOption({ label: '30 days' })
    await expect
      .poll(async () => askMain(page, 'settings.get'))
      .toMatchObject({ keepTranscriptDays: 30 })
    await page.getByLabel('Keep conversations').selectOption({ label: 'Until I delete them' })
  })

  it('gives everything along in one file, without keys and headers', async () => {
    const file = join(folder, 'all.zip')
    await choose(null)
    await page.getByRole('button', { name: 'Save as…' }).click()
    await choose(file)
    await page.getByRole('button', { name: 'Save as…' }).click()
    await page.getByText(/^Saved as .*all\.zip$/).waitFor()
    const zip = new AdmZip(file)
    expect(zip.readAsText('transcript.json')).toContain(`What does ${SECRET} mean?`)
    expect(zip.readAsText('settings.json')).toContain(`Call me ${SECRET}`)
    expect(zip.readAsText('settings.json')).not.toContain('x-team')
    expect(zip.readAsText('README.txt')).toContain('Not in here: keys')
  })

  it('saves diagnostics in which nothing of the person is', async () => {
    await openPane('Advanced')
    const file = join(folder, 'diagnostics.zip')
    await choose(file)
    await page.getByRole('button', { name: 'Save as…' }).click()
    await page.getByText(/^Saved as .*diagnostics\.zip$/).waitFor()
    const entries = new AdmZip(file).getEntries()
    expect(entries.map(({ entryName }) => entryName)).toEqual(
      expect.arrayContaining(['versions.json', 'system.json', 'latency.json', 'warbler.log']),
    )
    for (const entry of entries) {
      const text = entry.getData().toString('utf8')
      expect(`${entry.entryName}: ${text.includes(SECRET)}`).toBe(`${entry.entryName}: false`)
      expect(`${entry.entryName}: ${text.includes(warbler.profile)}`).toBe(
        `${entry.entryName}: false`,
      )
    }
  })

  it('tells its versions to copy, and shows every licence', async () => {
    await openPane('About')
    await page.getByRole('button', { name: 'Copy version information' }).click()
    await expect
      .poll(() => warbler.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toMatch(/^Warbler \d+\.\d+\.\d+.*\n.*\nElectron \d+/s)
    await page.getByText('Show all packages').click()
    await page.locator('summary', { hasText: 'react-dom' }).click()
    await page
      .getByLabel('Licence of react-dom')
      .getByText('Permission is hereby granted')
      .waitFor()
    await page.screenshot({ path: join(RESULTS, 'trust-licence.png') })
    const opened = warbler.app.evaluate(
      ({ shell }) =>
        new Promise<string>((resolve) => {
          shell.openExternal = (url) => {
            resolve(url)
            return Promise.resolve()
          }
        }),
    )
    await page.getByRole('link', { name: /^Qwen3 4B.*where it comes from/ }).click()
    expect(await opened).toMatch(/^https:\/\/huggingface\.co\//)
  })

  it('deletes everything after it was asked twice, and goes on', async () => {
    const transcript = await openWindow(warbler, 'transcript')
    await transcript.locator('article').first().waitFor()
    await page.bringToFront()
    await openPane('Privacy')
    expect((await withSecret(warbler.profile)).length).toBeGreaterThan(5)
    await page.getByRole('button', { name: 'Delete everything…' }).click()
    await page.screenshot({ path: join(RESULTS, 'trust-delete.png') })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Delete everything…' }).click()
    await page.getByRole('button', { name: 'Delete everything', exact: true }).click()
    await page.getByText('All of it is deleted.').waitFor()
    await expect.poll(() => withSecret(warbler.profile), { timeout: 10_000 }).toEqual([])
    expect(await askMain(page, 'settings.get')).toMatchObject({
      instructions: '',
      providers: [],
      wakePhrases: ['Hey Warbler'],
    })
    expect(await askMain(transcript, 'transcript.page', { limit: 9 })).toMatchObject({ turns: [] })
    await expect.poll(() => transcript.locator('article').count()).toBe(0)
    await page.locator('[data-part="damaged"]').getByText('Nothing').waitFor()
  })
})
