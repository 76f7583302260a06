import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import type { EngineSpeeds } from '../../contracts/engine-speed.ts'
import type { AboutView } from '../../contracts/trust.ts'
import { errorCodeSchema } from '../../contracts/errors.ts'
import { isPersonal } from '../../contracts/personal-settings.ts'
import { SETTING_NAMES, type SettingName } from '../../contracts/setting-table.ts'
import { settingsSchema, type Settings } from '../../contracts/settings.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import type { ZipFile } from './write-zip.ts'

interface DiagnosticsParts {
  readonly about: AboutView
  /** Words and numbers of the system; no names of people, machines or files. */
  readonly system: Readonly<Record<string, string | number | boolean>>
  readonly settings: Settings
  readonly speeds: EngineSpeeds
  /** The latest exchanges, oldest first. */
  readonly turns: readonly TurnLogRecord[]
  /** How many there are of each kind. */
  readonly devices: Readonly<Record<string, number>>
  readonly status: Readonly<Record<string, unknown>>
  readonly logs: readonly string[]
  /** Ids of the catalogue: others may be names that somebody gave. */
  readonly knownModels: ReadonlySet<string>
}

/** Whether somebody has said more than what was there at first, and how much; never what. */
const sizeOf = (value: unknown): string => {
  if (value === null || value === '') return 'none'
  if (Array.isArray(value)) return `${value.length} of them`
  if (typeof value === 'object') return `${Object.keys(value).length} of them`
  return typeof value === 'string' ? `${value.length} characters` : 'set'
}

/** Ids of models and words of ours in what is left; anything else is a name that somebody gave. */
const onlyKnown = (value: unknown, known: ReadonlySet<string>): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return sizeOf(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, one], at) => [
      known.has(key) || ['stt', 'llm', 'tts', 'turn'].includes(key) ? key : `other ${at + 1}`,
      typeof one === 'string' ? modelName(one, known) : one,
    ]),
  )
}

const modelName = (id: string, known: ReadonlySet<string>): string =>
  id === '' || known.has(id) ? id : 'another'

/** A text that is not one of a few of ours: somebody may have edited the file by hand. */
const isFreeText = (name: SettingName, value: unknown): boolean =>
  typeof value === 'string' && !(settingsSchema.shape[name] instanceof z.ZodEnum)

const settingsOf = (settings: Settings, known: ReadonlySet<string>) =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => [
      name,
      isPersonal(name) || isFreeText(name, settings[name])
        ? sizeOf(settings[name])
        : onlyKnown(settings[name], known),
    ]),
  )

/** The delays of an exchange, ms after the end of speech; who, what and when stay where they are. */
const latencyOf = (record: TurnLogRecord, known: ReadonlySet<string>) => {
  const { marks, way, outcome, interruptedBy, errorCode, speculated, engines } = record
  const begin = marks['speech-end']
  return {
    way,
    outcome,
    interruptedBy,
    errorCode: errorCodeSchema.nullable().catch(null).parse(errorCode),
    speculated,
    discarded: record.discardedSpeculations,
    engines: onlyKnown(engines, known),
    personAudioMs: record.personAudioMs,
    replyHeardMs: record.replyHeardMs,
    completionTokens: record.completionTokens,
    generationMs: record.generationMs,
    afterSpeechMs:
      begin === undefined
        ? {}
        : Object.fromEntries(
            Object.entries(marks).map(([mark, atMs = begin]) => [mark, Math.round(atMs - begin)]),
          ),
  }
}

const speedsOf = (speeds: EngineSpeeds, known: ReadonlySet<string>) =>
  Object.entries(speeds).map(([id, speed]) => ({ model: modelName(id, known), ...speed }))

/** A log that cannot be read keeps nothing else from whoever looks for a fault: perhaps it is that fault. */
const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    return `unreadable ${code}\n`
  }
}

const json = (name: string, value: unknown): ZipFile => ({
  name,
  content: `${JSON.stringify(value, null, 2)}\n`,
})

/**
 * What helps to find a fault, and nothing that somebody said, typed or named: everything in it is taken
 * field by field, so that what a later version adds is left out until somebody thinks of it.
 */
export const diagnosticsFiles = (parts: DiagnosticsParts): readonly ZipFile[] => {
  const { about, knownModels: known } = parts
  const { version, commit, runtimes } = about
  return [
    json('versions.json', { version, commit, runtimes }),
    json('system.json', parts.system),
    json('settings.json', settingsOf(parts.settings, known)),
    json('status.json', parts.status),
    json('devices.json', parts.devices),
    json('engine-speeds.json', speedsOf(parts.speeds, known)),
    json(
      'latency.json',
      parts.turns.map((record) => latencyOf(record, known)),
    ),
    ...parts.logs
      .filter((file) => existsSync(file))
      .map((file) => ({ name: basename(file), content: contentOf(file) })),
  ]
}
