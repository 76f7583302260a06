import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  entryOf,
  isReadable,
  SETTING_NAMES,
  SETTING_TABLE,
} from '../../electron/contracts/setting-table.ts'
import english from '../../resources/locales/en.json' with { type: 'json' }
import { cutOff, violations } from '../support/accessibility.ts'
import { electronPath, type RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { askByHold, askMain, openWindow } from './exchange.ts'
import { openScene, request, type Scene } from './scene.ts'

/** One definition of each action: by voice, by the palette, by a link, by a key. */

const ROOT = resolve(import.meta.dirname, '../..')
const RESULTS = join(ROOT, 'test-results')

const textAt = (key: string): string => {
  const found = key
    .split('.')
    .reduce<unknown>(
      (node, part) =>
        typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined,
      english,
    )
  return typeof found === 'string' ? found : key
}

describe('what Warbler is asked to do', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene('light')
    await scene.lab.startRecording()
    warbler = await scene.start()
  })
  afterAll(async () => {
    await scene.dispose()
  })

  /** Who hears and who speaks; an order waits for no language model. */
  const speechReady = () =>
    warbler.until(
      'hearing and voice',
      ({ engines: { stt, tts }, conversation }) =>
        stt === 'ready' && tts === 'ready' && conversation.microphone === 'ready',
      120_000,
    )
  const settings = async (): Promise<Record<string, unknown>> =>
    (await askMain(await openWindow(warbler, 'settings'), 'settings.get')) as Record<
      string,
      unknown
    >
  const focusedLabel = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement)) return ''
      const label =
        'labels' in focused ? (focused.labels as NodeListOf<HTMLLabelElement> | null)?.[0] : null
      const legend = focused.closest('fieldset')?.querySelector('legend')
      const heading = focused.closest('section')?.querySelector('h3')
      return [label, legend, heading]
        .map((one) => one?.textContent.trim())
        .concat(focused.getAttribute('aria-label') ?? undefined)
        .join('|')
    })

  /** A person who was misheard says it again. Resolves with what was heard and answered last. */
  const sayUntil = async (words: string, isUnderstood: () => Promise<boolean>): Promise<string> => {
    let heard = ''
    for (let times = 0; times < 3; times += 1) {
      await askByHold(scene, warbler, await speak(words))
      const [person, reply] = (await warbler.turns()).slice(-2)
      heard = `${person?.text} -> ${reply?.text}`
      if (await isUnderstood()) break
    }
    return heard
  }

  it('speaks slower when it is told to, says so, and takes it back', async () => {
    await speechReady()
    const speed = async () => (await settings())['speechSpeed']
    const slower = await sayUntil('Speak slower, please.', async () => (await speed()) === 0.85)
    expect(slower).toMatch(/-> Slower: 0\.85 times\. Say undo to take it back\.$/)
    const record = (await warbler.log()).at(-1)
    if (record === undefined) throw new Error('nothing was logged')
    expect(record.outcome, JSON.stringify(record)).toBe('answered')
    expect(record.completionTokens).toBeNull()
    expect(record.replyHeardMs).toBeGreaterThan(500)
    // An order waits for no model: only for the end of speech, for its words and for the voice.
    expect(record.marks['playback-start']).toBeDefined()
    const back = await sayUntil('Please take it back.', async () => (await speed()) === 1)
    expect(await speed(), back).toBe(1)
  })

  it('can have its settings gone through by voice alone', async () => {
    await speechReady()
    // Nobody listens to how it sounds: nine answers in half the time.
    await askMain(await openWindow(warbler, 'settings'), 'settings.change', { speechSpeed: 2 })
    const said: readonly (readonly [words: string, setting: string, value: unknown])[] = [
      ['Set the volume to fifty percent.', 'volume', 0.5],
      ['Be more patient with me.', 'patience', 'patient'],
      ['Turn off the soft sounds.', 'earcons', false],
      ['Keep listening for twenty seconds after an answer.', 'followUpSeconds', 20],
      ['Stop saying one moment.', 'acknowledge', false],
      ['Set the sensitivity to careful.', 'wakeSensitivity', 'careful'],
      ['Do not use the graphics card.', 'useGpu', false],
      ['Set quiet hours from ten p.m. to seven a.m.', 'quietHours', { from: '22:00', to: '07:00' }],
    ]
    for (const [words, setting, value] of said) {
      const heard = await sayUntil(words, async () =>
        isDeepStrictEqual((await settings())[setting], value),
      )
      expect((await settings())[setting], heard).toEqual(value)
    }
    const answer = async () => (await warbler.turns()).at(-1)?.text
    const told = 'Your hotkey is Ctrl Shift Space.'
    const heard = await sayUntil('What is my hot key?', async () => (await answer()) === told)
    expect(await answer(), heard).toBe(told)
    // At night these very hours close the microphone, which the questions after this one wait for.
    await askMain(await openWindow(warbler, 'settings'), 'settings.change', { quietHours: null })
  })

  it('answers a question about such words as any other', async () => {
    await warbler.ready()
    await askByHold(scene, warbler, await speak('What is the volume of a cube?'))
    expect((await warbler.log()).at(-1)?.completionTokens).not.toBeNull()
  })

  it('is asked by the palette, by keyboard alone', async () => {
    await askMain(await openWindow(warbler, 'settings'), 'settings.change', { volume: 0.5 })
    const page = await openWindow(warbler, 'transcript')
    await page.bringToFront()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Find an action' })
    await field.waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('option', { name: 'Talk' }).first().waitFor()
    expect(await page.getByRole('option', { name: /^Talk/ }).first().textContent()).toContain(
      'Ctrl',
    )
    expect(await violations(page)).toEqual([])
    expect(await cutOff(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'palette.png') })
    await page.keyboard.type('音量')
    await page.getByRole('option', { name: 'Volume: less' }).waitFor()
    for (let clear = 0; clear < 2; clear += 1) await page.keyboard.press('Backspace')
    await page.keyboard.type('volume les')
    await page.getByRole('option', { name: 'Volume: less', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(async () => (await settings())['volume']).toBe(0.4)
    await page.getByText('Volume: 40 percent').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'change-notice.png') })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await settings())['volume']).toBe(0.5)
  })

  it('shows what was used last first, and closes with Escape', async () => {
    const page = await openWindow(warbler, 'transcript')
    await page.bringToFront()
    await page.keyboard.press('Control+k')
    await page.getByRole('option').first().waitFor()
    expect(await page.getByRole('option').first().textContent()).toContain('Volume: less')
    await page.keyboard.press('ArrowUp')
    expect(await page.getByRole('option', { selected: true }).textContent()).toBe(
      await page.getByRole('option').last().textContent(),
    )
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await warbler.snapshot()).conversation.phase).toBe('idle')
  })

  it('asks before it does what cannot be taken back', async () => {
    const page = await openWindow(warbler, 'transcript')
    await page.bringToFront()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('quit')
    await page.getByRole('option', { name: /Quit/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'are you sure' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'palette-sure.png') })
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Find an action' }).waitFor()
    await page.keyboard.press('Escape')
    expect((await warbler.snapshot()).conversation.phase).toBe('idle')
  })

  it('asks aloud before it does so, and takes a no, by button too', async () => {
    await speechReady()
    // Over the transcript the overlay would not be shown.
    await openWindow(warbler, 'settings')
    const before = (await warbler.log()).length
    await askByHold(scene, warbler, await speak('Please close the application.'))
    const asked = await warbler.until(
      'the question',
      ({ conversation }) => conversation.phase === 'confirming',
    )
    expect(asked.conversation.confirming).toBe('quit')
    const overlay = await warbler.page('overlay')
    await overlay.getByRole('button', { name: 'Yes' }).waitFor()
    expect(await violations(overlay)).toEqual([])
    await overlay.screenshot({ path: join(RESULTS, 'overlay-confirming.png') })
    await overlay.getByRole('button', { name: 'No' }).click()
    await warbler.until('idle', ({ conversation }) => conversation.phase === 'idle')
    expect((await warbler.log()).length).toBe(before + 1)
    await askByHold(scene, warbler, await speak('Please close the application.'))
    await warbler.until('again', ({ conversation }) => conversation.phase === 'confirming')
    await scene.lab.play(await speak('No, thank you.'))
    await expect
      .poll(async () => (await warbler.turns()).at(-1)?.text, { timeout: 20_000 })
      .toBe('All right, I leave it.')
  })

  it('leads to every setting that can be asked for, and takes changes back by Ctrl+Z', async () => {
    const page = await openWindow(warbler, 'settings')
    await page.bringToFront()
    const missed: string[] = []
    for (const name of SETTING_NAMES.filter(isReadable)) {
      // Shown only where somebody is enrolled.
      if (name === 'onlyMyVoice') continue
      await askMain(page, 'actions.run', { action: `${name}.show`, input: {} })
      const label = textAt(SETTING_TABLE[name].label)
      const entry = entryOf(name)
      const pane = 'pane' in entry ? entry.pane : ''
      await page.locator(`#pane-${pane}`).waitFor()
      const found = await expect
        .poll(() => focusedLabel(page), { timeout: 3000 })
        .toContain(label)
        .then(() => true)
        .catch(() => false)
      if (!found) missed.push(`${name}: ${label}, not ${await focusedLabel(page)}`)
    }
    expect(missed).toEqual([])
    await askMain(page, 'settings.change', { earcons: false })
    await askMain(page, 'actions.run', { action: 'earcons.show', input: {} })
    await expect.poll(() => focusedLabel(page)).toContain('Soft sounds')
    await page.keyboard.press('Space')
    await expect.poll(async () => (await settings())['earcons']).toBe(true)
    await page.getByText('Soft sounds: on').first().waitFor()
    await page.screenshot({ path: join(RESULTS, 'settings-notice.png') })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await settings())['earcons']).toBe(false)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sp')
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    await page.screenshot({ path: join(RESULTS, 'palette-dark.png') })
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('follows its links, and says that it does not know others', async () => {
    const follow = (link: string) =>
      new Promise<number | null>((end) => {
        const machine = (process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ')
        const started = spawn(
          electronPath() ?? '',
          [...machine.filter((one) => one !== ''), ROOT, '--profile', warbler.profile, '--', link],
          { env: { ...process.env, ...scene.display.env, ...scene.lab.env }, stdio: 'ignore' },
        )
        started.once('exit', end)
      })
    const page = await openWindow(warbler, 'settings')
    expect(await follow('warbler://settings/wake')).toBe(0)
    await page.locator('#pane-wake').waitFor()
    expect(await follow('warbler://mute')).toBe(0)
    await warbler.until('muted', ({ conversation }) => conversation.muted)
    await request(warbler, 'conversation.set-muted', { muted: false })
    expect(await follow('warbler://quit')).toBe(0)
    await warbler.until(
      'told',
      ({ conversation: { attention } }) => attention?.code === 'link.unknown',
    )
  })
})
