import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { turnLogRecordSchema } from '../../electron/contracts/turn-log.ts'
import english from '../../resources/locales/en.json' with { type: 'json' }
import { runProgram, waitUntil } from '../support/child-process.ts'
import { electronPath, removeProfile, lightProfile } from '../support/running-warbler.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { runToStatus, type Ended } from '../support/run-to-status.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { decodeWave, writeWave } from '../support/sound-lab/wave-file.ts'
import { readSound } from '../support/sound-lab/sound-file.ts'
import { clip } from './exchange.ts'
import { openScene, untilPhase, type Scene } from './scene.ts'

/** The command line: what a second start does to the running Warbler, and `--ask`. */

const ROOT = resolve(import.meta.dirname, '../..')

const sentence = (message: string): string => {
  // Without the file's name, which the test chooses.
  return message.replace(/“?\{\{file\}\}”?/, '').trim()
}

describe('a second start', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    scene = await openScene('light')
    warbler = await scene.start({ args: ['--hidden'] })
    await warbler.ready()
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const startAgain = (profile: string, ...args: readonly string[]): Promise<Ended> =>
    runToStatus(
      electronPath() ?? '',
      [
        ...(process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ').filter((one) => one !== ''),
        ROOT,
        '--profile',
        profile,
        ...args,
      ],
      { env: { ...process.env, LANG: 'en_US.UTF-8', ...scene.display.env, ...scene.lab.env } },
    )

  it('makes the running one listen with --toggle, and stop with --cancel', async () => {
    expect((await startAgain(warbler.profile, '--toggle')).status).toBe(0)
    await warbler.until('listening', ({ conversation }) => conversation.phase === 'listening')
    expect((await startAgain(warbler.profile, '--cancel')).status).toBe(0)
    await untilPhase(warbler, 'idle')
  })

  it('mutes the running one with --mute, and again unmutes it', async () => {
    expect((await startAgain(warbler.profile, '--mute')).status).toBe(0)
    await warbler.until('muted', ({ conversation }) => conversation.muted)
    expect((await startAgain(warbler.profile, '--mute')).status).toBe(0)
    await warbler.until('unmuted', ({ conversation }) => !conversation.muted)
    await warbler.ready()
  })

  it('obeys ten at once, each of them once', async () => {
    const turns = await Promise.all(
      Array.from({ length: 10 }, () => startAgain(warbler.profile, '--mute')),
    )
    expect(turns.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 0))
    // Muted and unmuted five times each; another one shows that none is still on its way.
    expect((await startAgain(warbler.profile, '--mute')).status).toBe(0)
    await warbler.until('muted', ({ conversation }) => conversation.muted)
    expect((await startAgain(warbler.profile, '--mute')).status).toBe(0)
    await warbler.until('unmuted', ({ conversation }) => !conversation.muted)
    await warbler.ready()
  })

  it('has the running one wait for its phrase with --wait, and no more with another', async () => {
    expect((await startAgain(warbler.profile, '--wait')).status).toBe(0)
    await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
    expect((await startAgain(warbler.profile, '--wait')).status).toBe(0)
    await warbler.until('off', ({ waiting }) => waiting.state === 'off')
  })

  it('opens no second Warbler, but shows the transcript of the running one', async () => {
    const shown = () =>
      warbler.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (window) => window.webContents.getURL().includes('/transcript/') && window.isVisible(),
        ),
      )
    expect(await shown()).toBe(false)
    expect((await startAgain(warbler.profile)).status).toBe(0)
    await waitUntil('the transcript', async () => ((await shown()) ? true : undefined))
  })

  it('says that nothing runs where nothing runs, and starts nothing', async () => {
    const profile = await lightProfile()
    try {
      const ended = await startAgain(profile, '--toggle')
      expect(ended.status).toBe(1)
      expect(ended.stderr).toContain(english.errors.instance['not-running'].message)
    } finally {
      await removeProfile(profile)
    }
  })

  it('says that a profile cannot be used, and ends as one that failed', async () => {
    const profile = await lightProfile()
    const file = join(profile, 'a-file')
    await writeFile(file, '')
    try {
      for (const args of [[], ['--toggle']]) {
        const ended = await startAgain(file, ...args)
        expect(ended.status).toBe(1)
        expect(ended.stderr).toContain(`can keep nothing in ${file}`)
      }
    } finally {
      await removeProfile(profile)
    }
  })

  it('refuses what it does not know, with the status of a wrong usage', async () => {
    const ended = await startAgain(warbler.profile, '--togle')
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('--togle')
  })

  it('ends the running one with --quit', async () => {
    const ended = new Promise<number | null>((end) =>
      warbler.app.process().once('exit', (status) => end(status)),
    )
    expect((await startAgain(warbler.profile, '--quit')).status).toBe(0)
    expect(await ended).toBe(0)
  })
})

const reportSchema = z.object({
  answered: z.boolean(),
  turns: z.array(
    z.object({
      person: z.string(),
      reply: z.string(),
      outcome: z.string(),
      marks: z.record(z.string(), z.number()),
      error: z.object({ code: z.string() }).nullable(),
    }),
  ),
  replySeconds: z.number(),
})

const installed = (program: string): boolean =>
  spawnSync('which', [program], { stdio: 'ignore' }).status === 0

