import { expect, it } from 'vitest'
import { askedFiles, refuseAbsentFiles } from '../../../electron/launch/asked-files.mjs'

const HERE = import.meta.filename

it.each([
  [
    ['--ask', 'a.wav', 'b.flac', '--out', 'r.wav', '--json'],
    ['a.wav', 'b.flac'],
  ],
  [['--profile', '/tmp/p', '--ask=a.wav', '--stt', 'whisper-base', '--banana'], ['a.wav']],
  [['--ask'], []],
  [['--ask', 'a.wav', '--help'], []],
  [['--fetch-models', 'whisper-base'], []],
])('%j asks with %j', (args, files) => {
  expect(askedFiles(args).files).toEqual(files)
})

it.each<[what: string, args: readonly string[], said?: string]>([
  ['words', ['--ask', 'What is the capital of France?']],
  ['words that are longer than a name may be', ['--ask', 'word '.repeat(100)]],
  ['a folder', ['--ask', import.meta.dirname]],
  ['files that are not there', ['--ask', 'absent.wav', 'neither.wav']],
  ['nothing', ['--ask'], '--ask names no file.'],
])('refuses %s, and says what a question is asked with', (_what, args, said = args[1]) => {
  expect(() => refuseAbsentFiles(args)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(said ?? '') as string,
      remedy: expect.stringContaining('--ask question.wav') as string,
    }),
  )
})

it.each([
  [['--ask', HERE]],
  // The app says of each what became of it.
  [['--ask', 'absent.wav', HERE]],
  [['--fetch-models']],
])('lets %j go on', (args) => {
  expect(() => refuseAbsentFiles(args)).not.toThrow()
})
