import { describe, expect, it } from 'vitest'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { OverlayPresence } from '../../../electron/main/windows/overlay-presence.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'

const HIDE_AFTER_MS = 8000
const WAITING = { state: 'waiting' } as const
const LOCKED = { state: 'paused', because: 'locked', app: null } as const
const HEADSET = { microphone: { what: 'now', label: 'Headset' }, loudspeaker: null } as const

/** The overlay of somebody who does as told, and what is in view. */
const stage = (stays = true) => {
  const time = new VirtualTime()
  const settings = { stays }
  const view: { now: 'card' | 'pill' | 'hidden'; shown: string[] } = { now: 'hidden', shown: [] }
  const set = (now: typeof view.now) => {
    view.now = now
    view.shown.push(now)
  }
  const presence = new OverlayPresence({
    clock: time.clock,
    hideAfterMs: () => HIDE_AFTER_MS,
    staysWhileWaiting: () => settings.stays,
    show: set,
    hide: () => set('hidden'),
  })
  let waiting: AppSnapshot['waiting'] = { state: 'off' }
  let conversation: Parameters<typeof appSnapshot>[0] = {}
  let deviceNotice: AppSnapshot['deviceNotice'] = null
  const follow = () => presence.follow(appSnapshot(conversation, { waiting, deviceNotice }))
  return {
    time,
    settings,
    presence,
    view,
    waits: (next: AppSnapshot['waiting']) => {
      waiting = next
      follow()
    },
    talks: (next: Parameters<typeof appSnapshot>[0]) => {
      conversation = next
      follow()
    },
    notices: (next: AppSnapshot['deviceNotice']) => {
      deviceNotice = next
      follow()
    },
  }
}

describe('the overlay', () => {
  it('is hidden some time after the conversation where nothing is waited for', () => {
    const { time, view, talks } = stage()
    talks({ phase: 'speaking' })
    expect(view.now).toBe('card')
    talks({ phase: 'idle', reply: { heard: 'Seven.', coming: '' } })
    time.advance(HIDE_AFTER_MS - 1)
    expect(view.now).toBe('card')
    time.advance(1)
    expect(view.now).toBe('hidden')
  })

  it('goes soon where nothing was answered: there is nothing to read on', () => {
    const { time, view, talks, waits } = stage()
    waits(WAITING)
    talks({ phase: 'listening', way: 'open', person: { committed: "That's all", tentative: '' } })
    talks({ phase: 'thinking', person: { committed: "That's all.", tentative: '' } })
    talks({ phase: 'idle', person: { committed: "That's all.", tentative: '' } })
    time.advance(1000)
    expect(view.now).toBe('card')
    time.advance(1000)
    expect(view.now).toBe('pill')
  })

  it('becomes a pill then while a phrase is waited for', () => {
    const { time, view, talks, waits } = stage()
    waits(WAITING)
    expect(view.now).toBe('pill')
    talks({ phase: 'listening', way: 'wake' })
    expect(view.now).toBe('card')
    talks({ phase: 'idle' })
    time.advance(HIDE_AFTER_MS)
    expect(view.now).toBe('pill')
  })

  it('stays a pill while waiting is paused, and goes when it is switched off', () => {
    const { view, waits } = stage()
    waits(WAITING)
    waits(LOCKED)
    expect(view.now).toBe('pill')
    waits({ state: 'off' })
    expect(view.now).toBe('hidden')
  })

  it('is told of nothing again and again while nothing changes', () => {
    const { view, waits } = stage()
    waits(WAITING)
    waits(LOCKED)
    waits(WAITING)
    expect(view.shown).toEqual(['pill'])
  })

  it('is no pill where the person does not want one, and changes with the wish', () => {
    const { settings, presence, view, waits } = stage(false)
    waits(WAITING)
    expect(view.shown).toEqual([])
    settings.stays = true
    presence.look()
    expect(view.now).toBe('pill')
    settings.stays = false
    presence.look()
    expect(view.now).toBe('hidden')
  })

  it('leaves the pill where the card is put away, and nothing where the pill is', () => {
    const { presence, view, talks, waits } = stage()
    waits(WAITING)
    talks({ phase: 'thinking' })
    presence.dismiss()
    expect(view.now).toBe('pill')
    talks({ phase: 'speaking' })
    expect(view.now).toBe('pill')
    presence.dismiss()
    expect(view.now).toBe('hidden')
    presence.look()
    expect(view.now).toBe('hidden')
  })

  it('shows more when it is asked to, for as long as a card stays', () => {
    const { time, presence, view, waits } = stage()
    waits(WAITING)
    presence.expand()
    expect(view.now).toBe('card')
    time.advance(HIDE_AFTER_MS)
    expect(view.now).toBe('pill')
  })

  it('does not take a card away that something has begun in meanwhile', () => {
    const { time, presence, view, talks, waits } = stage()
    waits(WAITING)
    presence.expand()
    talks({ phase: 'listening', way: 'wake' })
    time.advance(10 * HIDE_AFTER_MS)
    expect(view.now).toBe('card')
  })

  it('shows a pill for a notice where nothing is in view, and takes it away with it', () => {
    const { view, notices } = stage()
    notices(HEADSET)
    expect(view.now).toBe('pill')
    notices(null)
    expect(view.now).toBe('hidden')
  })

  it('keeps what is in view for another reason when a notice is over', () => {
    const { presence, view, talks, notices, waits } = stage()
    waits(WAITING)
    notices(HEADSET)
    notices(null)
    expect(view.now).toBe('pill')
    presence.dismiss()
    notices(HEADSET)
    talks({ phase: 'listening', way: 'hold' })
    notices(null)
    expect(view.now).toBe('card')
  })

  it('leaves a notice away that the person put away', () => {
    const { presence, view, talks, notices } = stage()
    notices(HEADSET)
    presence.dismiss()
    talks({ openConversation: true })
    expect(view.now).toBe('hidden')
  })

  it('shows a failure, and rests some time after', () => {
    const { time, view, talks } = stage()
    talks({ phase: 'failed', attention: { code: 'llm.failed' } })
    expect(view.now).toBe('card')
    time.advance(HIDE_AFTER_MS)
    expect(view.now).toBe('hidden')
  })
})