describe('--ask', () => {
  let folder: string
  let profile: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warbler-ask-'))
    profile = join(folder, 'profile')
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  /** Without display and sound card, and in plain Node. */
  const ask = (...args: readonly string[]): Promise<Ended> =>
    runToStatus(
      process.execPath,
      [join(ROOT, 'out/main/ask.js'), '--profile', profile, '--ask', ...args],
      {
        env: {
          ...process.env,
          LANG: 'en_US.UTF-8',
          LC_ALL: 'en_US.UTF-8',
          DISPLAY: '',
          WAYLAND_DISPLAY: '',
          PULSE_SERVER: 'unix:/nowhere',
        },
      },
    )
  const report = (ended: Ended) => reportSchema.parse(JSON.parse(ended.stdout))

  const writeQuestion = async (id: string): Promise<string> => {
    const file = join(folder, `${id}.wav`)
    await writeWave(file, await readSound(clip(id)))
    return file
  }

  it('answers a WAV file in words and in a 16-bit WAV file that says them', async () => {
    const out = join(folder, 'reply.wav')
    const ended = await ask(await writeQuestion('days-in-a-week'), '--out', out)
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stdout).toMatch(/You\s+How many days are in a week/)
    expect(ended.stdout).toMatch(/Warbler\s+.*(7|seven)/i)
    const bytes = readFileSync(out)
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF')
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    // PCM, one channel, sixteen bits.
    expect([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt16LE(34)]).toEqual([
      1, 1, 16,
    ])
    const { samples, sampleRateHz } = decodeWave(bytes)
    expect(await transcribe(samples, sampleRateHz)).toMatch(/seven days/i)
  })

  it('answers an MP3 file in stereo at another rate', async ({ skip }) => {
    skip(!installed('sox') || !installed('lame'), 'sox and lame, which make the file, are not here')
    const stereo = join(folder, 'stereo.wav')
    const file = join(folder, 'question.mp3')
    const question = await writeQuestion('capital-of-france')
    await runProgram('sox', [question, '-r', '44100', '-c', '2', stereo])
    await runProgram('lame', ['--quiet', '-b', '128', stereo, file])
    const ended = await ask(file)
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stdout).toMatch(/Warbler\s+.*Paris/)
  })

  it('takes several files, FLAC and WAV, as one conversation, in which the later know the earlier', async () => {
    const again = await speak('In which country is that city?')
    const ended = await ask(clip('capital-of-france'), again, '--json')
    expect(ended.status, ended.stderr).toBe(0)
    const { answered, turns, replySeconds } = report(ended)
    expect(answered).toBe(true)
    expect(replySeconds).toBeGreaterThan(0)
    expect(turns.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
    expect(turns[0]?.reply).toMatch(/Paris/)
    expect(turns[1]?.reply).toMatch(/France/)
    const records = readFileSync(join(profile, 'turns.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => turnLogRecordSchema.parse(JSON.parse(line)))
    const [first, second] = records.slice(-2)
    expect(first?.conversationId).toBe(second?.conversationId)
    // An earlier call was another conversation.
    expect(records.at(-3)?.conversationId).not.toBe(first?.conversationId)
    expect(Object.keys(turns[0]?.marks ?? {})).toEqual(
      expect.arrayContaining(['transcript-final', 'first-token', 'playback-start']),
    )
  })

  it('says of each file that cannot be answered why, answers the others, and fails', async () => {
    const empty = join(folder, 'empty.wav')
    await writeFile(empty, '')
    const noSamples = join(folder, 'no-samples.wav')
    await writeWave(noSamples, { samples: new Float32Array(0), sampleRateHz: 16_000 })
    const garbage = join(folder, 'garbage.wav')
    await writeFile(garbage, 'This is a letter, not a sound. '.repeat(200))
    const silent = join(folder, 'silent.wav')
    await writeWave(silent, { samples: new Float32Array(32_000), sampleRateHz: 16_000 })
    const missing = join(folder, 'missing.wav')
    const files = [empty, noSamples, garbage, silent, missing]
    const codes = [
      'sound.empty',
      'sound.empty',
      'sound.unreadable',
      'sound.no-speech',
      'sound.not-found',
    ] as const
    const machine = await ask(...files, clip('capital-of-france'), '--json')
    expect(machine.status).toBe(1)
    expect(report(machine).answered).toBe(false)
    const { turns } = report(machine)
    expect(turns.map(({ error }) => error?.code)).toEqual([...codes, undefined])
    expect(turns.slice(-2).map(({ outcome }) => outcome)).toEqual(['failed', 'answered'])
    const people = await ask(...files)
    expect(people.status).toBe(1)
    const failed = people.stdout.split('\n').filter((line) => /^\s+Failed/.test(line))
    expect(failed).toHaveLength(codes.length)
    const { sound } = english.errors
    const sentences = [sound.empty, sound.empty, sound.unreadable, sound['no-speech']]
    for (const [index, { message }] of [...sentences, sound['not-found']].entries()) {
      expect(failed[index]).toContain(sentence(message))
    }
  })

  it('fails where the reply cannot be written, but prints it', async () => {
    const ended = await ask(clip('capital-of-france'), '--out', join(folder, 'absent/reply.wav'))
    expect(ended.status).toBe(1)
    expect(ended.stdout).toMatch(/Paris/)
    expect(ended.stderr).toContain(sentence(english.errors.output.unwritable.message))
  })
})
