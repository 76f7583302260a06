import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import Conf from 'conf'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStorage } from '../../electron/main/storage/open-storage.ts'
import { startProgram, waitUntil } from '../support/child-process.ts'
import { electronPath, removeProfile, lightProfile } from '../support/running-warbler.ts'
import { transcriptTurn } from '../support/transcript-turn.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, request, type Scene } from './scene.ts'

/** What is there after a kill at any moment, after damage, and when an older Warbler finds it. */

const ROOT = resolve(import.meta.dirname, '../..')
const KILLS = 4

/** The same chances in every run. */
const chances = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

describe('what is kept', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene('light')
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const lived = async (): Promise<string> => {
    const profile = await lightProfile()
    const storage = openStorage(profile, (options) => new Conf(options), Date.now())
    storage.transcripts.upsertTurn(transcriptTurn({ id: '1', conversationId: 'one' }))
    storage.settings.change({ volume: 0.4 })
    storage.openJson('keys').store = { one: { origin: 'https://a.example', secret: 'sealed' } }
    storage.close()
    return profile
  }

  /**
   * Changes settings and names until the app is gone; the number of the last change that was acknowledged.
   * @param onFirst called when the first one was
   */
  const changeUntilGone = async (
    page: Page,
    from: number,
    onFirst: () => void,
  ): Promise<number> => {
    let acknowledged = from - 1
    try {
      for (let number = from; ; number += 1) {
        if (acknowledged === from) onFirst()
        await askMain(page, 'settings.change', { instructions: `number ${number}` })
        await askMain(page, 'settings.change', { overlayPositions: { a: { x: number, y: 0 } } })
        acknowledged = number
      }
    } catch {
      return acknowledged
    }
  }

  it('is all there after the app was killed at any moment, again and again', async () => {
    const profile = await lived()
    const chance = chances(3)
    let next = 1
    for (let kill = 0; kill < KILLS; kill += 1) {
      const warbler = await scene.start({ profile })
      const page = await openWindow(warbler, 'settings')
      let ending = Promise.resolve(0)
      await new Promise<void>((first) => {
        ending = changeUntilGone(page, next, first)
      })
      await new Promise((later) => setTimeout(later, chance() * 900))
      await warbler.kill()
      const acknowledged = await ending
      expect(acknowledged).toBeGreaterThanOrEqual(next)
      const storage = openStorage(profile, (options) => new Conf(options), Date.now(), 'thorough')
      expect(storage.startErrors).toEqual([])
      const { instructions, overlayPositions } = storage.settings.get()
      // The change that the kill cut off may have come to it.
      expect([acknowledged, acknowledged + 1]).toContain(Number(instructions.slice(7)))
      expect([acknowledged, acknowledged + 1]).toContain(overlayPositions['a']?.x)
      expect(storage.transcripts.page({ limit: 9 })).toMatchObject({
        value: { turns: [{ id: '1' }] },
      })
      storage.close()
      next = acknowledged + 2
    }
  })

  it('is put back where files were damaged, and each is told when the one before is gone', async () => {
    const profile = await lived()
    await writeFile(join(profile, 'settings.json'), '{ "version": 1, "volu')
    await writeFile(join(profile, 'keys.json'), '\0\0\0')
    await writeFile(join(profile, 'transcripts.db'), 'x'.repeat(20_000))
    const warbler = await scene.start({ profile })
    const told: string[] = []
    for (const code of ['settings.damaged', 'storage.damaged', 'keys.restored']) {
      const { conversation } = await warbler.until(
        code,
        ({ conversation }) => conversation.attention?.code === code,
      )
      told.push(conversation.attention?.code ?? '')
      await request(warbler, 'app.dismiss-attention', {})
    }
    expect(told).toHaveLength(3)
    const page = await openWindow(warbler, 'settings')
    expect(await askMain(page, 'settings.get')).toMatchObject({ volume: 0.4 })
    expect(
      readdirSync(profile).filter((name) => /\.damaged-.*\.(?:json|db)$/.test(name)),
    ).toHaveLength(3)
    await warbler.quit()
    const record: unknown = JSON.parse(await readFile(join(profile, 'profile.json'), 'utf8'))
    expect(record).toMatchObject({ isOpen: false })
  })

  it('is left as it is by a Warbler that is older, which says which one to get', async () => {
    const profile = await lived()
    const settings = JSON.stringify({ version: 99, volume: 'quiet', better: true })
    await writeFile(join(profile, 'settings.json'), settings)
    await writeFile(
      join(profile, 'profile.json'),
      JSON.stringify({ warbler: '9.1.0', settings: 99 }),
    )
    const machineArguments = (process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '')
      .split(' ')
      .filter((one) => one !== '')
    const program = await startProgram(
      electronPath() ?? '',
      [...machineArguments, ROOT, '--profile', profile],
      {
        env: { ...process.env, LANG: 'en_US.UTF-8', ...scene.display.env, ...scene.lab.env },
      },
    )
    try {
      await waitUntil(
        'the refusal',
        () => program.output().includes('Get Warbler 9.1.0') || undefined,
      )
      expect(program.output()).toContain('Nothing was changed')
      expect(await readFile(join(profile, 'settings.json'), 'utf8')).toBe(settings)
      expect(readdirSync(profile)).not.toContain('logs')
    } finally {
      await program.stop()
      await removeProfile(profile)
    }
  })
})
