import {
  entryOf,
  isReadable,
  SETTING_NAMES,
  type SettingName,
} from '../../contracts/setting-table.ts'
import type { Locale } from '../../contracts/locales.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import { combinationLabel, parseCombination } from '../../core/hotkeys/combination.ts'
import { saidValue } from '../../core/actions/sentences.ts'
import { actionPhrases } from './phrases.ts'

/** Labels of settings that have actions of their own, and no label in the table. */
const LABELS: Readonly<Partial<Record<SettingName, string>>> = {
  models: 'engines.model.label',
  voices: 'engines.speaker.label',
  providers: 'settings.providers',
  engineOrder: 'engines.order',
  guestsUntilMs: 'voices.guests.label',
  learnedPausesMs: 'settings.learnedPauses.label',
  dictionary: 'speechJournal.dictionary.label',
}

type Text = (key: string, values?: Readonly<Record<string, string>>) => string

const hotkeyLabel = (accelerator: string): string => {
  const combination = parseCombination(accelerator, process.platform)
  return combination === null ? accelerator : combinationLabel(combination, process.platform)
}

/** What is written otherwise from now on; null where nothing was added. */
const learnedText = (
  { dictionary: now = [] }: SettingsPatch,
  { dictionary: before = [] }: SettingsPatch,
  text: Text,
): string | null => {
  const known = new Set(before.map((entry) => JSON.stringify(entry)))
  const [first, ...others] = now.filter((entry) => !known.has(JSON.stringify(entry)))
  if (first === undefined) return null
  if (others.length === 0) return text('speechJournal.dictionary.nowWrites', first)
  const words = [first, ...others].map((entry) => text('speechJournal.turn.learnedPair', entry))
  return text('speechJournal.turn.learned', { words: words.join(text('devices.separator')) })
}

/** What was changed, for those who look: "Speaking speed: 0.85 times". */
export const noticeOf = (
  patch: SettingsPatch,
  settings: Settings & { readonly before: SettingsPatch },
  locale: Locale,
  text: Text,
): string => {
  const [setting] = SETTING_NAMES.filter((name) => name in patch)
  if (setting === undefined) return text('actions.changed')
  const entry = entryOf(setting)
  const key = 'label' in entry ? entry.label : LABELS[setting]
  const label = key === undefined ? text('actions.changed') : text(key)
  if (setting === 'dictionary') return learnedText(patch, settings.before, text) ?? label
  if (!isReadable(setting)) return label
  if (setting === 'shortcuts') return label
  const value =
    setting === 'hotkey'
      ? hotkeyLabel(settings.hotkey)
      : saidValue(setting, settings[setting], actionPhrases(locale))
  return text('actions.notice', { setting: label, value })
}
