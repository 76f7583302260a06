import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ACTION_RISKS } from '../../../electron/contracts/actions.ts'
import { entryOf, isReadable, SETTING_NAMES } from '../../../electron/contracts/setting-table.ts'
import { SETTINGS_PANES } from '../../../electron/contracts/window-routes.ts'
import { defaultSettings, settingsPatchSchema } from '../../../electron/contracts/settings.ts'
import { ACTIONS, actionOf } from '../../../electron/core/actions/definitions.ts'
import { outcomeOf } from '../../../electron/core/actions/setting-change.ts'
import { isChangeable } from '../../../electron/contracts/setting-table.ts'
import en from '../../../resources/locales/en.json'
import zh from '../../../resources/locales/zh.json'
import phrases from '../../../resources/prompts/actions.json'

const textAt = (locale: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (node, part) =>
        typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined,
      locale,
    )

describe('the table of settings', () => {
  it('has every setting, and no other', () => {
    expect([...SETTING_NAMES].sort()).toEqual(Object.keys(settingsPatchSchema.shape).sort())
  })

  it('leads to panes that there are, and to labels that both locales have', () => {
    for (const name of SETTING_NAMES) {
      const entry = entryOf(name)
      if (!('label' in entry)) continue
      expect(SETTINGS_PANES).toContain(entry.pane)
      expect(typeof textAt(en, entry.label), entry.label).toBe('string')
      expect(typeof textAt(zh, entry.label), entry.label).toBe('string')
    }
  })

  it('names actions that there are, for settings that have their own', () => {
    for (const name of SETTING_NAMES) {
      const entry = entryOf(name)
      if (entry.kind === 'own') {
        for (const action of entry.actions) expect(actionOf(action), action).not.toBeNull()
      }
    }
  })

  it('gives a reason for each that is not for voice', () => {
    for (const name of SETTING_NAMES) {
      const entry = entryOf(name)
      if (entry.kind === 'none' || entry.kind === 'told')
        expect(entry.why.length).toBeGreaterThan(20)
    }
  })

  it('holds values that the settings take: the ends of a number, each of a choice', () => {
    for (const name of SETTING_NAMES.filter(isChangeable)) {
      const entry = entryOf(name)
      const values =
        entry.kind === 'number'
          ? [entry.min, entry.max, ...(entry.off === undefined ? [] : [entry.off])]
          : entry.kind === 'choice'
            ? entry.values
            : entry.kind === 'switch'
              ? [true, false]
              : [null, { from: '22:00', to: '07:00' }]
      for (const value of values) {
        expect(settingsPatchSchema.safeParse({ [name]: value }).success, name).toBe(true)
        expect(actionOf(`${name}.set`)?.parameters.safeParse({ value }).success).toBe(true)
      }
    }
  })

  it('moves each that has more and less from end to end, and says so there', () => {
    for (const { id } of ACTIONS.filter(({ id }) => id.endsWith('.step'))) {
      const setting = SETTING_NAMES.filter(isChangeable).find((name) => id === `${name}.step`)
      expect(setting).toBeDefined()
      if (setting === undefined) continue
      for (const steps of [1, -1]) {
        let settings = defaultSettings()
        let outcome = outcomeOf({ setting, verb: 'step', steps }, settings)
        for (let more = 0; outcome.kind === 'changed' && more < 400; more += 1) {
          expect(settingsPatchSchema.safeParse(outcome.patch).success).toBe(true)
          settings = { ...settings, [setting]: outcome.to }
          outcome = outcomeOf({ setting, verb: 'step', steps }, settings)
        }
        expect(outcome.kind, id).toBe('at-its-end')
      }
    }
  })
})

describe('what is said of settings', () => {
  it.each(['en', 'zh'] as const)('has a name for each that can be asked for, in %s', (language) => {
    const { names } = phrases[language]
    expect(Object.keys(names).sort()).toEqual(SETTING_NAMES.filter(isReadable).sort())
  })

  it.each(['en', 'zh'] as const)('has a word for each value of a choice, in %s', (language) => {
    const values: Readonly<Record<string, string>> = phrases[language].values
    for (const name of SETTING_NAMES) {
      const entry = entryOf(name)
      if (entry.kind !== 'choice') continue
      for (const value of entry.values) expect(values[`${name}.${value}`]).toBeTypeOf('string')
    }
  })

  it('is the same in both languages, slot by slot', () => {
    const slots = (node: unknown): unknown =>
      typeof node === 'string'
        ? [...node.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort()
        : Object.fromEntries(Object.entries(node ?? {}).map(([key, child]) => [key, slots(child)]))
    expect(slots(phrases.zh)).toEqual(slots(phrases.en))
  })
})

describe('every action', () => {
  it('has a name in both locales', () => {
    for (const { title, offered } of ACTIONS) {
      for (const key of [title, ...offered.flatMap((offer) => offer.title ?? [])]) {
        expect(typeof textAt(en, key), key).toBe('string')
        expect(typeof textAt(zh, key), key).toBe('string')
      }
    }
  })

  it('has an id of its own, and takes what it is offered with', () => {
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length)
    for (const { id, parameters, offered } of ACTIONS) {
      for (const { input } of offered) expect(parameters.safeParse(input).success, id).toBe(true)
    }
  })
})

it('can be offered to a language model: every input is a schema that travels', () => {
  for (const { id, parameters, risk } of ACTIONS) {
    expect(z.toJSONSchema(parameters), id).toMatchObject({ type: 'object' })
    expect(ACTION_RISKS).toContain(risk)
  }
})
