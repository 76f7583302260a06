import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import type { Settings, SettingsPatch } from '../../../electron/contracts/settings.ts'
import { patchForVoice } from '../../../electron/core/actions/choose-voice.ts'
import {
  languagesOf,
  listVoices,
  searchVoices,
  type ListedVoice,
} from '../../../electron/core/actions/voice-list.ts'
import { useStore } from '../../bridge/value-store.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { sentences } from '../../i18n/sentences.ts'
import field from '../../ui/field.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import rows from '../rows/setting-row.module.css'
import type { PreviewStore } from './preview-store.ts'
import styles from './voice-list.module.css'
import { VoiceRow } from './voice-row.tsx'

const keyOf = ({ voice: { model, id } }: ListedVoice): string => `${model} ${id ?? ''}`

/** Whether this one speaks where the computer's own engine does. */
const isUsed = (
  { voice: { model, id } }: ListedVoice,
  settings: Settings,
  models: ModelsSnapshot,
): boolean => {
  if (model !== models.choice?.tts) return false
  const { voices = [] } = models.models.find((one) => one.id === model) ?? {}
  const chosen = settings.voices[model] ?? voices[0]?.id ?? null
  return id === null || id === chosen
}

/** Every voice by name, to be heard, chosen and fetched. */
export const VoiceList = ({
  models,
  settings,
  preview,
  onChange,
  onDownload,
}: {
  readonly models: ModelsSnapshot
  readonly settings: Settings
  readonly preview: PreviewStore
  readonly onChange: (patch: SettingsPatch) => void
  /** Fetches a model and has it speak. */
  readonly onDownload: (model: string) => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const englishNames = new Intl.DisplayNames('en', { type: 'language' })
  const [query, setQuery] = useState('')
  const [language, setLanguage] = useState('')
  const { voice: playing, isPlaying, error } = useStore(preview)
  // Whoever goes elsewhere has heard enough.
  useEffect(() => preview.stop, [preview])
  const all = listVoices(models.models, models.choice?.tts ?? null)
  const languageOf = ({ voice }: ListedVoice): string => names.of(voice.language) ?? voice.language
  const found = searchVoices(
    all.filter(({ voice }) => language === '' || voice.language.split('-')[0] === language),
    query,
    (one) =>
      [
        languageOf(one),
        englishNames.of(one.voice.language),
        one.sex === null ? '' : t(`voiceOut.voices.${one.sex}`),
        one.voice.modelName,
      ].join(' '),
  )
  const isLocal = settings.engineOrder.tts[0] === 'local'
  return (
    <SettingGroup title={t('voiceOut.voices.title')}>
      <div className={styles.search}>
        <p className={rows.hint}>
          {sentences(t, t('voiceOut.voices.hint'), isLocal ? '' : t('voiceOut.voices.provider'))}
        </p>
        <input
          className={field.field}
          type="search"
          aria-label={t('voiceOut.voices.search')}
          placeholder={t('voiceOut.voices.search')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <select
          className={field.field}
          aria-label={t('voiceOut.voices.language')}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        >
          <option value="">{t('voiceOut.voices.all')}</option>
          {languagesOf(all).map((tag) => (
            <option key={tag} value={tag}>
              {names.of(tag) ?? tag}
            </option>
          ))}
        </select>
        <p className={rows.hint} role="status">
          {found.length === 0
            ? t('voiceOut.voices.none')
            : t('voiceOut.voices.count', { count: found.length })}
        </p>
        <p className={rows.error} role="alert">
          {errorSentences(t, error)}
        </p>
      </div>
      <ul className={styles.list} aria-label={t('voiceOut.voices.title')} tabIndex={0}>
        {found.map((one) => {
          const { model, id } = one.voice
          const isTried = playing?.model === model && playing.voice === id
          return (
            <VoiceRow
              key={keyOf(one)}
              voice={one}
              language={languageOf(one)}
              isUsed={isUsed(one, settings, models)}
              tried={isTried ? (isPlaying ? 'playing' : 'preparing') : null}
              onPlay={() => preview.toggle({ model, voice: id })}
              onUse={() => onChange(patchForVoice(one.voice, settings, models))}
              onDownload={() => onDownload(model)}
            />
          )
        })}
      </ul>
    </SettingGroup>
  )
}
