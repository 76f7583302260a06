import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation {
  readonly id: string
  readonly help: string
  /** The elements, as HTML. */
  readonly nodes: readonly string[]
}

/** What keeps people from using the page as it is now, by axe-core's rules. */
export const violations = async (page: Page): Promise<readonly Violation[]> => {
  // Evaluated, not added as a script: the pages' own policy forbids that. Once in a page: its half
  // megabyte takes as long as a look at a small one.
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async () => {
    interface Found {
      readonly violations: readonly {
        readonly id: string
        readonly help: string
        readonly nodes: readonly { readonly html: string }[]
      }[]
    }
    const { axe } = window as unknown as {
      axe: { run: (options: { readonly resultTypes: readonly string[] }) => Promise<Found> }
    }
    // What is fading has colours for a tenth of a second that nobody chose.
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
    }
    // All rules; the elements are gathered only of those that were broken.
    const found = await axe.run({ resultTypes: ['violations'] })
    return found.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html }) => html),
    }))
  })
}

/**
 * What a person would have to scroll sideways for: what sticks out of the page, and what holds more than it
 * is wide and scrolls inside itself, as only blocks of code may.
 */
export const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const sticksOut = (element: Element): boolean => {
      const { right, width } = element.getBoundingClientRect()
      return width > 0 && right > document.documentElement.clientWidth + 1
    }
    const scrollsSideways = (element: Element): boolean =>
      !element.matches('pre') &&
      element.scrollWidth > element.clientWidth + 1 &&
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
    return [...document.querySelectorAll('body *')]
      .filter((element) => sticksOut(element) || scrollsSideways(element))
      .map((element) => `${element.tagName} ${element.className}`)
  })

/** Controls below `root` that the Tab key does not get to, beginning at `root` itself. */
export const unreachable = async (page: Page, root: string): Promise<readonly string[]> => {
  const controls = await page.locator(root).evaluate((element) => {
    const all = [
      ...element.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], summary'),
    ].filter(
      (one) =>
        !one.matches(':disabled, input[type="radio"]:not(:checked)') && one.checkVisibility(),
    )
    for (const [index, one] of all.entries()) one.dataset['reach'] = String(index)
    element.setAttribute('tabindex', '0')
    if (element instanceof HTMLElement) element.focus()
    return all.map((one) => one.outerHTML.slice(0, 200))
  })
  const reached = new Set<string>()
  // A list that scrolls is a stop as well.
  const most = controls.length + 4
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab')
    reached.add(
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement
          ? (document.activeElement.dataset['reach'] ?? '')
          : '',
      ),
    )
  }
  return controls.filter((_, index) => !reached.has(String(index)))
}
