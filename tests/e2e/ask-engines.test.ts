import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { EngineOrder, Provider } from '../../electron/contracts/providers.ts'
import { defaultSettings } from '../../electron/contracts/settings.ts'
import { usageFileSchema } from '../../electron/contracts/usage.ts'
import english from '../../resources/locales/en.json' with { type: 'json' }
import type { FaultyProvider } from '../support/providers/faulty-provider.ts'
import { loopbackProvider } from '../support/providers/loopback-models.ts'
import { speakingScript } from '../support/providers/speaking-provider.ts'
import { startedProviders } from '../support/providers/started-providers.ts'
import { runToStatus, type Ended } from '../support/run-to-status.ts'
import { clip } from './exchange.ts'

/** One spoken conversation over engines on this machine, over a provider, and over both. */

const ROOT = resolve(import.meta.dirname, '../..')
const KEY = 'sk-e2e-0123456789'
const QUESTIONS = ['capital-of-france', 'days-in-a-week', 'colour-of-the-sky'].map(clip)
const WEEK =
  'There are seven days in each week, and they are called Monday, Tuesday, Wednesday, Thursday, ' +
  'Friday, Saturday and Sunday, as everybody knows.'
const SCRIPT = speakingScript([
  [/france/i, 'The provider says that it is Paris.'],
  [/week/i, WEEK],
  [/sky/i, 'The provider says that it is blue.'],
])
const PROVIDER_FIRST: EngineOrder = {
  stt: ['provider:loop', 'local'],
  llm: ['provider:loop', 'local'],
  tts: ['provider:loop', 'local'],
}
const PROVIDER_ONLY: EngineOrder = {
  stt: ['provider:loop'],
  llm: ['provider:loop'],
  tts: ['provider:loop'],
}
const PROVIDED = 'loop/test-model'

const reportSchema = z.object({
  turns: z.array(
    z.object({
      person: z.string(),
      reply: z.string(),
      outcome: z.string(),
      engines: z.object({ stt: z.string(), llm: z.string(), tts: z.string() }).nullable(),
      error: z.object({ code: z.string() }).nullable(),
    }),
  ),
  replySeconds: z.number(),
})

const start = startedProviders()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-ask-engines-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

let profiles = 0
/** A profile whose settings file has the provider and the order. */
const profileWith = async (provider: Provider, engineOrder: EngineOrder): Promise<string> => {
  profiles += 1
  const profile = join(folder, String(profiles))
  await mkdir(profile)
  const settings = { ...defaultSettings(), providers: [provider], engineOrder }
  await writeFile(join(profile, 'settings.json'), JSON.stringify(settings))
  return profile
}

