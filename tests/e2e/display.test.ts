import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/child-process.ts'
import { startDisplay, type Display } from '../support/display/display.ts'

describe('the display', () => {
  let display: Display
  beforeEach(async () => {
    display = await startDisplay()
  })
  afterEach(async () => {
    await display.dispose()
  })

  it('gives a new window the keyboard, so that a window that steals it is seen', async () => {
    expect(await display.activeWindow()).toBeNull()
    const first = await display.openOtherProgram('a letter')
    expect(await display.activeWindow()).toMatchObject({ id: first.id, title: 'a letter' })
    const second = await display.openOtherProgram('a thief')
    expect((await display.activeWindow())?.id).toBe(second.id)
    await second.close()
    const active = await waitUntil('the keyboard back at the letter', async () => {
      const window = await display.activeWindow()
      return window?.id === first.id ? window : undefined
    })
    expect(active.title).toBe('a letter')
  })

  it('is not that of another test', async () => {
    const other = await startDisplay()
    try {
      expect(other.name).not.toBe(display.name)
      await other.openOtherProgram('elsewhere')
      expect(await display.visibleWindows()).toEqual([])
    } finally {
      await other.dispose()
    }
  })

  it('shows on a screenshot what is on it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'warbler-screenshot-'))
    try {
      const [empty, full] = [join(directory, 'empty.png'), join(directory, 'full.png')]
      await display.screenshot(empty)
      await display.openOtherProgram('white')
      await display.screenshot(full)
      const bytes = await readFile(full)
      expect(bytes.toString('latin1', 1, 4)).toBe('PNG')
      // Width and height stand in the first chunk.
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1280, 800])
      expect(bytes.equals(await readFile(empty))).toBe(false)
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
