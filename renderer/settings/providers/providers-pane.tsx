import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type {
  FoundServer,
  Provider,
  ProviderPreset,
} from '../../../electron/contracts/providers.ts'
import { useStore } from '../../bridge/value-store.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import { withFirst, withoutProvider } from '../engines/line-rows.ts'
import styles from '../rows/setting-row.module.css'
import { SettingGroup } from '../rows/setting-row.tsx'
import type { ProvidersStore } from '../../ui/providers/providers-store.ts'
import type { SettingsStore, SettingsView } from '../../bridge/settings-store.ts'
import { AddByPreset, AddFound } from './add-provider.tsx'
import type { TypedKey } from '../../ui/providers/key-field.tsx'
import { ProviderCard } from './provider-card.tsx'
import { draftFromPreset, draftOf, type ProviderDraft } from '../../ui/providers/provider-draft.ts'
import { ProviderForm } from './provider-form.tsx'
import type { OpenForm, ProviderForms } from './provider-forms.ts'

/** As many as the settings take. */
const MOST_PROVIDERS = 20

/** Servers that speak OpenAI's interface: which there are, and everything about each. */
export const ProvidersPane = ({
  view: { settings },
  store,
  forms,
  onSave,
}: {
  readonly view: SettingsView
  readonly store: ProvidersStore
  readonly forms: ProviderForms
  readonly onSave: SettingsStore['save']
}) => {
  const { t } = useTranslation()
  const { presets, keys, found, tests, models } = useStore(store)
  const open = useStore(forms)
  /** The form that was opened, and the one that was closed, while the pane is shown: they have the focus. */
  const [last, setLast] = useState<{ readonly id: string; readonly opened: boolean } | null>(null)
  /** Why the last one that was to be removed is still here. */
  const [removeError, setRemoveError] = useState<CodedError | null>(null)
  const titleRef = useRef<HTMLHeadingElement>(null)
  useEffect(() => store.look(), [store])

  const { providers } = settings
  const taken = providers.map(({ id }) => id)
  const openForm = (draft: ProviderDraft, known?: readonly string[]) => {
    forms.open(draft, known)
    setLast({ id: draft.id, opened: true })
  }
  const add = (preset: ProviderPreset, server?: FoundServer) =>
    openForm(draftFromPreset(preset, [...taken, ...Object.keys(open)], server), server?.models)
  const closeForm = (id: string) => {
    forms.close(id)
    setLast({ id, opened: false })
    // A new one leaves nothing behind that could have the focus.
    if (!taken.includes(id)) titleRef.current?.focus()
  }
  const save = async (provider: Provider, key: TypedKey): Promise<CodedError | null> => {
    const error = await onSave({ providers: withProvider(providers, provider) })
    if (error !== null) return error
    store.forget(provider.id)
    return key.text === '' ? null : store.setKey(provider.id, key.text, key.keep)
  }
  const remove = async (provider: Provider): Promise<void> => {
    // While main still knows whose it is. A key that stays has its provider stay, too: else nobody would
    // know of it.
    const error =
      (await store.setKey(provider.id, '', false)) ??
      (await onSave({
        providers: providers.filter(({ id }) => id !== provider.id),
        engineOrder: withoutProvider(settings.engineOrder, provider.id),
      }))
    setRemoveError(error)
    if (error !== null) return
    store.forget(provider.id)
    titleRef.current?.focus()
  }
  const offers = (found ?? []).flatMap((server) => {
    const preset = presets.find(({ id }) => id === server.preset)
    const isThere = providers.some(({ baseUrl }) => baseUrl === server.baseUrl)
    return preset === undefined || isThere ? [] : [{ server, preset }]
  })
  const formOf = (form: OpenForm, { id, preset } = form.draft) => (
    <ProviderForm
      key={id}
      form={form}
      forms={forms}
      takesFocus={last?.opened === true && last.id === id}
      stored={providers.find((one) => one.id === id) ?? null}
      preset={presets.find((one) => one.id === preset)}
      keyState={keys?.keys[id] ?? 'none'}
      canStore={keys?.canStore ?? false}
      models={models[id]}
      onSave={save}
      onAskModels={() => void store.askModels(id)}
      onRemoveKey={() => void store.setKey(id, '', false)}
      onClose={() => closeForm(id)}
    />
  )
  const cardOf = (provider: Provider) => (
    <ProviderCard
      key={provider.id}
      provider={provider}
      keyState={keys?.keys[provider.id] ?? 'none'}
      order={settings.engineOrder}
      test={tests[provider.id]}
      onTest={() => store.test(provider.id)}
      onEdit={() => openForm(draftOf(provider))}
      takesFocus={last?.opened === false && last.id === provider.id}
      onRemove={() => void remove(provider)}
      onUseFirst={(role, reference) => {
        const order = withFirst(settings.engineOrder[role], reference)
        void onSave({ engineOrder: { ...settings.engineOrder, [role]: order } })
      }}
    />
  )
  // One list: a form that is saved while it is open stays the form that it is.
  const shown = [...taken, ...Object.keys(open).filter((id) => !taken.includes(id))]
  return (
    <div>
      <h2 ref={titleRef} className={styles.title} tabIndex={-1}>
        {t('providers.title')}
      </h2>
      <p className={styles.intro}>{t('providers.intro')}</p>
      <p className={styles.error} role="alert">
        {errorSentences(t, removeError)}
      </p>
      <SettingGroup title={t('providers.list')}>
        {shown.length === 0 && <p className={styles.empty}>{t('providers.none')}</p>}
        {shown.map((id) => {
          const form = open[id]
          if (form !== undefined) return formOf(form)
          const provider = providers.find((one) => one.id === id)
          return provider === undefined ? null : cardOf(provider)
        })}
      </SettingGroup>
      <SettingGroup title={t('providers.addTitle')}>
        {providers.length >= MOST_PROVIDERS && (
          <p className={styles.empty}>{t('providers.full', { count: MOST_PROVIDERS })}</p>
        )}
        {providers.length < MOST_PROVIDERS && <AddByPreset presets={presets} onAdd={add} />}
      </SettingGroup>
      <SettingGroup title={t('providers.found')}>
        {offers.map(({ server, preset }) => (
          <AddFound
            key={server.baseUrl}
            server={server}
            preset={preset}
            onAdd={() => add(preset, server)}
          />
        ))}
        <div className={styles.ending}>
          <p className={styles.hint} role="status">
            {found === null && t('providers.looking')}
            {found?.length === 0 && t('providers.foundNone')}
          </p>
          <Button size="small" icon="restart" onPress={store.look} disabled={found === null}>
            {t('providers.lookAgain')}
          </Button>
        </div>
      </SettingGroup>
    </div>
  )
}

const withProvider = (all: readonly Provider[], provider: Provider): Provider[] =>
  all.some(({ id }) => id === provider.id)
    ? all.map((one) => (one.id === provider.id ? provider : one))
    : [...all, provider]