const ask = (profile: string, ...args: readonly string[]): Promise<Ended> =>
  runToStatus(
    process.execPath,
    [join(ROOT, 'out/main/ask.js'), '--profile', profile, '--json', '--ask', ...args],
    { env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', WARBLER_KEY_LOOP: KEY } },
  )

const turnsOf = (ended: Ended) => reportSchema.parse(JSON.parse(ended.stdout)).turns
const requestsTo = ({ requests }: FaultyProvider, route: string) =>
  requests.filter((request) => request.route === route)
const isStreamed = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true
/** What the person waits for, and not what only warms the server up. */
const repliesOf = (provider: FaultyProvider) =>
  requestsTo(provider, '/chat/completions').filter(({ body }) => isStreamed(body))

const expectAnswered = (ended: Ended): void => {
  expect(ended.status, ended.stderr).toBe(0)
  const turns = turnsOf(ended)
  expect(turns.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
  expect(turns[0]?.person).toMatch(/capital of France/i)
  expect(turns[0]?.reply).toMatch(/Paris/)
  expect(turns[1]?.reply).toMatch(/seven|7/i)
  expect(turns[2]?.person).toMatch(/sky/i)
}

/** Kills the provider once this is so. */
const killWhen = async (provider: FaultyProvider, isTime: () => boolean): Promise<void> => {
  await expect.poll(isTime, { timeout: 60_000, interval: 5 }).toBe(true)
  await provider.goAway()
}

describe('a spoken conversation of three turns', () => {
  it('over the engines on this machine asks no provider, where the person chose so', async () => {
    const provider = await start({ script: SCRIPT, apiKey: KEY })
    const profile = await profileWith(loopbackProvider(provider.baseUrl), PROVIDER_FIRST)
    const local = ['--stt', 'local', '--llm', 'local', '--tts', 'local']
    const ended = await ask(profile, ...QUESTIONS, ...local)
    expectAnswered(ended)
    for (const { engines } of turnsOf(ended)) expect(JSON.stringify(engines)).not.toContain('loop/')
    expect(provider.requests).toEqual([])
  })

  it('over a provider needs nothing on this machine, and its key is nowhere but with it', async () => {
    const provider = await start({ script: SCRIPT, apiKey: KEY })
    const profile = await profileWith(loopbackProvider(provider.baseUrl), PROVIDER_ONLY)
    const out = join(folder, 'reply.wav')
    const ended = await ask(profile, ...QUESTIONS, '--out', out)
    expectAnswered(ended)
    for (const { engines } of turnsOf(ended)) {
      expect(engines).toMatchObject({ stt: PROVIDED, llm: PROVIDED, tts: PROVIDED })
    }
    expect(reportSchema.parse(JSON.parse(ended.stdout)).replySeconds).toBeGreaterThan(5)

    // The later questions know the earlier answers.
    expect(repliesOf(provider)).toHaveLength(3)
    expect(JSON.stringify(repliesOf(provider).at(-1)?.body)).toContain(
      'The provider says that it is Paris.',
    )
    expect(requestsTo(provider, '/audio/transcriptions')).toHaveLength(3)
    expect(new Set(provider.requests.map(({ key }) => key))).toEqual(new Set([KEY]))

    const files = await readdir(profile, { withFileTypes: true, recursive: true })
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name))
      expect(bytes.includes(KEY), file.name).toBe(false)
    }
    expect(ended.stdout + ended.stderr).not.toContain(KEY)

    const usage = usageFileSchema.parse(
      JSON.parse(await readFile(join(profile, 'usage.json'), 'utf8')),
    )
    const [totals] = Object.values(usage).map(({ loop }) => loop)
    expect(totals?.completionTokens).toBeGreaterThan(20)
    expect(totals?.audioSeconds).toBeGreaterThan(2)
    expect(totals?.characters).toBeGreaterThan(100)
  })

  it('goes on on this machine when the provider is killed between two turns, and says so', async () => {
    const provider = await start({ script: SCRIPT, apiKey: KEY })
    const profile = await profileWith(loopbackProvider(provider.baseUrl), PROVIDER_FIRST)
    const spoken = () => requestsTo(provider, '/audio/speech')
    const [ended] = await Promise.all([
      ask(profile, ...QUESTIONS),
      killWhen(
        provider,
        () => spoken().length > 0 && spoken().every(({ outcome }) => outcome === 'answered'),
      ),
    ])
    expectAnswered(ended)
    const turns = turnsOf(ended)
    expect(turns[0]?.reply).toBe('The provider says that it is Paris.')
    expect(turns[0]?.engines).toMatchObject({ llm: PROVIDED })
    expect(JSON.stringify(turns[2]?.engines)).not.toContain('loop/')
    expect(ended.stderr).toContain('Loopback cannot be reached.')
  })

  it('goes on from the last word when the provider is killed within a reply', async () => {
    const provider = await start({
      script: SCRIPT,
      apiKey: KEY,
      faults: { '/chat/completions': { faults: [{ kind: 'slow', delayMs: 60 }], forever: true } },
    })
    const profile = await profileWith(loopbackProvider(provider.baseUrl), PROVIDER_FIRST)
    const [ended] = await Promise.all([
      ask(profile, ...QUESTIONS),
      killWhen(provider, () => (repliesOf(provider)[1]?.firstContentAtMs ?? null) !== null),
    ])
    expectAnswered(ended)
    const [first, second, third] = turnsOf(ended)
    expect(first?.engines).toMatchObject({ llm: PROVIDED })
    // The beginning is the provider's, and it stands there once.
    expect(second?.reply).toMatch(/^There are/)
    expect(second?.reply.match(/There are/g)).toHaveLength(1)
    expect(second?.reply).not.toBe(WEEK)
    expect(ended.stderr).toContain('Loopback cannot be reached.')
    expect(JSON.stringify(third?.engines)).not.toContain('loop/')
  })
})

describe('engines that are chosen for one run', () => {
  it('may be another model of a provider, beside engines on this machine', async () => {
    const provider = await start({ script: SCRIPT, apiKey: KEY })
    const local: EngineOrder = { stt: ['local'], llm: ['local'], tts: ['local'] }
    const profile = await profileWith(loopbackProvider(provider.baseUrl), local)
    const ended = await ask(profile, clip('capital-of-france'), '--llm', 'loop/meta/other')
    expect(ended.status, ended.stderr).toBe(0)
    expect(turnsOf(ended)[0]).toMatchObject({
      reply: 'The provider says that it is Paris.',
      engines: { llm: 'loop/meta/other' },
    })
    expect(provider.requests.map(({ route }) => route)).not.toContain('/audio/transcriptions')
    expect(repliesOf(provider)[0]?.body).toMatchObject({ model: 'meta/other' })
    // For this run alone.
    expect(await readFile(join(profile, 'settings.json'), 'utf8')).not.toContain('meta/other')
  })

  it.each([
    ['--llm', 'nobody'],
    ['--stt', 'loop/'],
    ['--tts', 'nobody/voice'],
  ])(
    'are refused where there is no such engine, with the status of a wrong usage: %s %s',
    async (...wrong) => {
      const profile = await profileWith(loopbackProvider('http://127.0.0.1:9/v1'), PROVIDER_ONLY)
      const ended = await ask(profile, clip('capital-of-france'), ...wrong)
      expect(ended.status).toBe(2)
      expect(ended.stdout).toBe('')
      expect(ended.stderr).toContain(wrong.join(' '))
    },
  )

  it('fail where the provider alone was chosen and is not there, and say why', async () => {
    const profile = await profileWith(loopbackProvider('http://127.0.0.1:9/v1'), PROVIDER_ONLY)
    const ended = await ask(profile, clip('capital-of-france'))
    expect(ended.status).toBe(1)
    expect(turnsOf(ended)[0]?.error?.code).toBe('provider.unreachable')
    expect(ended.stderr).not.toContain(english.errors.internal.unexpected.message)
  })
})
