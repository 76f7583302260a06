import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderPart, ProviderPreset } from '../../../electron/contracts/providers.ts'
import input from '../../ui/field.module.css'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { FieldProblems, ProviderDraft } from '../../ui/providers/provider-draft.ts'
import { WordsWhileHearing } from './words-while-hearing.tsx'
import styles from './provider-form.module.css'

interface RoleFieldsProps {
  readonly draft: ProviderDraft
  readonly onChange: (draft: ProviderDraft) => void
  readonly problems: FieldProblems
  readonly preset: ProviderPreset | undefined
  /** Names that the provider itself gave. */
  readonly models: readonly string[]
}

/** What a provider is used for, a part each, with its model and what goes with it. */
export const RoleFields = (props: RoleFieldsProps) => (
  <>
    <SpeechToTextFields {...props} />
    <LanguageModelFields {...props} />
    <VoiceFields {...props} />
    <RealtimeFields {...props} />
  </>
)

const useProblem = (problems: FieldProblems) => {
  const { t } = useTranslation()
  return (path: string): string | undefined => {
    const problem = problems[path]
    return problem === undefined ? undefined : t(`providers.invalid.${problem}`)
  }
}

const suggestionsFor = (
  role: ProviderPart,
  { preset, models }: Pick<RoleFieldsProps, 'preset' | 'models'>,
): readonly string[] => [...new Set([...(preset?.[role] ?? []), ...models])]

const RolePart = ({
  role,
  on,
  onSwitch,
  children,
}: {
  readonly role: ProviderPart
  readonly on: boolean
  readonly onSwitch: (on: boolean) => void
  readonly children: ReactNode
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.role} role="group" aria-labelledby={`${id}-label`} data-role={role}>
      <div className={styles.use}>
        <label id={`${id}-label`} htmlFor={id}>
          {t(`providers.use.${role}`)}
        </label>
        <Switch id={id} describedBy={`${id}-label`} on={on} onChange={onSwitch} />
      </div>
      {on && children}
    </div>
  )
}

const SpeechToTextFields = (props: RoleFieldsProps) => {
  const { draft, onChange } = props
  const { t } = useTranslation()
  const problem = useProblem(props.problems)
  const change = (changes: Partial<ProviderDraft['stt']>) =>
    onChange({ ...draft, stt: { ...draft.stt, ...changes } })
  return (
    <RolePart role="stt" on={draft.stt.on} onSwitch={(on) => change({ on })}>
      <div className={styles.pair}>
        <TextField
          label={t('providers.model')}
          value={draft.stt.model}
          error={problem('stt.model')}
          suggestions={suggestionsFor('stt', props)}
          onChange={(model) => change({ model })}
        />
        <TextField
          label={t('providers.languages')}
          hint={t('providers.languagesHint')}
          value={draft.stt.languages}
          error={problem('stt.languages')}
          onChange={(languages) => change({ languages })}
        />
      </div>
      <WordsWhileHearing streams={draft.stt.streams} onChange={(streams) => change({ streams })} />
    </RolePart>
  )
}

const APIS = ['chat', 'responses'] as const

const LanguageModelFields = (props: RoleFieldsProps) => {
  const { draft, onChange } = props
  const { t } = useTranslation()
  const id = useId()
  const problem = useProblem(props.problems)
  const change = (changes: Partial<ProviderDraft['llm']>) =>
    onChange({ ...draft, llm: { ...draft.llm, ...changes } })
  return (
    <RolePart role="llm" on={draft.llm.on} onSwitch={(on) => change({ on })}>
      <TextField
        label={t('providers.model')}
        value={draft.llm.model}
        error={problem('llm.model')}
        suggestions={suggestionsFor('llm', props)}
        onChange={(model) => change({ model })}
      />
      <div className={styles.pair}>
        <div className={styles.select}>
          <label className={styles.label} htmlFor={id}>
            {t('providers.api')}
          </label>
          <select
            id={id}
            className={input.field}
            value={draft.llm.api}
            onChange={(event) =>
              change({ api: APIS.find((api) => api === event.currentTarget.value) ?? 'chat' })
            }
          >
            {APIS.map((api) => (
              <option key={api} value={api}>
                {t(`providers.apiName.${api}`)}
              </option>
            ))}
          </select>
        </div>
        <TextField
          label={t('providers.contextTokens')}
          hint={t('providers.contextHint')}
          value={draft.llm.contextTokens}
          error={problem('llm.contextTokens')}
          onChange={(contextTokens) => change({ contextTokens })}
        />
      </div>
    </RolePart>
  )
}

const VoiceFields = (props: RoleFieldsProps) => {
  const { draft, onChange } = props
  const { t } = useTranslation()
  const problem = useProblem(props.problems)
  const change = (changes: Partial<ProviderDraft['tts']>) =>
    onChange({ ...draft, tts: { ...draft.tts, ...changes } })
  return (
    <RolePart role="tts" on={draft.tts.on} onSwitch={(on) => change({ on })}>
      <div className={styles.pair}>
        <TextField
          label={t('providers.model')}
          value={draft.tts.model}
          error={problem('tts.model')}
          suggestions={suggestionsFor('tts', props)}
          onChange={(model) => change({ model })}
        />
        <TextField
          label={t('providers.voice')}
          value={draft.tts.voice}
          error={problem('tts.voice')}
          suggestions={props.preset?.voices ?? []}
          onChange={(voice) => change({ voice })}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          label={t('providers.languages')}
          hint={t('providers.languagesHint')}
          value={draft.tts.languages}
          error={problem('tts.languages')}
          onChange={(languages) => change({ languages })}
        />
        <TextField
          label={t('providers.sampleRateHz')}
          value={draft.tts.sampleRateHz}
          error={problem('tts.sampleRateHz')}
          onChange={(sampleRateHz) => change({ sampleRateHz })}
        />
      </div>
    </RolePart>
  )
}

const RealtimeFields = (props: RoleFieldsProps) => {
  const { draft, onChange } = props
  const { t } = useTranslation()
  const problem = useProblem(props.problems)
  const change = (changes: Partial<ProviderDraft['realtime']>) =>
    onChange({ ...draft, realtime: { ...draft.realtime, ...changes } })
  return (
    <RolePart role="realtime" on={draft.realtime.on} onSwitch={(on) => change({ on })}>
      <div className={styles.pair}>
        <TextField
          label={t('providers.model')}
          value={draft.realtime.model}
          error={problem('realtime.model')}
          suggestions={suggestionsFor('realtime', props)}
          onChange={(model) => change({ model })}
        />
        <TextField
          label={t('providers.voice')}
          value={draft.realtime.voice}
          error={problem('realtime.voice')}
          suggestions={props.preset?.realtimeVoices ?? []}
          onChange={(voice) => change({ voice })}
        />
      </div>
    </RolePart>
  )
}
