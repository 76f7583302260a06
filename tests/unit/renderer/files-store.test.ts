import { expect, it } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../electron/contracts/ipc.ts'
import {
  createFilesStore,
  type FilesBridge,
} from '../../../renderer/transcript/files/files-store.ts'

type Route = Parameters<FilesBridge['request']>[0]

const bridge = (answers: Partial<Record<Route, Result<unknown>>>) => {
  const asked: unknown[] = []
  return {
    asked,
    request: <R extends Route>(route: R, input: RequestInput<R>): Promise<RequestResult<R>> => {
      asked.push([route, input])
      // The test gives each route what its result is.
      return Promise.resolve((answers[route] ?? succeed(null)) as RequestResult<R>)
    },
  }
}

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

const moon = {
  id: 'moon',
  startedAtMs: 0,
  lastAtMs: 0,
  turnCount: 1,
  title: 'Moon',
  isNamed: true,
  isPinned: false,
}

it('asks for a format, writes once however often is pressed, and says where', async () => {
  const source = bridge({ 'transcript.export': succeed({ file: '/tmp/moon.md', turns: 4 }) })
  const files = createFilesStore(source)
  files.askFormat([moon])
  files.save('markdown')
  files.save('markdown')
  await settle()
  expect(source.asked).toEqual([['transcript.export', { format: 'markdown', scope: ['moon'] }]])
  expect(files.get()).toEqual({ shows: 'nothing' })
  expect(files.note.get()).toEqual({ kind: 'exported', turns: 4, file: '/tmp/moon.md' })
})

it('stays open where no file was chosen, and where it could not be written says why', async () => {
  const none = createFilesStore(bridge({ 'transcript.export': succeed({ file: null, turns: 0 }) }))
  none.askFormat(null)
  none.save('json')
  await settle()
  expect(none.get()).toMatchObject({ shows: 'export', isBusy: false, error: null })
  const full = createFilesStore(bridge({ 'transcript.export': fail('disk.full') }))
  full.askFormat(null)
  full.save('json')
  await settle()
  expect(full.get()).toMatchObject({ shows: 'export', error: { code: 'disk.full' } })
})

it('leaves a sheet closed that was closed meanwhile, and says beside it what went wrong', async () => {
  const files = createFilesStore(bridge({ 'transcript.export': fail('disk.full') }))
  files.askFormat(null)
  files.save('json')
  files.close()
  await settle()
  expect(files.get()).toEqual({ shows: 'nothing' })
  expect(files.failure.get()?.code).toBe('disk.full')
})

it('leaves another sheet as it is, which waits for the first to be done', async () => {
  const source = bridge({ 'transcript.export': succeed({ file: null, turns: 0 }) })
  const files = createFilesStore(source)
  files.askFormat(null)
  files.save('json')
  files.close()
  files.askFormat([moon])
  expect(files.get()).toMatchObject({ shows: 'export', chosen: [moon], isBusy: true })
  await settle()
  expect(files.get()).toMatchObject({ shows: 'export', chosen: [moon], isBusy: false })
})

it('shows what a file would add before it is added', async () => {
  const preview = { token: 'x', file: 'a.json', conversations: 1, newTurns: 2, knownTurns: 0 }
  const source = bridge({
    'transcript.look-at-import': succeed(preview),
    'transcript.import': succeed({ conversations: 1, turns: 2 }),
  })
  const files = createFilesStore(source)
  files.chooseImport()
  await settle()
  expect(files.get()).toMatchObject({ shows: 'import', preview })
  files.takeImport()
  await settle()
  expect(source.asked.at(-1)).toEqual(['transcript.import', { token: 'x' }])
  expect(files.note.get()).toEqual({ kind: 'imported', turns: 2 })
})

it('tells of a file that is no transcript, until that is dismissed', async () => {
  const files = createFilesStore(
    bridge({ 'transcript.look-at-import': fail('transcript.unreadable') }),
  )
  files.chooseImport()
  await settle()
  expect(files.failure.get()?.code).toBe('transcript.unreadable')
  files.close()
  expect(files.failure.get()).toBeNull()
})
