import { expect, test } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { createStartNotices } from '../../../electron/main/start-notices.ts'

test('what was found at the start is told one by one, each when the one before is gone', () => {
  let attention: CodedError | null = null
  const told: string[] = []
  const notices = createStartNotices((error) => {
    attention = error
    told.push(error.code)
    // As the app does: each notice is a snapshot.
    notices.look({ attention, phase: 'idle' })
  })
  const look = (phase: 'idle' | 'listening') => notices.look({ attention, phase })
  notices.tell([
    { code: 'settings.damaged' },
    { code: 'keys.restored' },
    { code: 'storage.restored' },
  ])
  expect(told).toEqual(['settings.damaged'])
  look('idle')
  attention = null
  look('listening')
  expect(told).toEqual(['settings.damaged'])
  look('idle')
  expect(told).toEqual(['settings.damaged', 'keys.restored'])
  attention = null
  look('idle')
  attention = null
  look('idle')
  expect(told).toEqual(['settings.damaged', 'keys.restored', 'storage.restored'])
})
