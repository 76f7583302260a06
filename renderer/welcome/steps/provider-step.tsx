import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { useStore } from '../../bridge/value-store.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { KeyField } from '../../ui/providers/key-field.tsx'
import { TestResults } from '../../ui/providers/test-results.tsx'
import { Button } from '../../ui/button.tsx'
import input from '../../ui/field.module.css'
import { TextField } from '../../ui/text-field.tsx'
import type { ProviderLack } from '../provider-lack.ts'
import { offersOf, providerFrom, type ProviderOffer } from '../provider-offers.ts'
import { saveProvider } from '../save-provider.ts'
import { StepControl } from '../step-control.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './provider-step.module.css'

const NO_KEY = { text: '', keep: true }

/** A provider in three moves: which, its key, and a real call that says whether it works. */
export const ProviderStep = ({ stores, place, view, lack }: StepProps) => {
  const { t } = useTranslation()
  const shown = useStore(stores.providers)
  const { presets, found, keys, tests } = shown
  useEffect(() => stores.providers.look(), [stores.providers])
  const [picked, setPicked] = useState<string | null>(null)
  const [key, setKey] = useState(NO_KEY)
  const [model, setModel] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<CodedError | null>(null)
  const offers = offersOf(presets, found ?? [])
  const offer = offers.find(({ id }) => id === picked) ?? offers[0]
  const provider = offer === undefined ? null : providerFrom(offer, view.settings.providers, model)
  const test = provider === null ? undefined : tests[provider.id]
  const isSaved = view.settings.providers.some(({ id }) => id === provider?.id)
  const isFine = test?.state === 'answered' && test.value.every(({ ok }) => ok)
  const refused = refusal === null ? null : errorText(t, refusal)

  const pick = (next: ProviderOffer | undefined) => {
    setPicked(next?.id ?? null)
    setKey(NO_KEY)
    setModel(null)
    setRefusal(null)
  }
  const save = async () => {
    if (provider === null) return
    const error = await saveProvider(stores, { provider, key, way: place.way, view })
    setRefusal(error)
    if (error === null) setKey(NO_KEY)
  }
  const lackText = (of: ProviderLack): string => {
    if (key.text !== '') return t('welcome.provider.missing.unsaved')
    return of.lack === 'none'
      ? t('welcome.provider.missing.none')
      : t('welcome.provider.missing.key', { name: of.provider.name })
  }
  return (
    <>
      <StepHead
        mark={<StepMark icon="cloud" good={isFine} />}
        title={t('welcome.provider.title')}
        lead={t('welcome.provider.lead')}
      />
      {offers.some(({ server }) => server !== null) && (
        <div className={styles.found} role="group" aria-label={t('welcome.provider.found')}>
          <p className={styles.label}>{t('welcome.provider.found')}</p>
          {offers
            .filter(({ server }) => server !== null)
            .map((one) => (
              <Button key={one.id} size="small" icon="cube" onPress={() => pick(one)}>
                {t('welcome.provider.use', { name: one.preset.name })}
              </Button>
            ))}
        </div>
      )}
      <StepControl label={t('welcome.provider.which')}>
        {(control) => (
          <select
            id={control}
            className={input.field}
            value={offer?.id}
            onChange={(event) => pick(offers.find(({ id }) => id === event.currentTarget.value))}
          >
            {offers.map(({ id, preset }) => (
              <option key={id} value={id}>
                {preset.name}
              </option>
            ))}
          </select>
        )}
      </StepControl>
      {offer !== undefined && offer.needsModel && (
        <TextField
          label={t('providers.model')}
          hint={t('welcome.provider.modelHint')}
          value={model ?? offer.server?.models[0] ?? ''}
          suggestions={offer.server?.models ?? []}
          onChange={setModel}
        />
      )}
      {offer !== undefined && (
        <KeyField
          value={key}
          onChange={setKey}
          state={keys?.keys[provider?.id ?? ''] ?? 'none'}
          canStore={keys?.canStore ?? false}
          otherServer={false}
          keyPage={offer.preset.keyPage}
          needed={offer.preset.keyRequired}
        />
      )}
      <p className={styles.error} role="alert">
        {refused !== null
          ? sentences(t, refused.message, refused.remedy)
          : lack !== null && lackText(lack)}
      </p>
      <div>
        <Button tone="plain" disabled={provider === null} onPress={() => void save()}>
          {t('welcome.provider.save')}
        </Button>
      </div>
      <p className={styles.state} role="status">
        {isSaved &&
          test?.state === 'answered' &&
          t(isFine ? 'welcome.provider.works' : 'welcome.provider.fails', {
            name: provider?.name ?? '',
          })}
      </p>
      {test !== undefined && <TestResults asked={test} />}
      <div className={styles.others}>
        <p>{t('welcome.provider.others')}</p>
        <Button size="small" onPress={() => stores.actions.openWindow('settings', 'providers')}>
          {t('welcome.provider.openSettings')}
        </Button>
      </div>
    </>
  )
}
