import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeLargeTranscript } from '../bench/app/large-transcript.ts'
import { removeProfile, lightProfile } from '../support/running-warbler.ts'
import { openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** A long transcript under somebody who scrolls it. */

const TURNS = 600
const STEP_PX = 60
const STEPS = 300

/** How far the exchange that is read moves with each step of scrolling up, pixels. */
const movesWhileScrolling = (page: Page) =>
  page.evaluate(
    async ([steps, stepPx]) => {
      const list = document.querySelector('[role="group"][tabindex="0"]')
      if (list === null) throw new Error('there is no list')
      const moves: number[] = []
      await new Promise(requestAnimationFrame)
      for (let step = 0; step < steps; step += 1) {
        const { top } = list.getBoundingClientRect()
        const read = [...list.querySelectorAll('[data-exchange]')].find(
          (exchange) => exchange.getBoundingClientRect().top >= top,
        )
        if (read === undefined) throw new Error('nothing is read')
        const before = read.getBoundingClientRect().top
        list.scrollBy({ top: -stepPx })
        await new Promise(requestAnimationFrame)
        moves.push(Math.round(read.getBoundingClientRect().top - before))
      }
      return moves
    },
    [STEPS, STEP_PX] as const,
  )

describe('scrolling a long transcript', () => {
  let scene: Scene
  let profile: string
  let page: Page

  beforeAll(async () => {
    profile = await lightProfile()
    writeLargeTranscript(profile, TURNS, Date.now())
    scene = await openScene('light')
    page = await openWindow(await scene.start({ profile }), 'transcript')
    await page.locator('article').first().waitFor()
  })
  afterAll(async () => {
    await scene.dispose()
    await removeProfile(profile)
  })

  it('passes over nothing while pages come in above what is read', async () => {
    const turns = await page.locator('article').count()
    const moves = await movesWhileScrolling(page)
    expect(await page.locator('article').count()).toBeGreaterThan(turns)
    expect(moves.filter((move) => Math.abs(move - STEP_PX) > 2)).toEqual([])
  })

  it('draws what can be done with a turn where it is in sight', async () => {
    const copies = (turn: Locator) => turn.getByRole('button', { name: 'Copy what was said' })
    await page.getByRole('button', { name: 'Jump to newest' }).click()
    const first = page.locator('article').first()
    const id = await first.getAttribute('data-turn')
    await expect.poll(() => copies(page.locator('article').last()).count()).toBe(1)
    expect(await copies(first).count()).toBe(0)
    const far = page.locator(`[data-turn="${id}"]`)
    await far.evaluate((turn) => turn.scrollIntoView())
    await expect.poll(() => copies(far).count()).toBe(1)
  })
})
