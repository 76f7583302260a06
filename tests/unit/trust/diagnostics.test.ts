import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ERROR_CODES, type CodedError } from '../../../electron/contracts/errors.ts'
import { providerSchema } from '../../../electron/contracts/providers.ts'
import { SETTING_NAMES } from '../../../electron/contracts/setting-table.ts'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import { AppLog } from '../../../electron/main/trust/app-log.ts'
import { diagnosticsFiles } from '../../../electron/main/trust/diagnostics.ts'
import { statusOf } from '../../../electron/main/trust/status.ts'
import { createStatusLog } from '../../../electron/main/trust/status-log.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-diagnostics-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What nobody but the person may ever read. */
const SECRET = 'zugzwang'

/** Everywhere where somebody could have put it. */
const settings: Settings = {
  ...defaultSettings(),
  hotkey: SECRET,
  inputDeviceId: SECRET,
  outputDeviceId: SECRET,
  overlayPositions: { [SECRET]: { x: 1, y: 2 } },
  models: { stt: SECRET, llm: 'qwen2.5-0.5b', tts: null },
  voices: { [SECRET]: SECRET },
  wakePhrases: [`Hey ${SECRET}`],
  instructions: `Call me ${SECRET}`,
  providers: [
    providerSchema.parse({
      id: SECRET,
      preset: 'custom',
      name: SECRET,
      baseUrl: `https://${SECRET}.example.com/v1`,
      headers: { 'x-team': SECRET },
      llm: { model: SECRET },
    }),
  ],
  engineOrder: { stt: ['local'], llm: [`provider:${SECRET}`, 'local'], tts: ['local'] },
}

const errors: readonly CodedError[] = ERROR_CODES.map((code) => ({
  code,
  detail: `${homedir()}/x: Unexpected token in "${SECRET}" at https://${SECRET}.example.com\n    at run (file:///a.js:1:2)`,
  params: { provider: SECRET, file: SECRET },
}))

test('nothing that somebody said, typed or named is in the diagnostics', async () => {
  const log = new AppLog(folder, () => new Date(0))
  const status = createStatusLog(log)
  const use = {
    model: SECRET,
    provider: SECRET,
    because: { code: 'provider.refused', detail: SECRET },
  } as const
  const snapshots = errors.map((attention) =>
    appSnapshot(
      {
        attention,
        person: { committed: SECRET, tentative: SECRET },
        reply: { heard: SECRET, coming: SECRET },
        conversationId: SECRET,
      },
      {
        inUse: { stt: use, llm: use, tts: use },
        out: { stt: attention, llm: null, tts: null },
        wakePhrase: SECRET,
        phrasesTooCommon: [SECRET],
        waiting: { state: 'paused', because: 'call', app: SECRET },
      },
    ),
  )
  for (const snapshot of snapshots) status(snapshot)
  const files = diagnosticsFiles({
    about: {
      version: '0.1.0',
      commit: 'abc',
      system: 'Linux',
      runtimes: [],
      packages: [],
      models: [],
    },
    system: { platform: 'linux' },
    settings,
    speeds: {
      [SECRET]: { realTimeFactor: null, tokensPerSecond: 20, memoryMb: 700 },
      'qwen2.5-0.5b': { realTimeFactor: null, tokensPerSecond: 22, memoryMb: 600 },
    },
    turns: [
      turnLogRecord({
        exchangeId: SECRET,
        conversationId: SECRET,
        turnEndReason: SECRET,
        personText: SECRET,
        replyText: SECRET,
        errorCode: SECRET,
        engines: { stt: SECRET, llm: 'qwen2.5-0.5b', tts: SECRET, turn: SECRET },
        timeline: [
          { kind: 'pause', atMs: 1, untilMs: 2, score: 1, reason: SECRET, ended: true },
          { kind: 'barge-in', atMs: 1, untilMs: 2, outcome: 'noise', reason: SECRET },
        ],
      }),
    ],
    devices: { microphones: 2, loudspeakers: 1 },
    status: Object.fromEntries(snapshots.map((snapshot, at) => [`${at}`, statusOf(snapshot)])),
    logs: log.files,
    knownModels: new Set(['qwen2.5-0.5b']),
  })
  const read = files.map(({ name, content }) => [name, String(content)])
  expect(files.map(({ name }) => name).toSorted()).toEqual([
    'devices.json',
    'engine-speeds.json',
    'latency.json',
    'settings.json',
    'status.json',
    'system.json',
    'versions.json',
    'warbler.log',
  ])
  for (const [name, text] of read) {
    expect(`${name} ${text?.toLowerCase().includes(SECRET)}`).toBe(`${name} false`)
    expect(`${name} ${text?.includes(homedir())}`).toBe(`${name} false`)
  }
})

test('what helps is in them: choices, delays after the end of speech, codes, and the frames of a crash', () => {
  const log = new AppLog(folder, () => new Date(0))
  log.error({ code: 'worker.crashed', detail: `Error: ${SECRET}\n    at run (a.js:1:2)` })
  log.error({ code: 'storage.unavailable', detail: `${homedir()}/p/transcripts.db: locked` })
  const files = diagnosticsFiles({
    about: { version: '0.1.0', commit: null, system: '', runtimes: [], packages: [], models: [] },
    system: {},
    settings: { ...settings, patience: 'patient', volume: 0.3 },
    speeds: {},
    turns: [turnLogRecord({ marks: { 'speech-end': 1000, 'first-token': 1250.4 } })],
    devices: {},
    status: {},
    logs: log.files,
    knownModels: new Set(['qwen2.5-0.5b']),
  })
  const textOf = (name: string) => String(files.find((file) => file.name === name)?.content)
  const written = JSON.parse(textOf('settings.json')) as Record<string, unknown>
  expect(written).toMatchObject({
    patience: 'patient',
    volume: 0.3,
    models: { stt: 'another', llm: 'qwen2.5-0.5b', tts: null },
    wakePhrases: '1 of them',
    providers: '1 of them',
    instructions: '16 characters',
  })
  expect(Object.keys(written)).toEqual(SETTING_NAMES)
  expect(JSON.parse(textOf('latency.json'))).toMatchObject([
    { afterSpeechMs: { 'speech-end': 0, 'first-token': 250 } },
  ])
  expect(textOf('warbler.log')).toContain('error worker.crashed at run (a.js:1:2)')
  expect(textOf('warbler.log')).toContain('error storage.unavailable ~/p/transcripts.db: locked')
})

test('a log that cannot be read keeps nothing else from being told', () => {
  mkdirSync(join(folder, 'odd.log'))
  const files = diagnosticsFiles({
    about: { version: '0.1.0', commit: null, system: '', runtimes: [], packages: [], models: [] },
    system: {},
    settings: defaultSettings(),
    speeds: {},
    turns: [],
    devices: {},
    status: {},
    logs: [join(folder, 'odd.log')],
    knownModels: new Set(),
  })
  expect(files.at(-1)).toEqual({ name: 'odd.log', content: 'unreadable EISDIR\n' })
  expect(files.length).toBeGreaterThan(5)
})

test('the log makes way for newer lines, and one that cannot be written costs nothing', () => {
  const log = new AppLog(folder, () => new Date(0), 500)
  for (let line = 0; line < 40; line += 1) log.write('info', 'line', { line })
  const [old = '', now = ''] = log.files
  expect(readFileSync(now, 'utf8')).toContain('line=39')
  expect(readFileSync(old, 'utf8').length + readFileSync(now, 'utf8').length).toBeLessThan(1100)
  expect(() => new AppLog('/dev/null', () => new Date(0)).write('info', 'x')).not.toThrow()
})
