import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type {
  FoundServer,
  Provider,
  ProviderPreset,
} from '../../../electron/contracts/providers.ts'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../../ui/button.tsx'
import { withFirst, withoutProvider } from '../engines/line-rows.ts'
import styles from '../general/setting-row.module.css'
import { SettingGroup } from '../general/setting-row.tsx'
import type { ProvidersStore } from '../providers-store.ts'
import type { SettingsStore, SettingsView } from '../settings-store.ts'
import { AddByPreset, AddFound } from './add-provider.tsx'
import type { TypedKey } from './key-field.tsx'
import { ProviderCard } from './provider-card.tsx'
import { draftFromPreset, draftOf, type ProviderDraft } from './provider-draft.ts'
import { ProviderForm } from './provider-form.tsx'

/** As many as the settings take. */
const MOST_PROVIDERS = 20

/** The one form that is open: of a provider that is there, or of a new one. */
interface Editing {
  readonly draft: ProviderDraft
  readonly models: readonly string[]
}

/** Servers that speak OpenAI's interface: which there are, and everything about each. */
export const ProvidersPane = ({
  view: { settings },
  store,
  onSave,
}: {
  readonly view: SettingsView
  readonly store: ProvidersStore
  readonly onSave: SettingsStore['save']
}) => {
  const { t } = useTranslation()
  const { presets, keys, found, tests, models } = useStore(store)
  const [editing, setEditing] = useState<Editing | null>(null)
  useEffect(() => store.look(), [store])

  const { providers } = settings
  const taken = providers.map(({ id }) => id)
  const open = (preset: ProviderPreset, server?: FoundServer) =>
    setEditing({ draft: draftFromPreset(preset, taken, server), models: server?.models ?? [] })
  const save = async (provider: Provider, key: TypedKey): Promise<CodedError | null> => {
    const error = await onSave({ providers: withProvider(providers, provider) })
    if (error !== null) return error
    store.forget(provider.id)
    return key.text === '' ? null : store.setKey(provider.id, key.text, key.keep)
  }
  const remove = async (provider: Provider): Promise<void> => {
    // While main still knows whose it is.
    await store.setKey(provider.id, '', false)
    await onSave({
      providers: providers.filter(({ id }) => id !== provider.id),
      engineOrder: withoutProvider(settings.engineOrder, provider.id),
    })
    store.forget(provider.id)
  }
  const offers = (found ?? []).flatMap((server) => {
    const preset = presets.find(({ id }) => id === server.preset)
    const isThere = providers.some(({ baseUrl }) => baseUrl === server.baseUrl)
    return preset === undefined || isThere ? [] : [{ server, preset }]
  })
  const formOf = ({ draft, models: known }: Editing) => (
    <ProviderForm
      key={draft.id}
      start={draft}
      stored={providers.find(({ id }) => id === draft.id) ?? null}
      preset={presets.find(({ id }) => id === draft.preset)}
      keyState={keys?.keys[draft.id] ?? 'none'}
      canStore={keys?.canStore ?? false}
      models={models[draft.id]}
      knownModels={known}
      onSave={save}
      onAskModels={(id) => void store.askModels(id)}
      onRemoveKey={() => void store.setKey(draft.id, '', false)}
      onClose={() => setEditing(null)}
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
      onEdit={() => setEditing({ draft: draftOf(provider), models: [] })}
      onRemove={() => void remove(provider)}
      onUseFirst={(role, reference) => {
        const order = withFirst(settings.engineOrder[role], reference)
        void onSave({ engineOrder: { ...settings.engineOrder, [role]: order } })
      }}
    />
  )
  const isNew = editing !== null && !taken.includes(editing.draft.id)
  // One list: a form that is saved while it is open stays the form that it is.
  const shown = isNew ? [...taken, editing.draft.id] : taken
  return (
    <div>
      <h2 className={styles.title}>{t('providers.title')}</h2>
      <p className={styles.intro}>{t('providers.intro')}</p>
      <SettingGroup title={t('providers.list')}>
        {shown.length === 0 && <p className={styles.empty}>{t('providers.none')}</p>}
        {shown.map((id) => {
          if (editing?.draft.id === id) return formOf(editing)
          const provider = providers.find((one) => one.id === id)
          return provider === undefined ? null : cardOf(provider)
        })}
      </SettingGroup>
      <SettingGroup title={t('providers.addTitle')}>
        {providers.length >= MOST_PROVIDERS && (
          <p className={styles.empty}>{t('providers.full', { count: MOST_PROVIDERS })}</p>
        )}
        {providers.length < MOST_PROVIDERS && <AddByPreset presets={presets} onAdd={open} />}
      </SettingGroup>
      <SettingGroup title={t('providers.found')}>
        {offers.map(({ server, preset }) => (
          <AddFound
            key={server.baseUrl}
            server={server}
            preset={preset}
            onAdd={() => open(preset, server)}
          />
        ))}
        <div className={styles.row}>
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
