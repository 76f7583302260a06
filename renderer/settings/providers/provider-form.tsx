import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { KeyState, Provider, ProviderPreset } from '../../../electron/contracts/providers.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Asked } from '../../ui/providers/providers-store.ts'
import { AskModels } from './ask-models.tsx'
import { HeaderRows } from './header-rows.tsx'
import { KeyField, type TypedKey } from '../../ui/providers/key-field.tsx'
import {
  isOtherServer,
  isReadableByOthers,
  providerOfDraft,
  withoutNamelessRoles,
  type ProviderDraft,
} from '../../ui/providers/provider-draft.ts'
import { isUnsaved, type OpenForm, type ProviderForms } from './provider-forms.ts'
import { RoleFields } from './role-fields.tsx'
import styles from './provider-form.module.css'

interface ProviderFormProps {
  readonly form: OpenForm
  readonly forms: Pick<ProviderForms, 'change' | 'stored'>
  /** As it is stored; null for one that is new. */
  readonly stored: Provider | null
  readonly preset: ProviderPreset | undefined
  readonly keyState: KeyState
  readonly canStore: boolean
  readonly models: Asked<readonly string[]> | undefined
  /** Stores it and the key, where one was typed. Null: done. */
  readonly onSave: (provider: Provider, key: TypedKey) => Promise<CodedError | null>
  readonly onAskModels: (id: string) => void
  readonly onRemoveKey: () => void
  readonly onClose: () => void
  /** It was opened just now, elsewhere than the button that was pressed for it. */
  readonly takesFocus?: boolean
}

/** Everything about one provider: where it is, its key, and what it is used for. */
export const ProviderForm = ({
  form,
  forms,
  stored,
  preset,
  keyState,
  canStore,
  models,
  onSave,
  onAskModels,
  onRemoveKey,
  onClose,
  takesFocus = false,
}: ProviderFormProps) => {
  const { t } = useTranslation()
  const id = useId()
  const { draft, key } = form
  const setDraft = (next: ProviderDraft) => forms.change(draft.id, { draft: next })
  /** What is wrong is said once somebody tried, and then followed. */
  const [tried, setTried] = useState<'no' | 'save' | 'ask'>('no')
  const [refused, setRefused] = useState<CodedError | null>(null)
  const formRef = useRef<HTMLFormElement>(null)
  const titleRef = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) titleRef.current?.focus()
  }, [takesFocus])

  const wanted = tried === 'ask' ? withoutNamelessRoles(draft) : draft
  const checked = providerOfDraft(wanted)
  const problems = tried === 'no' || checked.ok ? {} : checked.problems
  const problem = (path: 'name' | 'baseUrl' | 'headers') => {
    const found = problems[path]
    return found === undefined ? undefined : t(`providers.invalid.${found}`)
  }
  const store = async (as: ProviderDraft): Promise<boolean> => {
    const result = providerOfDraft(as)
    if (!result.ok) {
      // After the sentences are there.
      requestAnimationFrame(() =>
        formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      )
      return false
    }
    const error = await onSave(result.provider, key)
    setRefused(error)
    if (error === null) forms.stored(as)
    return error === null
  }
  const save = async () => {
    setTried('save')
    if (await store(draft)) onClose()
  }
  const ask = async () => {
    setTried('ask')
    if (await store(withoutNamelessRoles(draft))) onAskModels(draft.id)
  }
  const otherServer = stored !== null && isOtherServer(stored.baseUrl, draft.baseUrl)
  const came = models?.state === 'answered' ? models.value : []
  return (
    <form
      ref={formRef}
      className={styles.form}
      aria-labelledby={`${id}-title`}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={styles.head}>
        <h4 ref={titleRef} id={`${id}-title`} className={styles.title} tabIndex={-1}>
          {stored === null ? t('providers.new') : t('providers.editOf', { name: stored.name })}
        </h4>
        {isUnsaved(form) && <p className={styles.note}>{t('providers.unsaved')}</p>}
      </div>
      <TextField
        label={t('providers.name')}
        value={draft.name}
        maxLength={60}
        error={problem('name')}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <TextField
        label={t('providers.address')}
        type="url"
        value={draft.baseUrl}
        maxLength={500}
        hint={t('providers.addressHint')}
        error={problem('baseUrl')}
        onChange={(baseUrl) => setDraft({ ...draft, baseUrl })}
      />
      {isReadableByOthers(draft.baseUrl) && (
        <p className={styles.warning}>{t('providers.notSecret')}</p>
      )}
      <KeyField
        value={key}
        onChange={(typed) => forms.change(draft.id, { key: typed })}
        state={keyState}
        canStore={canStore}
        otherServer={otherServer}
        keyPage={preset?.keyPage ?? null}
      />
      {(keyState === 'stored' || keyState === 'session') && !otherServer && (
        <div className={styles.actions}>
          <Button size="small" onPress={onRemoveKey}>
            {t('providers.removeKey')}
          </Button>
        </div>
      )}
      <AskModels
        asked={models}
        saves={stored === null || isUnsaved(form)}
        onAsk={() => void ask()}
      />
      <RoleFields
        draft={draft}
        onChange={setDraft}
        problems={problems}
        preset={preset}
        models={[...form.models, ...came]}
      />
      <HeaderRows
        headers={draft.headers}
        error={problem('headers')}
        onChange={(headers) => setDraft({ ...draft, headers })}
      />
      <p className={styles.error} role="alert">
        {errorSentences(t, refused)}
      </p>
      <div className={styles.actions}>
        <Button tone="primary" onPress={() => void save()}>
          {t('providers.save')}
        </Button>
        <Button onPress={onClose}>{t('providers.cancel')}</Button>
      </div>
    </form>
  )
}
