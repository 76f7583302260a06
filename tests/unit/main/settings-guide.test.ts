import { expect, it } from 'vitest'
import { createSettingsGuide } from '../../../electron/main/windows/settings-guide.ts'

type Windows = Parameters<typeof createSettingsGuide>[0]

const world = () => {
  const done: unknown[] = []
  let page: 'none' | 'loading' | 'loaded' = 'none'
  const window = {
    webContents: { isLoading: () => page === 'loading', isCrashed: () => false },
  }
  // Of a window only this is asked.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const windows = {
    get: () => (page === 'none' ? undefined : window),
    send: (...sent: unknown[]) => void done.push(sent),
  } as unknown as Windows
  const guide = createSettingsGuide(windows, () => void done.push('opened'))
  return { guide, done, pageIs: (is: typeof page) => (page = is) }
}

const VOLUME = { pane: 'general', setting: 'volume' } as const

it('leads a window that is there to the setting at once', () => {
  const { guide, done, pageIs } = world()
  pageIs('loaded')
  guide.show(VOLUME)
  expect(done).toEqual(['opened', ['settings.show', VOLUME]])
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
