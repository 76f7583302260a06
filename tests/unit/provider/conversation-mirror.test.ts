import { expect, it } from 'vitest'
import type { ChatMessage } from '../../../electron/contracts/workers.ts'
import { ConversationMirror } from '../../../electron/engines/provider/realtime/conversation-mirror.ts'

const user = (text: string): ChatMessage => ({ role: 'user', text })
const assistant = (text: string): ChatMessage => ({ role: 'assistant', text })

/** Two exchanges that the service heard and said itself. */
const spoken = () => {
  const mirror = new ConversationMirror()
  for (const [id, text] of [
    ['u1', 'One?'],
    ['u2', 'Two?'],
  ] as const) {
    mirror.add({ id, role: 'user' })
    mirror.name(id, text)
    mirror.add({ id: id.replace('u', 'a'), role: 'assistant' })
  }
  return mirror
}
const idsOf = (mirror: ConversationMirror) => mirror.items.map(({ id }) => id)

it('asks nothing where the service has what we have, however it put its own words', () => {
  const mirror = spoken()
  const talk = [user('One?'), assistant('I.'), user('Two?'), assistant('II.')]
  expect(mirror.align(talk)).toEqual([])
  expect(idsOf(mirror)).toEqual(['u1', 'a1', 'u2', 'a2'])
})

it('takes out what fell out of the prompt, and keeps the sound of the rest', () => {
  const mirror = spoken()
  expect(mirror.align([user('Two?'), assistant('II.')])).toEqual([
    { type: 'conversation.item.delete', item_id: 'u1' },
    { type: 'conversation.item.delete', item_id: 'a1' },
  ])
  expect(idsOf(mirror)).toEqual(['u2', 'a2'])
})

it('takes out what was taken back here', () => {
  const mirror = spoken()
  mirror.align([user('One?'), assistant('I.')])
  expect(idsOf(mirror)).toEqual(['u1', 'a1'])
})

it('tells in words what the service did not hear, and all of it where nothing fits', () => {
  const mirror = spoken()
  const more = [user('One?'), assistant('I.'), user('Two?'), assistant('II.'), user('Three?')]
  expect(mirror.align(more).map(({ type }) => type)).toEqual(['conversation.item.create'])
  const other = [user('Hello?'), assistant('Hi.')]
  const events = mirror.align(other).map(({ type }) => type)
  expect(events.filter((type) => type === 'conversation.item.delete')).toHaveLength(5)
  expect(events.filter((type) => type === 'conversation.item.create')).toHaveLength(2)
})
