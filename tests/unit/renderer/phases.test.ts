import { describe, expect, it } from 'vitest'
import type { ConversationSnapshot } from '../../../electron/contracts/snapshot.ts'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import { createTalkActions } from '../../../renderer/bridge/talk-actions.ts'
import { heightInWindow } from '../../../renderer/overlay/overlay-height.ts'
import { hintFor } from '../../../renderer/ui/hint.ts'
import { phaseView } from '../../../renderer/ui/phase-view.ts'
import { talkPress } from '../../../renderer/ui/talk-press.ts'
import { appSnapshot } from './app-snapshot.ts'

const engines = { stt: 'ready', llm: 'ready', tts: 'ready' } as const

/** An open conversation right after a question that could not be answered. */
const OPEN_FAILED = {
  phase: 'failed',
  way: 'open',
  openConversation: true,
  microphone: 'ready',
  attention: { code: 'llm.failed' },
} as const

describe('the phase that is shown', () => {
  it.each([
    [{}, {}, 'idle', 'hold'],
    [{ muted: true }, {}, 'muted', 'muted'],
    [{}, { engines: { ...engines, llm: 'loading' } }, 'preparing', 'loading'],
    [{}, { engines: { ...engines, tts: 'missing' } }, 'attention', 'modelsMissing'],
    [{}, { engines: { ...engines, tts: 'capped' } }, 'attention', 'budgetUsed'],
    [{ phase: 'listening', preparing: true }, {}, 'preparing', 'openMicrophone'],
    [{ phase: 'listening', way: 'hold' }, {}, 'listening', 'release'],
    [{ phase: 'listening', way: 'tap' }, {}, 'listening', 'pause'],
    [{ phase: 'listening', way: 'open' }, {}, 'listening', 'justSpeak'],
    [{ phase: 'speaking', muted: true }, {}, 'speaking', 'stopWithKeys'],
    [{ phase: 'failed' }, {}, 'attention', 'hold'],
    [OPEN_FAILED, {}, 'listening', 'justSpeak'],
    [OPEN_FAILED, { engines: { ...engines, llm: 'restarting' } }, 'listening', 'justSpeak'],
    [OPEN_FAILED, { engines: { ...engines, llm: 'capped' } }, 'attention', 'budgetUsed'],
    [OPEN_FAILED, { engines: { ...engines, tts: 'failed' } }, 'attention', 'hold'],
    [{ ...OPEN_FAILED, microphone: 'failed' }, {}, 'attention', 'hold'],
    [{ ...OPEN_FAILED, attention: { code: 'audio.detection-failed' } }, {}, 'attention', 'hold'],
  ] as const)('for %o in %o is %s, with the hint %s', (conversation, app, view, hint) => {
    const snapshot = appSnapshot(conversation, app)
    expect(phaseView(snapshot)).toBe(view)
    expect(hintFor(snapshot)).toBe(hint)
  })

  it('never hints at a hotkey that could not be had', () => {
    const hotkey = { accelerator: '', label: '', mode: 'none', error: null } as const
    expect(hintFor(appSnapshot({}, { hotkey }))).toBe('button')
    expect(hintFor(appSnapshot({ phase: 'thinking' }, { hotkey }))).toBe('stopWithButton')
  })
})

describe('the Talk button', () => {
  const pressed = (conversation: Partial<ConversationSnapshot>) => {
    const asked: string[] = []
    const actions = createTalkActions({
      request: (route, input) => {
        asked.push(`${route} ${JSON.stringify(input)}`)
        return Promise.resolve(fail('internal.unexpected'))
      },
    })
    const { shows, press } = talkPress(appSnapshot(conversation))
    press(actions)
    return [shows, ...asked]
  }

  it('talks where nothing goes on, also after a failure', () => {
    expect(pressed({})).toEqual(['talk', 'conversation.toggle-talk {}'])
    expect(pressed({ phase: 'failed' })).toEqual(['talk', 'conversation.toggle-talk {}'])
  })

  it('stops the reply', () => {
    expect(pressed({ phase: 'speaking' })).toEqual(['stop', 'conversation.cancel {"by":"button"}'])
  })

  it('closes an open conversation that nobody has spoken in, and only that', () => {
    expect(pressed(OPEN_FAILED)).toEqual(['stop', 'conversation.set-open {"open":false}'])
    const waiting = { phase: 'listening', way: 'open', openConversation: true } as const
    expect(pressed(waiting)).toEqual(['stop', 'conversation.set-open {"open":false}'])
    expect(pressed({ ...waiting, person: { committed: '', tentative: 'so' } })).toEqual([
      'stop',
      'conversation.cancel {"by":"button"}',
    ])
  })
})

it('keeps the failure of an action until one succeeds', async () => {
  const answers = [fail('internal.unexpected'), succeed(null)]
  const actions = createTalkActions({
    request: () => Promise.resolve(fail('internal.unexpected')),
  })
  for (const [index, answer] of answers.entries()) {
    await actions.settle(Promise.resolve(answer))
    expect(actions.failure.get()?.code).toBe(index === 0 ? 'internal.unexpected' : undefined)
  }
})

describe('the height of the overlay', () => {
  it('is that of its content', () => {
    expect(heightInWindow(133.2, 460, 460)).toBe(134)
  })

  it('grows with the zoom of the page, up to what main takes', () => {
    expect(heightInWindow(173, 460, 230)).toBe(346)
    expect(heightInWindow(500, 460, 230)).toBe(600)
    expect(heightInWindow(4, 460, 460)).toBe(40)
  })

  it('does without a zoom while the window has no size', () => {
    expect(heightInWindow(134, 0, 0)).toBe(134)
  })
})
