import { describe, expect, it } from 'vitest'
import { LineMembers } from '../../../electron/engines/line/line-members.ts'
import { CLOUD, failureOf, fakeEngines, LOCAL } from './fake-engines.ts'

const MINUTE_MS = 60_000

const started = async (...args: Parameters<typeof fakeEngines>) => {
  const fakes = fakeEngines(...args)
  const members = new LineMembers(fakes.parts)
  await members.start()
  await fakes.time.advanceAsync(0)
  return { ...fakes, members }
}

it('probes also where its timer rings a moment early by the clock', async () => {
  const fakes = fakeEngines([CLOUD, LOCAL])
  const { clock } = fakes.parts
  let early = true
  const members = new LineMembers({
    ...fakes.parts,
    clock: {
      nowMs: clock.nowMs,
      setTimer: (delayMs, callback) => {
        const soonMs = early ? Math.max(0, delayMs - 0.5) : delayMs
        return clock.setTimer(soonMs, () => {
          early = false
          callback()
        })
      },
    },
  })
  fakes.fate('cloud/m').probe = 'provider.unreachable'
  await members.start()
  await fakes.time.advanceAsync(0)
  delete fakes.fate('cloud/m').probe
  await fakes.time.advanceAsync(5001)
  expect(fakes.told().at(-1)).toBe('cloud/m')
})

describe('a line that is opened', () => {
  it('opens the first engine alone, asks it whether it serves, and says that it does', async () => {
    const { news, told } = await started([CLOUD, LOCAL])
    expect(news()).toEqual(['open cloud/m', 'probe cloud/m'])
    expect(told()).toEqual(['cloud/m'])
  })

  it('begins with the next where the first cannot be opened', async () => {
    const fakes = fakeEngines([CLOUD, LOCAL])
    fakes.fate('cloud/m').open = 'provider.key-missing'
    const { model } = await new LineMembers(fakes.parts).start()
    expect(model.id).toBe('local')
    expect(fakes.told()).toEqual(['local provider.key-missing'])
  })

  it('finds out at once that a server is off, and opens what takes its place', async () => {
    const fakes = fakeEngines([CLOUD, LOCAL])
    fakes.fate('cloud/m').probe = 'provider.unreachable'
    await new LineMembers(fakes.parts).start()
    await fakes.time.advanceAsync(0)
    expect(fakes.news()).toEqual(['open cloud/m', 'probe cloud/m', 'open local'])
    // That it serves is never said: it would be taken for its return.
    expect(fakes.told()).toEqual(['local provider.unreachable'])
  })

  it('fails with what the last one failed with where none can be opened', async () => {
    const fakes = fakeEngines([CLOUD, LOCAL])
    fakes.fate('cloud/m').open = 'provider.key-missing'
    fakes.fate('local').open = 'llm.model-missing'
    await expect(new LineMembers(fakes.parts).start()).rejects.toMatchObject({
      error: { code: 'llm.model-missing' },
    })
  })

  it('shares one opening between all who ask', async () => {
    const { members, news } = await started([CLOUD, LOCAL])
    news()
    await Promise.all([members.engine(1), members.engine(1)])
    expect(news()).toEqual(['open local'])
  })
})

describe('an engine that failed', () => {
  it('is probed after a pause that doubles, told once when it is out, once when it is back', async () => {
    const { members, fate, news, told, time } = await started([CLOUD, LOCAL])
    fate('cloud/m').probe = 'provider.unreachable'
    members.failed(0, failureOf('provider.unreachable'))
    expect(members.order()).toEqual([1])
    await time.advanceAsync(0)
    news()
    for (const pauseMs of [5000, 10_000, 20_000, 40_000]) {
      await time.advanceAsync(pauseMs - 1)
      expect(news()).toEqual([])
      await time.advanceAsync(1)
      expect(news()).toEqual(['probe cloud/m'])
    }
    delete fate('cloud/m').probe
    await time.advanceAsync(80_000)
    expect(news()).toEqual(['probe cloud/m'])
    expect(members.order()).toEqual([0, 1])
    expect(told()).toEqual(['cloud/m', 'local provider.unreachable', 'cloud/m'])
    expect(time.waiting).toBe(0)
  })

  it('that answers probes and fails requests is tried ever more rarely', async () => {
    const { members, time } = await started([CLOUD, LOCAL])
    for (const pauseMs of [5000, 10_000, 20_000]) {
      members.failed(0, failureOf('provider.unreachable'))
      await time.advanceAsync(pauseMs - 1)
      expect(members.current).toBe(1)
      await time.advanceAsync(1)
      expect(members.current).toBe(0)
    }
    members.succeeded(0)
    members.failed(0, failureOf('provider.unreachable'))
    await time.advanceAsync(5000)
    expect(members.current).toBe(0)
  })

  it('is probed once at a time, however slow the probe is and whatever fails meanwhile', async () => {
    const { members, fate, news, time } = await started([CLOUD, LOCAL])
    let answer = () => {}
    fate('cloud/m').until = new Promise((resolve) => (answer = resolve))
    members.failed(0, failureOf('provider.unreachable'))
    await time.advanceAsync(5000)
    news()
    members.failed(1, failureOf('llm.failed'))
    await time.advanceAsync(4000)
    expect(news()).toEqual([])
    answer()
    await time.advanceAsync(0)
    expect(members.current).toBe(0)
  })

  it('is opened anew by the probe where it could not be opened', async () => {
    const fakes = fakeEngines([CLOUD, LOCAL])
    fakes.fate('cloud/m').open = 'provider.key-missing'
    const members = new LineMembers(fakes.parts)
    await members.start()
    delete fakes.fate('cloud/m').open
    fakes.news()
    await fakes.time.advanceAsync(5 * MINUTE_MS)
    expect(fakes.news()).toEqual(['open cloud/m', 'probe cloud/m'])
    expect(members.current).toBe(0)
  })

  it('is left alone where the request was to blame', async () => {
    const { members, told, time } = await started([CLOUD, LOCAL])
    members.failed(0, failureOf('provider.refused'))
    expect(members.order()).toEqual([0, 1])
    expect(told()).toEqual(['cloud/m'])
    expect(time.waiting).toBe(0)
  })

  it('is not told to serve again only because the other failed too', async () => {
    const { members, told, time } = await started([CLOUD, LOCAL])
    members.failed(0, failureOf('provider.unreachable'))
    members.failed(1, failureOf('llm.failed'))
    expect(members.order()).toEqual([0, 1])
    expect(told()).toEqual(['cloud/m', 'local provider.unreachable'])
    members.succeeded(1)
    expect(told()).toEqual(['cloud/m', 'local provider.unreachable'])
    await members.dispose()
    expect(time.waiting).toBe(0)
  })

  it('is not probed where there is nobody else: the next request finds out', async () => {
    const { members, time } = await started([CLOUD])
    members.failed(0, failureOf('provider.unreachable'))
    expect(members.order()).toEqual([0])
    expect(time.waiting).toBe(0)
  })

  it('without a code gets that of its role', async () => {
    const { members } = await started([LOCAL])
    expect(members.failed(0, new Error('odd'))).toMatchObject({ code: 'internal.unexpected' })
  })
})

