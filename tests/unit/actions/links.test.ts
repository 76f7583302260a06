import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../../electron/core/actions/definitions.ts'
import { linkIn, orderOfLink } from '../../../electron/core/actions/links.ts'

describe('a link', () => {
  it.each([
    ['warbler://talk', { action: 'talk', input: {} }],
    ['warbler://talk/', { action: 'talk', input: {} }],
    ['warbler://stop', { action: 'stop', input: {} }],
    ['warbler://mute', { action: 'mute', input: {} }],
    ['warbler://transcript', { action: 'show-transcript', input: {} }],
    ['warbler://welcome', { action: 'show-welcome', input: {} }],
    ['warbler://settings', { action: 'show-settings', input: {} }],
    ['warbler://settings/voice', { action: 'show-settings', input: { pane: 'voice-out' } }],
    ['warbler://settings/wake', { action: 'show-settings', input: { pane: 'wake' } }],
    ['warbler://conversation/m1a-2B', { action: 'show-conversation', input: { id: 'm1a-2B' } }],
  ])('%s', (link, order) => expect(orderOfLink(link)).toEqual(order))

  it.each([
    'warbler://quit',
    'warbler://undo',
    'warbler://unmute',
    'warbler://settings/nowhere',
    'warbler://settings/constructor',
    'warbler://constructor',
    'warbler://__proto__',
    'warbler://talk?text=hello',
    'warbler://talk#now',
    'warbler://talk/now/please',
    'warbler://talk/now',
    'warbler://conversation',
    'warbler://conversation/../../etc',
    'warbler://conversation/%2e%2e',
    'warbler://user@talk',
    'warbler://talk:80',
    'warbler:talk',
    'WARBLER://talk',
    'warbler://TALK',
    'warbler:// talk',
    'warbler://talk\n',
    'https://talk',
    `warbler://conversation/${'a'.repeat(300)}`,
    '',
  ])('%j is none', (link) => expect(orderOfLink(link)).toBeNull())

  it('asks for nothing that is destructive, or that a page should not change', () => {
    const linked = ACTIONS.filter(({ byLink }) => byLink)
    expect(linked.filter(({ risk }) => risk === 'destructive')).toEqual([])
    expect(linked.filter(({ risk }) => risk === 'changes').map(({ id }) => id)).toEqual(['mute'])
  })

  it('is found among the arguments of a start', () => {
    expect(linkIn(['/usr/bin/warbler', '--hidden', 'warbler://talk'])).toBe('warbler://talk')
    expect(linkIn(['/usr/bin/warbler', '--hidden'])).toBeNull()
  })
})
