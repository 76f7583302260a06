import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Settings } from '../../electron/contracts/settings.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import { music, pinkNoise } from '../support/sound-lab/sounds.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { waitForSound } from '../support/sound-lab/wait-for-sound.ts'
import { askMain, openWindow, recordAfter } from './exchange.ts'
import { expectHeard, openScene, request, untilPhase, type Scene } from './scene.ts'

/** Waiting for the phrase, in the real app, with a real microphone. */

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Every file of a profile, as it lies on the disk. */
const filesOf = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe('waiting for the phrase', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let recording: Recording

  beforeAll(async () => {
    scene = await openScene()
    recording = await scene.lab.startRecording()
    warbler = await scene.start()
    await warbler.ready()
    await change({ wake: true, followUpSeconds: 10 })
  })

  afterAll(() => scene.dispose())

  const change = async (settings: Partial<Settings>): Promise<void> => {
    const window = await openWindow(warbler, 'settings')
    await askMain(window, 'settings.change', settings)
    await window.close()
  }

  const waiting = () =>
    warbler.until(
      'waiting',
      ({ waiting, conversation }) => waiting.state === 'waiting' && conversation.phase === 'idle',
      60_000,
    )

  it('hears nothing that is not meant for it, and keeps nothing of it', async () => {
    await waiting()
    await pause(1500)
    const written = new Set<string>()
    const watcher = watch(warbler.profile, { recursive: true }, (_event, name) =>
      written.add(name ?? 'something'),
    )
    for (const text of [
      'My grandmother keeps seven jars of marmalade behind the piano.',
      'Hey, what are you doing with that marmalade? They were blurred, those labels.',
    ]) {
      await scene.lab.play(await speak(text, { voice: 'jo' }))
      await pause(900)
    }
    for (const sound of [pinkNoise(3, -35), music(4, -30)]) await scene.lab.play(sound)
    await pause(1500)
    watcher.close()
    expect((await warbler.snapshot()).conversation.phase).toBe('idle')
    expect(await warbler.turns()).toEqual([])
    expect(await warbler.log()).toEqual([])
    const files = await filesOf(warbler.profile)
    const sounds = (file: string) => file.startsWith(join(warbler.profile, 'journal', '/'))
    expect(files.filter(sounds)).toEqual([])
    for (const file of files) {
      expect((await readFile(file)).includes('marmalade'), file).toBe(false)
    }
    // Nothing of Warbler's own is even touched: no transcript, no journal, no log.
    const own = [...written].filter((name) => /^(?:journal|turns|transcript|settings)/.test(name))
    expect(own).toEqual([])
  })

  it('answers the question of the same breath', async () => {
    await waiting()
    const before = (await warbler.log()).length
    // Nor has any of that woken it late.
    expect(before).toBe(0)
    const from = await recording.position()
    await scene.lab.play(
      await speak('Hey Warbler, what is the capital of France?', { voice: 'jo' }),
    )
    await waitForSound(recording, from)
    const record = await recordAfter(warbler, before)
    expect(record.way).toBe('wake')
    const [question] = (await warbler.turns()).filter(({ speaker }) => speaker === 'person')
    expectHeard(question?.text ?? '', 'What is the capital of France?')
  })

  it('hears what follows without the phrase, and lets go after its time', async () => {
    await warbler.until('follow-up', ({ conversation }) => conversation.way === 'follow-up')
    const before = (await warbler.log()).length
    await pause(400)
    await scene.lab.play(await speak('And what is the capital of Italy?', { voice: 'jo' }))
    // Nothing is said in the time that comes after this one.
    await change({ followUpSeconds: 3 })
    const record = await recordAfter(warbler, before)
    expect(record.way).toBe('follow-up')
    await warbler.until('follow-up', ({ conversation }) => conversation.way === 'follow-up')
    await waiting()
    await change({ followUpSeconds: 10 })
  })

  it('listens after the phrase alone, and goes back to waiting when told that it is all', async () => {
    await waiting()
    const before = (await warbler.log()).length
    await scene.lab.play(await speak('Hey Warbler.', { voice: 'jo' }))
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await pause(1200)
    await scene.lab.play(await speak('What color is the sky?', { voice: 'jo' }))
    const record = await recordAfter(warbler, before)
    expect(record.way).toBe('wake')
    await warbler.until('follow-up', ({ conversation }) => conversation.way === 'follow-up')
    await pause(400)
    await scene.lab.play(await speak('No thanks, that is all.', { voice: 'jo' }))
    await waiting()
    const answers = (await warbler.turns()).filter(({ speaker }) => speaker === 'assistant')
    expect(answers).toHaveLength(3)
  })

  it('is deaf with the microphone muted, and waits again after it', async () => {
    await waiting()
    await request(warbler, 'conversation.set-muted', { muted: true })
    const muted = await warbler.until('paused', ({ waiting }) => waiting.state === 'paused')
    expect(muted.waiting).toMatchObject({ because: 'muted' })
    await scene.lab.play(await speak('Hey Warbler.', { voice: 'jo' }))
    await pause(1000)
    expect((await warbler.snapshot()).conversation.phase).toBe('idle')
    await request(warbler, 'conversation.set-muted', { muted: false })
    await waiting()
    await pause(800)
    await scene.lab.play(await speak('Hey Warbler.', { voice: 'jo' }))
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })

  it('makes way for another application that records, and goes on after it', async () => {
    await waiting()
    const call = spawn('parec', ['--device=microphone', '--raw'], {
      stdio: 'ignore',
      env: { ...process.env, ...scene.lab.env },
    })
    const paused = await warbler.until('paused', ({ waiting }) => waiting.state === 'paused')
    expect(paused.waiting).toMatchObject({ because: 'call', app: expect.stringMatching(/parec/) })
    await warbler.until('closed', ({ conversation }) => conversation.microphone === 'off')
    call.kill()
    await waiting()
  })

  it('comes back by itself with the microphone', async () => {
    await waiting()
    await scene.lab.unplugMicrophone()
    await warbler.until('paused', ({ waiting }) => waiting.state === 'paused')
    await scene.lab.replugMicrophone()
    await waiting()
    await pause(1000)
    await scene.lab.play(await speak('Hey Warbler.', { voice: 'jo' }))
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })
})
