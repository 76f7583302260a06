import { describe, expect, it } from 'vitest'
import type { ActionView } from '../../../electron/contracts/actions.ts'
import { actionViews } from '../../../electron/main/actions/action-views.ts'
import { Messages } from '../../../electron/main/messages.ts'
import { keyOf, searchActions, withRecent } from '../../../renderer/ui/palette/search-actions.ts'

const ACTIONS = actionViews({
  text: new Messages('en').textIn,
  keys: (action) => (action === 'talk' ? 'Ctrl+Shift+Space' : null),
})
const namesOf = (views: readonly ActionView[]) => views.map(({ names }) => names['en'])

describe('what a palette offers', () => {
  it('is named in both languages, each entry by a name of its own', () => {
    for (const language of ['en', 'zh'] as const) {
      const names = ACTIONS.map(({ names }) => names[language] ?? '')
      expect(names.filter((name) => /\{\{|actions\.|settings\./.test(name))).toEqual([])
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    }
  })

  it('has its key beside it', () => {
    expect(ACTIONS.find(({ order }) => order.action === 'talk')?.keys).toBe('Ctrl+Shift+Space')
  })
})

describe('a search', () => {
  it('finds by the words of either language, wherever they stand', () => {
    expect(namesOf(searchActions(ACTIONS, 'hour mute', []))).toContain('Mute for an hour')
    expect(namesOf(searchActions(ACTIONS, '音量', []))).toContain('Volume: less')
    expect(namesOf(searchActions(ACTIONS, 'quitwar', []))).toEqual(['Quit Warbler'])
    expect(namesOf(searchActions(ACTIONS, 'VOLUME', []))).toContain('Setting: Volume')
    expect(searchActions(ACTIONS, 'zebra', [])).toEqual([])
  })

  it('has what begins with the words first', () => {
    expect(namesOf(searchActions(ACTIONS, 'mute', []))[0]).toMatch(/^Mute/)
    expect(namesOf(searchActions(ACTIONS, 'quit', []))[0]).toBe('Quit Warbler')
  })

  it('without words has all, those used last first', () => {
    const used = ACTIONS.at(-1)
    if (used === undefined) throw new Error('there are none')
    const shown = searchActions(ACTIONS, '  ', [keyOf(used.order)])
    expect(shown).toHaveLength(ACTIONS.length)
    expect(shown[0]).toBe(used)
    expect(searchActions(ACTIONS, '', [])[0]).toBe(ACTIONS[0])
  })
})

it('remembers the last five, each once', () => {
  const keys = ['talk', 'stop', 'undo', 'help', 'quit', 'talk', 'mute'].reduce<readonly string[]>(
    (recent, action) => withRecent(recent, { action, input: {} }),
    [],
  )
  expect(keys).toEqual(['mute', 'talk', 'quit', 'help', 'undo'])
  expect(keyOf({ action: 'volume.step', input: { steps: 1 } })).not.toBe(
    keyOf({ action: 'volume.step', input: { steps: -1 } }),
  )
})
