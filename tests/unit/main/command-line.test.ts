import { describe, expect, it } from 'vitest'
import { ownArguments, parseCommandLine } from '../../../electron/main/platform/command-line.ts'

describe('the command line', () => {
  it('takes several files as turns of one conversation', () => {
    const parsed = parseCommandLine(['--ask', 'a.wav', 'b.flac', '--out', 'r.wav', '--json'])
    expect(parsed.ok && parsed.value).toMatchObject({
      ask: ['a.wav', 'b.flac'],
      out: 'r.wav',
      json: true,
    })
  })

  it.each(['toggle', 'cancel', 'mute', 'wait', 'quit'])(
    'takes --%s for the one that runs',
    (asked) => {
      const parsed = parseCommandLine([`--${asked}`])
      expect(parsed.ok && parsed.value.command).toBe(asked)
    },
  )

  it('fetches the set of this machine, or the models that are named', () => {
    const fetchModels = (...args: readonly string[]) => {
      const parsed = parseCommandLine(args)
      return parsed.ok ? parsed.value.fetchModels : parsed.error
    }
    expect(fetchModels('--fetch-models')).toEqual([])
    expect(fetchModels('--fetch-models', 'one', 'other')).toEqual(['one', 'other'])
    expect(fetchModels('--listen')).toBeNull()
  })

  it.each([
    [['--banana'], /banana/],
    [['--fetch-models', '--ask', 'a.wav'], /choose one/],
    [['--fetch-models', '--out', 'reply.wav'], /--ask is missing/],
    [['--toggle', '--quit'], /choose one/],
    [['--profile', ''], /--profile/],
    [['question.wav'], /--ask is missing/],
    [['--out', 'reply.wav'], /--ask is missing/],
    [['--json'], /--ask is missing/],
  ])('refuses %j and says why', (args, why) => {
    const parsed = parseCommandLine(args)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.error.detail).toMatch(why)
  })

  it('finds its own arguments behind the switches of Electron and the folder of the app', () => {
    const argv = ['electron', '--no-sandbox', '--inspect=0', '/app', '--listen', '--profile', 'p']
    expect(ownArguments(argv, false)).toEqual(['--listen', '--profile', 'p'])
    expect(ownArguments(['warbler', '--toggle'], true)).toEqual(['--toggle'])
  })

  it('takes a link as the system hands it over, behind the mark that ends the switches', () => {
    expect(parseCommandLine(['--', 'warbler://talk'])).toMatchObject({
      value: { link: 'warbler://talk', ask: null, command: null },
    })
    expect(parseCommandLine(['--hidden'])).toMatchObject({ value: { link: null, hidden: true } })
  })
})
