import { describe, expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { openRecognizerLine } from '../../../electron/engines/line/recognizer-line.ts'
import type { SpeechRecognizer } from '../../../electron/engines/ports.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import { CLOUD, LOCAL } from './fake-engines.ts'

const SOUND = new Float32Array(16_000)

/** Recognisers that write down what each was asked, and fail while the test says so. */
const openLine = async (line: readonly EngineModel[]) => {
  const asked: string[] = []
  const failing = new Set<string>()
  const opened: string[] = []
  const open = async ({ id, engine }: EngineModel): Promise<SpeechRecognizer> => ({
    id: opened[opened.push(id) - 1] ?? '',
    maximumSeconds: 20,
    partials: engine.startsWith('provider-') ? 'none' : 'same',
    transcribe: async (_samples, purpose) => {
      asked.push(`${id} ${purpose}`)
      if (failing.has(id)) throw new CodedFailure({ code: 'provider.unreachable' })
      return `heard by ${id}`
    },
    dispose: async () => undefined,
  })
  const recorded = recordedParts(line, open)
  return { ...recorded, asked, opened, failing, line: await openRecognizerLine(recorded.parts) }
}

describe('a recogniser on this machine alone', () => {
  it('makes partial and final texts, and the partial ones count', async () => {
    const { line, asked } = await openLine([LOCAL])
    expect(line.partials).toBe('same')
    await line.transcribe(SOUND, 'partial')
    await line.transcribe(SOUND, 'final')
    expect(asked).toEqual(['local partial', 'local final'])
  })
})

describe('a provider with a recogniser on this machine behind it', () => {
  it('makes final texts alone: the partial ones, which are only shown, cost nothing', async () => {
    const { line, asked } = await openLine([CLOUD, LOCAL])
    expect(line.partials).toBe('other')
    expect(await line.transcribe(SOUND, 'partial')).toBe('heard by local')
    expect(await line.transcribe(SOUND, 'final')).toBe('heard by cloud/m')
    expect(asked).toEqual(['local partial', 'cloud/m final'])
  })

  it('has it opened when somebody begins to speak: their words are to be shown at once', async () => {
    const { line, opened } = await openLine([CLOUD, LOCAL])
    expect(opened).toEqual(['cloud/m'])
    line.wake()
    line.wake()
    expect(opened).toEqual(['cloud/m', 'local'])
  })

  it('leaves everything to it while it is out, and has it back when it serves again', async () => {
    const { line, asked, failing, time } = await openLine([CLOUD, LOCAL])
    failing.add('cloud/m')
    expect(await line.transcribe(SOUND, 'final')).toBe('heard by local')
    expect(line.partials).toBe('same')
    expect(await line.transcribe(SOUND, 'final')).toBe('heard by local')
    expect(asked).toEqual(['cloud/m final', 'local final', 'local final'])
    failing.clear()
    await time.advanceAsync(5000)
    expect(line.partials).toBe('other')
    expect(await line.transcribe(SOUND, 'final')).toBe('heard by cloud/m')
  })

  it('is asked for no partial text where the one that makes them fails', async () => {
    const { line, asked, failing } = await openLine([LOCAL, CLOUD])
    failing.add('local')
    await expect(line.transcribe(SOUND, 'partial')).rejects.toBeInstanceOf(CodedFailure)
    expect(asked).toEqual(['local partial'])
    expect(await line.transcribe(SOUND, 'final')).toBe('heard by cloud/m')
  })
})

describe('a provider alone', () => {
  it('makes no partial texts', async () => {
    const { line, asked } = await openLine([CLOUD])
    expect(line.partials).toBe('none')
    expect(await line.transcribe(SOUND, 'partial')).toBe('')
    expect(asked).toEqual([])
  })
})

describe('the longest sound of a line', () => {
  it('is what each of them can take, also those that are not open yet', async () => {
    const short: EngineModel = { ...LOCAL, options: { maximumAudioSeconds: 9 } }
    expect((await openLine([CLOUD, LOCAL])).line.maximumSeconds).toBe(20)
    expect((await openLine([CLOUD, short])).line.maximumSeconds).toBe(8)
    expect((await openLine([short, CLOUD])).line.maximumSeconds).toBe(20)
  })
})
