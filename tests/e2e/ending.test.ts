import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { catalogueSchema } from '../../electron/contracts/models.ts'
import { processTree } from '../bench/process-tree.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { askMain, clip, holdAndSpeak, isAlive, openWindow } from './exchange.ts'
import { expectHeard, HOTKEY, openScene, untilPhase, type Scene } from './scene.ts'

/** How it ends by a signal, as at the end of a session: everything is saved, and nothing goes on. */

const CATALOGUE = resolve(import.meta.dirname, '../../resources/models/catalogue.json')
const STORY = 'Tell me a long story about a lighthouse and a storm.'

describe('the end by a signal', () => {
  let scene: Scene
  /** It serves the next test where it was not ended; after one that failed there is none. */
  let running: RunningWarbler | null = null

  beforeAll(async () => {
    scene = await openScene('light')
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'pass') return
    await running?.kill().catch(() => undefined)
    running = null
    await scene.display.keyUp(HOTKEY)
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const start = async (profile?: string): Promise<RunningWarbler> => {
    running = await scene.start(profile === undefined ? {} : { profile })
    await running.ready()
    return running
  }

  /** Ends it, and everything that it has started. Resolves with the exit status. */
  const end = async (warbler: RunningWarbler): Promise<number | null> => {
    const main = warbler.app.process()
    const pids = (await processTree(main.pid ?? 0)).map(({ pid }) => pid)
    // Main and the windows' processes at least.
    expect(pids.length).toBeGreaterThan(4)
    const ended = new Promise<number | null>((resolve) => main.once('exit', resolve))
    main.kill('SIGTERM')
    const status = await ended
    await waitUntil('the end of every process', () => (pids.some(isAlive) ? undefined : true))
    running = null
    return status
  }

  it('keeps what was heard of an answer, and the settings', async () => {
    const before = await start()
    await askMain(await openWindow(before, 'settings'), 'settings.change', { volume: 0.5 })
    await holdAndSpeak(scene, before, await speak(STORY))
    await scene.display.keyUp(HOTKEY)
    const { conversation } = await before.until(
      'heard words',
      (snapshot) => snapshot.conversation.reply.heard.split(' ').length > 5,
    )
    expect(await end(before)).toBe(0)

    const after = await start(before.profile)
    const [person, reply] = await after.turns()
    expectHeard(person?.text ?? '', STORY)
    expect(person?.status).toBe('complete')
    const heard = conversation.reply.heard.split(' ').slice(0, 3).join(' ')
    expect(reply?.text.startsWith(heard), `"${reply?.text}" after "${heard}"`).toBe(true)
    const settings = await openWindow(after, 'settings')
    expect(await askMain(settings, 'settings.get')).toMatchObject({ volume: 0.5 })
    expect(await end(after)).toBe(0)
  })

  it('keeps a question that was not answered yet', async () => {
    const before = await start()
    await holdAndSpeak(scene, before, clip('capital-of-france'))
    await scene.display.keyUp(HOTKEY)
    await untilPhase(before, 'thinking')
    expect(await end(before)).toBe(0)
    const after = await start(before.profile)
    const person = await waitUntil(
      'the question',
      async () => (await after.turns()).find(({ speaker }) => speaker === 'person'),
      { withinMs: 30_000, everyMs: 200 },
    )
    expect(person.text).toMatch(/France/)
  })

  it('waits for no worker that hangs, and leaves none', async () => {
    const warbler = running ?? (await start())
    await warbler.ready()
    await askMain(await openWindow(warbler, 'settings'), 'settings.change', { wake: true })
    await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
    const workers = await warbler.app.evaluate(({ app }) =>
      app.getAppMetrics().filter(({ name }) => name?.startsWith('Warbler') === true),
    )
    expect(workers.length).toBeGreaterThan(3)
    // As one that is deep in native code: it hears no signal but the last one.
    for (const { pid } of workers.slice(0, 2)) process.kill(pid, 'SIGSTOP')
    expect(await end(warbler)).toBe(0)
  })

  it('waits for no download', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warbler-ending-'))
    const asked: string[] = []
    // It begins every file, and ends none.
    const server = createServer(({ url = '' }, response) => {
      asked.push(url)
      response.writeHead(200, { 'content-length': '100000000' })
      response.write(Buffer.alloc(64 * 1024))
    })
    await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
    try {
      const { port } = z.object({ port: z.number() }).parse(server.address())
      const { models } = catalogueSchema.parse(JSON.parse(await readFile(CATALOGUE, 'utf8')))
      const url = (id: string, name: string) =>
        `http://127.0.0.1:${port}/${id}/${encodeURIComponent(name)}`
      const there = models.map((model) => ({
        ...model,
        files: model.files.map(({ name, sources: _sources, ...file }) => ({
          ...file,
          name,
          folder: false,
          sources: [{ type: 'official', url: url(model.id, name) }],
        })),
      }))
      const catalogue = join(folder, 'catalogue.json')
      await writeFile(catalogue, JSON.stringify({ version: 1, models: there }))
      const env = { WARBLER_MODELS: join(folder, 'models'), WARBLER_CATALOGUE: catalogue }
      running = await scene.start({ env })
      const settings = await running.page('settings')
      await settings.locator('h1, h2').first().waitFor()
      await askMain(settings, 'models.download')
      await waitUntil('a download', () => (asked.length > 0 ? true : undefined))
      expect(await end(running)).toBe(0)
    } finally {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
