import { describe, expect, it } from 'vitest'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createSnapshotFeed } from '../../../electron/main/snapshot-feed.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const desk = () => {
  const time = new VirtualTime()
  const sent: { revision: number; atMs: number }[] = []
  const feed = createSnapshotFeed(time.clock, ({ revision }) =>
    sent.push({ revision, atMs: time.nowMs }),
  )
  let revision = 0
  const push = (phase: string, words: string) =>
    feed({
      revision: ++revision,
      conversation: { phase, person: {}, reply: { heard: '', coming: words } },
    } as unknown as AppSnapshot)
  return { time, sent, push }
}

describe('the feed of snapshots', () => {
  it('sends whatever is more than words at once', () => {
    const { sent, push } = desk()
    push('listening', '')
    push('thinking', '')
    push('speaking', 'one')
    expect(sent.map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  it('sends words ten times a second, and never leaves the last ones out', () => {
    const { time, sent, push } = desk()
    push('speaking', '')
    const startedMs = time.nowMs
    for (let word = 0; word < 40; word++) {
      time.advance(10)
      push('speaking', `word ${word}`)
    }
    time.advance(1000)
    expect(sent.at(-1)?.revision).toBe(41)
    expect(sent.map(({ atMs }) => atMs - startedMs)).toEqual([0, 100, 200, 300, 400, 500])
    time.advance(5000)
    expect(sent).toHaveLength(6)
  })

  it('does not send older words behind a newer state', () => {
    const { time, sent, push } = desk()
    push('speaking', '')
    push('speaking', 'one')
    push('idle', 'one')
    time.advance(1000)
    expect(sent.map(({ revision }) => revision)).toEqual([1, 3])
  })
})
