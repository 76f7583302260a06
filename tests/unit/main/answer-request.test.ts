import { describe, expect, it } from 'vitest'
import { CodedFailure, succeed } from '../../../electron/contracts/errors.ts'
import { answerRequest, type RequestHandlers } from '../../../electron/main/ipc/answer-request.ts'
import { fileForUrl, isSafeExternal } from '../../../electron/main/security/urls.ts'

const asked: string[] = []
const handlers = new Proxy({} as RequestHandlers, {
  get: (_target, route: string) => () => {
    asked.push(route)
    if (route === 'app.open-window') throw new CodedFailure({ code: 'disk.full' })
    return succeed(null)
  },
})

describe('a request from a window', () => {
  it('reaches the handler of a route that the window has', async () => {
    const answer = await answerRequest(handlers, 'overlay', 'conversation.set-muted', {
      muted: true,
    })
    expect(answer).toEqual(succeed(null))
  })

  it.each([
    ['transcript', 'audio.event', {}],
    ['overlay', 'transcript.page', { limit: 10 }],
    ['settings', '__proto__', {}],
    ['settings', 42, {}],
  ] as const)('from %s is refused on %s, which is not its route', async (from, route, input) => {
    asked.length = 0
    const answer = await answerRequest(handlers, from, route, input)
    expect(answer.ok).toBe(false)
    expect(asked).toEqual([])
  })

  it.each([{ muted: 'yes' }, null, undefined, { muted: { toString: 1 } }])(
    'with the input %j is refused before the handler sees it',
    async (input) => {
      asked.length = 0
      const answer = await answerRequest(handlers, 'overlay', 'conversation.set-muted', input)
      expect(answer.ok ? null : answer.error.code).toBe('usage.invalid')
      expect(asked).toEqual([])
    },
  )

  it('is answered with a coded error when the handler throws: an invoke never rejects', async () => {
    const answer = await answerRequest(handlers, 'overlay', 'app.open-window', {
      window: 'settings',
    })
    expect(answer).toEqual({ ok: false, error: { code: 'disk.full' } })
  })
})

describe('URLs', () => {
  it('of the app name files inside its folder only', () => {
    expect(fileForUrl('warbler://app/overlay/index.html', '/out')).toBe('/out/overlay/index.html')
    expect(fileForUrl('warbler://app/..%2f..%2fetc/passwd', '/out')).toBeNull()
    expect(fileForUrl('warbler://other/overlay/index.html', '/out')).toBeNull()
  })

  it('leave for the browser only as https and mailto', () => {
    expect(isSafeExternal('https://example.org')).toBe(true)
    expect(isSafeExternal('mailto:a@example.org')).toBe(true)
    for (const bad of ['file:///etc/passwd', 'javascript:alert(1)', 'http://x', 'nonsense']) {
      expect(isSafeExternal(bad)).toBe(false)
    }
  })
})