describe('an engine that somebody else has tested', () => {
  it('is out at once where it failed, and back at once where it serves', async () => {
    const { members, told } = await started([CLOUD, LOCAL])
    members.tested('cloud/m', { code: 'provider.unreachable' })
    expect(told().slice(1)).toEqual(['local provider.unreachable'])
    members.tested('cloud/m', null)
    expect(told().slice(2)).toEqual(['cloud/m'])
  })

  it('stays in use where the test was to blame, or it is of another line', async () => {
    const { members, told } = await started([CLOUD, LOCAL])
    members.tested('cloud/m', { code: 'provider.refused' })
    members.tested('other/m', { code: 'provider.unreachable' })
    members.tested('cloud/m', null)
    expect(told()).toEqual(['cloud/m'])
    await members.dispose()
  })
})

describe('an engine on this machine that nobody needs', () => {
  it('gives its memory back after the time that was set, and the provider stays', async () => {
    const { members, news, time } = await started([CLOUD, LOCAL], { unloadAfterMs: MINUTE_MS })
    await members.engine(1)
    news()
    await time.advanceAsync(MINUTE_MS - 1)
    expect(news()).toEqual([])
    await time.advanceAsync(1)
    expect(news()).toEqual(['close local'])
  })

  it('is not unloaded while it works, and has all its time again afterwards', async () => {
    const { members, news, time } = await started([LOCAL], { unloadAfterMs: MINUTE_MS })
    const [endOne, endOther] = [members.begin(), members.begin()]
    await time.advanceAsync(10 * MINUTE_MS)
    endOne()
    await time.advanceAsync(10 * MINUTE_MS)
    expect(news()).toEqual(['open local'])
    endOther()
    await time.advanceAsync(MINUTE_MS)
    expect(news()).toEqual(['close local'])
  })

  it('comes back when somebody begins to speak, once', async () => {
    const { members, news, time } = await started([LOCAL], { unloadAfterMs: MINUTE_MS })
    await time.advanceAsync(MINUTE_MS)
    news()
    members.wake()
    members.wake()
    await time.advanceAsync(0)
    expect(news()).toEqual(['open local'])
    // And goes again if they said nothing after all.
    await time.advanceAsync(MINUTE_MS)
    expect(news()).toEqual(['close local'])
  })

  it('stays for good where no time is set', async () => {
    const { time } = await started([LOCAL])
    expect(time.waiting).toBe(0)
  })
})

describe('a line that is closed', () => {
  it('closes what is open, and opens, probes and tells nothing any more', async () => {
    const { members, news, told, time } = await started([CLOUD, LOCAL], {
      unloadAfterMs: MINUTE_MS,
    })
    members.failed(0, failureOf('provider.unreachable'))
    await time.advanceAsync(0)
    news()
    const before = told()
    await members.dispose()
    expect(news().sort()).toEqual(['close cloud/m', 'close local'])
    members.wake()
    members.failed(1, failureOf('llm.failed'))
    await expect(members.engine(0)).rejects.toMatchObject({ error: { detail: 'closed' } })
    await time.advanceAsync(10 * MINUTE_MS)
    expect(news()).toEqual([])
    expect(told()).toEqual(before)
    expect(time.waiting).toBe(0)
  })
})
