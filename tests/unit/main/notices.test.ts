import { expect, it } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { Sight } from '../../../electron/main/notices/follow-happenings.ts'
import { Notices } from '../../../electron/main/notices/notices.ts'
import { Messages } from '../../../electron/main/messages.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from '../renderer/models-snapshot.ts'

const NOBODY_LOOKS: Sight = { overlay: false, window: null }
const OVERLAY: Sight = { overlay: true, window: null }

const stage = () => {
  const messages = new Messages('en')
  const world = { sight: NOBODY_LOOKS, isWanted: true }
  /** What the person finds, by title; the newest last. */
  const there: { title: string; body: string; onClick: () => void }[] = []
  const opened: unknown[] = []
  const notices = new Notices({
    isWanted: () => world.isWanted,
    sight: () => world.sight,
    text: messages.text,
    errorText: (error) => messages.error(error),
    show: (notice) => {
      there.push(notice)
      return { close: () => void there.splice(there.indexOf(notice), 1) }
    },
    open: (place) => opened.push(place),
  })
  const talks = (...conversations: readonly Parameters<typeof appSnapshot>[0][]) => {
    for (const conversation of conversations) notices.follow(appSnapshot(conversation))
  }
  const answers = (heard: string) =>
    talks(
      { phase: 'listening' },
      { phase: 'thinking' },
      { phase: 'speaking', reply: { heard: '', coming: heard } },
      { phase: 'idle', reply: { heard, coming: '' } },
    )
  return { world, there, opened, notices, talks, answers }
}

it('tells of an answer that was given while nothing of Warbler was in view', () => {
  const { answers, there, opened } = stage()
  answers('Seven days.')
  expect(there.map(({ title, body }) => [title, body])).toEqual([
    ['Warbler answered', 'Seven days.'],
  ])
  there[0]?.onClick()
  expect(opened).toEqual([{ window: 'transcript' }])
})

it('tells nothing of an answer that was seen, or of which a part was', () => {
  const { answers, talks, there, world } = stage()
  world.sight = OVERLAY
  answers('Seven days.')
  expect(there).toEqual([])
  talks({ phase: 'speaking', reply: { heard: '', coming: 'Paris.' } })
  world.sight = NOBODY_LOOKS
  talks({ phase: 'idle', reply: { heard: 'Paris.', coming: '' } })
  expect(there).toEqual([])
  answers('That one nobody saw.')
  expect(there).toHaveLength(1)
})

it('has one notice of a kind at a time, and takes them back when a window is in use', () => {
  const { answers, there, notices } = stage()
  answers('One.')
  answers('Two.')
  expect(there.map(({ body }) => body)).toEqual(['Two.'])
  notices.clear()
  expect(there).toEqual([])
})

it('tells nothing where nothing was answered, and nothing to who wants no notices', () => {
  const { talks, answers, there, world } = stage()
  talks({ phase: 'thinking' }, { phase: 'idle' })
  world.isWanted = false
  answers('Seven days.')
  expect(there).toEqual([])
})

it('tells of what needs the person, once, in their words', () => {
  const { talks, there } = stage()
  const error: CodedError = { code: 'llm.failed' }
  talks({ phase: 'failed', attention: error }, { phase: 'failed', attention: error })
  expect(there).toHaveLength(1)
  expect(there[0]?.title).toBe('Warbler needs you')
  expect(there[0]?.body).not.toMatch(/llm|\{\{/)
})

it('tells of a microphone that went, by whichever way it is known, and once', () => {
  const { there, notices } = stage()
  const gone = { microphone: { what: 'gone' }, loudspeaker: null } as const
  notices.follow(appSnapshot({}, { deviceNotice: gone }))
  notices.follow(appSnapshot({}, { deviceNotice: gone }))
  notices.follow(
    appSnapshot(
      { phase: 'failed', attention: { code: 'microphone.lost' } },
      { deviceNotice: gone },
    ),
  )
  expect(there.map(({ title }) => title)).toEqual(['No microphone'])
})

it('tells of a download when all of it is here, unless the settings show it', () => {
  const { there, opened, notices, world } = stage()
  const [first, second] = [
    modelSnapshot({ id: 'a', name: 'A voice' }),
    modelSnapshot({ id: 'b', name: 'An ear' }),
  ]
  const look = (states: readonly ['downloading' | 'ready', 'downloading' | 'ready']) =>
    notices.followModels({
      ...modelsSnapshot(),
      models: [
        { ...first, state: states[0] },
        { ...second, state: states[1] },
      ],
      busy: states.includes('downloading'),
      complete: !states.includes('downloading'),
    })
  look(['downloading', 'downloading'])
  look(['ready', 'downloading'])
  expect(there).toEqual([])
  look(['ready', 'ready'])
  expect(there.map(({ title, body }) => [title, body])).toEqual([
    ['Warbler is ready', `${first.name}, ${second.name}`],
  ])
  there[0]?.onClick()
  expect(opened).toEqual([{ window: 'settings', pane: 'models' }])
  notices.clear()
  world.sight = { overlay: false, window: 'settings' }
  look(['downloading', 'ready'])
  look(['ready', 'ready'])
  expect(there).toEqual([])
})

it('cuts a long answer at a word', () => {
  const { answers, there } = stage()
  answers('lighthouse '.repeat(40).trim())
  expect(there[0]?.body).toMatch(/lighthouse…$/)
  expect((there[0]?.body ?? '').length).toBeLessThanOrEqual(181)
})

it('tells nothing of a key that was pressed while nobody spoke', () => {
  const { talks, there } = stage()
  talks({ phase: 'listening' }, { phase: 'idle', attention: { code: 'sound.no-speech' } })
  expect(there).toEqual([])
})
