import { expect, it } from 'vitest'
import { createWindowGuide } from '../../../electron/main/windows/window-guide.ts'

type Target = { readonly pane: string; readonly setting: string }
type Page = ReturnType<Parameters<typeof createWindowGuide<Target>>[0]['get']>

const world = () => {
  const done: unknown[] = []
  let page: 'none' | 'loading' | 'loaded' = 'none'
  // Of a window only this is asked.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const window = {
    webContents: { isLoading: () => page === 'loading', isCrashed: () => false },
  } as unknown as Page
  const guide = createWindowGuide<Target>({
    get: () => (page === 'none' ? undefined : window),
    open: () => void done.push('opened'),
    send: (target) => void done.push(target),
  })
  return { guide, done, pageIs: (is: typeof page) => (page = is) }
}

const VOLUME = { pane: 'general', setting: 'volume' } as const

it('leads a window that is there to the setting at once', () => {
  const { guide, done, pageIs } = world()
  pageIs('loaded')
  guide.show(VOLUME)
  expect(done).toEqual(['opened', VOLUME])
  expect(guide.takeTarget()).toBeNull()
})

it('tells one that is still being opened when it asks, and only once', () => {
  for (const is of ['none', 'loading'] as const) {
    const { guide, done, pageIs } = world()
    pageIs(is)
    guide.show(VOLUME)
    expect(done).toEqual(['opened'])
    expect(guide.takeTarget()).toEqual(VOLUME)
    expect(guide.takeTarget()).toBeNull()
  }
})

it('opens the window as it is where no setting is named', () => {
  const { guide, done, pageIs } = world()
  guide.show(VOLUME)
  pageIs('loaded')
  guide.show(null)
  expect(done).toEqual(['opened', 'opened'])
  expect(guide.takeTarget()).toBeNull()
})
