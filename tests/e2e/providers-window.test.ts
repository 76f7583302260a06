import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settingsSchema, type Settings } from '../../electron/contracts/settings.ts'
import { violations } from '../support/accessibility.ts'
import { startFaultyProvider, type FaultyProvider } from '../support/providers/faulty-provider.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { waitUntil } from '../support/child-process.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** A person sets up a server of their own, with its key, tries it and puts it first: in the windows. */

const KEY = 'sk-test-4f1d8c0b9a27e6635d'

describe('the window of engines and providers', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let server: FaultyProvider
  let page: Page

  beforeAll(async () => {
    server = await startFaultyProvider({
      apiKey: KEY,
      models: ['mind-1', 'ears-1'],
      script: { transcribe: () => 'What was said' },
    })
    scene = await openScene('light')
    warbler = await scene.start()
    page = await openWindow(warbler, 'settings')
  })
  afterAll(async () => {
    await scene.dispose()
    await server.close()
  })

  const openPane = async (name: string): Promise<void> => {
    await page.getByRole('tab', { name }).click()
    await page.getByRole('heading', { level: 2, name }).waitFor()
  }
  const part = (role: 'stt' | 'llm' | 'tts'): Locator => page.locator(`form [data-role="${role}"]`)
  const storedSettings = async (): Promise<Settings> =>
    settingsSchema.parse(JSON.parse(await readFile(join(warbler.profile, 'settings.json'), 'utf8')))

  it('says what is wrong with an address, beside the field that has the focus then', async () => {
    await openPane('Providers')
    await page.getByLabel('Which one').selectOption('custom')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('My server')
    const address = page.getByLabel('Address')
    await address.fill('my server')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('This is not an address').waitFor()
    await waitUntil('the focus', () =>
      address.evaluate((element) => element === document.activeElement),
    )
    expect(await askMain(page, 'settings.get')).toMatchObject({ providers: [] })
  })

  it('keeps what was typed while another pane is looked at, and says that it is not saved', async () => {
    await openPane('Brain')
    const tab = page.getByRole('tab', { name: 'Providers' })
    expect(await tab.textContent()).toContain('Not saved')
    await openPane('Providers')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('My server')
    expect(await tab.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('stores it with its key and offers the models that it names', async () => {
    await page.getByLabel('Address').fill(server.baseUrl)
    await page.getByLabel('Key', { exact: true }).fill(KEY)
    await page.getByRole('button', { name: 'Save and list its models' }).click()
    await page.getByText('It has 2 models').waitFor()
    const model = part('llm').getByLabel('Model', { exact: true })
    expect(
      await model.evaluate((element) =>
        [...((element as HTMLInputElement).list?.options ?? [])].map(({ value }) => value),
      ),
    ).toContain('mind-1')
    // It stays the form that it was, and what was typed as the key is gone from it.
    expect(await page.getByLabel('Key', { exact: true }).inputValue()).toBe('')
    await model.fill('mind-1')
    await part('stt').getByRole('switch').click()
    await part('stt').getByLabel('Model', { exact: true }).fill('ears-1')
    await part('tts').getByRole('switch').click()
    await part('tts').getByLabel('Model', { exact: true }).fill('mouth-1')
    await part('tts').getByLabel('Voice', { exact: true }).fill('wren')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('form').waitFor({ state: 'detached' })
    // Where the form was is its card, with the focus on what opened it.
    const edit = page.getByRole('button', { name: 'Edit My server' })
    await waitUntil('the focus', () =>
      edit.evaluate((element) => element === document.activeElement),
    )
    expect(await page.getByRole('tab', { name: 'Providers' }).textContent()).toBe('Providers')
    expect(await storedSettings()).toMatchObject({
      providers: [
        {
          preset: 'custom',
          name: 'My server',
          baseUrl: server.baseUrl,
          stt: { model: 'ears-1' },
          llm: { model: 'mind-1', api: 'chat' },
          tts: { model: 'mouth-1', voice: 'wren' },
        },
      ],
      engineOrder: { llm: ['local'] },
    })
  })

  it('tries each role for real: what works, how fast, and what exactly does not', async () => {
    await page.getByRole('button', { name: 'Test My server' }).click()
    const results = page.getByRole('status', { name: 'Result of the test' })
    await results.getByText('The exact error').waitFor()
    expect(await results.locator('[data-role="llm"]').textContent()).toMatch(
      /Works.*ms to the first word.*You said: Say hello/,
    )
    expect(await results.locator('[data-role="stt"]').textContent()).toMatch(/Works.*What was said/)
    const voice = results.locator('[data-role="tts"]')
    expect(await voice.getAttribute('data-ok')).toBe('false')
    expect(await voice.textContent()).toContain('does not know the model mouth-1')
    await voice.getByText('The exact error').click()
    await voice.getByText('404').waitFor()
    expect(server.requests.every(({ key }) => key === KEY)).toBe(true)
  })

  it('puts it first from its card, and into any order from the engines, by keyboard', async () => {
    await page.getByRole('button', { name: 'Use first: My server, Language model' }).click()
    await expect
      .poll(async () => (await storedSettings()).engineOrder.llm)
      .toEqual(['provider:custom', 'local'])
    await openPane('Brain')
    const line = page.locator('[data-role="llm"]')
    await line.getByRole('button', { name: 'Move My server down' }).press('Enter')
    await expect
      .poll(async () => (await storedSettings()).engineOrder.llm)
      .toEqual(['local', 'provider:custom'])
    // The button that was pressed still has the focus: pressed on, it does no harm at the end.
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move My server down',
    )
    await line.getByRole('button', { name: 'Move My server up' }).press('Enter')
    await warbler.until(
      'the provider to serve',
      ({ inUse }) => inUse.llm?.model === 'custom/mind-1' && inUse.llm.provider === 'My server',
    )
    const own = line.locator('[data-engine="provider:custom"]')
    await own.getByText('In use').waitFor()
  })

  it('says that the key belongs to the old server once the address is another', async () => {
    await openPane('Providers')
    await page.getByRole('button', { name: 'Edit My server' }).click()
    await page.getByLabel('Address').fill('http://127.0.0.1:9/v1')
    await page.getByText('the old key is not sent there').waitFor()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  })

  it('writes the key into no file in plain text', async () => {
    const files = (await readdir(warbler.profile, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    )
    expect(files.map(({ name }) => name)).toContain('settings.json')
    const plain = Buffer.from(KEY)
    const holders: string[] = []
    for (const { parentPath, name } of files) {
      const bytes = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0))
      if (bytes.includes(plain) || bytes.includes(Buffer.from(plain.toString('base64'))))
        holders.push(name)
    }
    expect(holders).toEqual([])
    expect(warbler.output()).not.toContain(KEY)
  })

  it('takes it away with its key and its places in the lines', async () => {
    await openPane('Providers')
    await page.getByRole('button', { name: 'Remove My server' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('None yet.').waitFor()
    expect(await storedSettings()).toMatchObject({
      providers: [],
      engineOrder: { stt: ['local'], llm: ['local'], tts: ['local'] },
    })
    expect(await askMain(page, 'providers.keys')).toMatchObject({ keys: {} })
  })
})
