import { describe, expect, it } from 'vitest'
import type { ConversationSnapshot } from '../../../electron/contracts/snapshot.ts'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import { createTalkActions } from '../../../renderer/bridge/talk-actions.ts'
import { wantedSize } from '../../../renderer/overlay/overlay-size.ts'
import { hintFor } from '../../../renderer/ui/hint.ts'
import { microphoneUse } from '../../../renderer/ui/microphone-use.ts'
import { phaseView } from '../../../renderer/ui/phase-view.ts'
import { talkPress } from '../../../renderer/ui/talk-press.ts'
import { appSnapshot } from './app-snapshot.ts'

const PAUSED = { state: 'paused', because: 'call', app: 'Zoom' } as const
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
    [
      {},
      { engines: { ...engines, tts: 'missing' }, lacksProvider: true },
      'attention',
      'providerMissing',
    ],
    [{}, { engines: { ...engines, tts: 'capped' } }, 'attention', 'budgetUsed'],
    [{ phase: 'listening', preparing: true }, {}, 'preparing', 'openMicrophone'],
    [{ phase: 'listening', way: 'hold' }, {}, 'listening', 'release'],
    [{ phase: 'listening', way: 'tap' }, {}, 'listening', 'pause'],
    [{ phase: 'listening', way: 'open' }, {}, 'listening', 'justSpeak'],
    [{ phase: 'speaking', muted: true }, {}, 'speaking', 'stopWithKeys'],
    [{ phase: 'failed' }, {}, 'attention', 'hold'],
    [{ phase: 'listening', way: 'wake' }, {}, 'listening', 'pause'],
    [{ phase: 'listening', way: 'follow-up' }, {}, 'listening', 'followUp'],
    [
      { phase: 'listening', way: 'follow-up', person: { committed: '', tentative: 'and' } },
      {},
      'listening',
      'pause',
    ],
    [{}, { waiting: { state: 'waiting' } }, 'waiting', 'sayOrHold'],
    [{}, { waiting: { state: 'preparing' } }, 'idle', 'hold'],
    [
      {},
      { waiting: { state: 'waiting' }, engines: { ...engines, llm: 'loading' } },
      'waiting',
      'sayOrHold',
    ],
    [{}, { waiting: PAUSED }, 'paused', 'paused'],
    [{ muted: true }, { waiting: PAUSED }, 'muted', 'muted'],
    [{ phase: 'speaking' }, { waiting: { state: 'waiting' } }, 'speaking', 'stopWithKeys'],
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

describe('the size that the overlay asks for', () => {
  it('is as high as its content, and as wide as main makes it', () => {
    expect(wantedSize({ shape: 'card', width: 460, height: 133.2 })).toEqual({ height: 134 })
  })

  it('is as wide as its words, too, where it is a pill', () => {
    const pill = { shape: 'pill', width: 180.4, height: 50 } as const
    expect(wantedSize(pill)).toEqual({ height: 50, width: 181 })
  })

  it('is within what main takes', () => {
    expect(wantedSize({ shape: 'card', width: 460, height: 4 })).toEqual({ height: 40 })
    expect(wantedSize({ shape: 'card', width: 460, height: 900 })).toEqual({ height: 600 })
  })
})

describe('what the microphone is open for', () => {
  it.each([
    [{}, {}, 'ready'],
    [{}, { waiting: { state: 'waiting' } }, 'waiting'],
    [{}, { waiting: { state: 'enrolling', wanted: false } }, 'enrolling'],
    [{}, { waiting: PAUSED }, 'ready'],
    [{ phase: 'listening', way: 'follow-up' }, { waiting: { state: 'waiting' } }, 'listening'],
    [{ phase: 'speaking' }, { waiting: { state: 'waiting' } }, 'reply'],
    [OPEN_FAILED, {}, 'listening'],
    [{ microphone: 'off' }, { waiting: PAUSED }, 'closed'],
    [{ microphone: 'preparing' }, {}, 'opening'],
    [{ microphone: 'failed' }, {}, 'failed'],
    [{ microphone: 'ready', muted: true }, {}, 'muted'],
  ] as const)('for %o in %o is %s', (conversation, app, use) => {
    expect(microphoneUse(appSnapshot(conversation, app))).toBe(use)
  })
})
