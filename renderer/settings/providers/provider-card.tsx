import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  PROVIDER_PARTS,
  providerReference,
  realtimeReference,
  type EngineOrder,
  type EngineReference,
  type EngineRole,
  type KeyState,
  type Provider,
  type ProviderTest,
} from '../../../electron/contracts/providers.ts'
import { Button } from '../../ui/button.tsx'
import type { Asked } from '../../ui/providers/providers-store.ts'
import { TestResults } from '../../ui/providers/test-results.tsx'
import styles from './provider-card.module.css'

interface ProviderCardProps {
  readonly provider: Provider
  readonly keyState: KeyState
  readonly order: EngineOrder
  readonly test: Asked<readonly ProviderTest[]> | undefined
  readonly onTest: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
  /** Its form was closed just now. */
  readonly takesFocus?: boolean
  readonly onUseFirst: (role: EngineRole, reference: EngineReference) => void
}

/** A provider as it is set up: where, with what key, for what, and in which place of each line. */
export const ProviderCard = (props: ProviderCardProps) => {
  const { provider, keyState, test } = props
  const { t } = useTranslation()
  const removeId = useId()
  const [removing, setRemoving] = useState(false)
  const keep = () => {
    setRemoving(false)
    document.getElementById(removeId)?.focus()
  }
  const { name } = provider
  return (
    <div className={styles.card} data-provider={provider.id}>
      <div className={styles.head}>
        <div>
          <h4 className={styles.name}>{name}</h4>
          <p className={styles.facts}>{provider.baseUrl}</p>
          <p className={styles.facts}>{t(`providers.keyState.${keyState}`)}</p>
        </div>
        <div className={styles.actions} role="group" aria-label={name}>
          <Button
            size="small"
            label={t('providers.testOf', { name })}
            onPress={props.onTest}
            disabled={test?.state === 'asking'}
          >
            {t('providers.test')}
          </Button>
          <Button
            size="small"
            label={t('providers.editOf', { name })}
            onPress={props.onEdit}
            autoFocus={props.takesFocus ?? false}
          >
            {t('providers.edit')}
          </Button>
          <Button
            id={removeId}
            size="small"
            label={t('providers.removeOf', { name })}
            onPress={() => setRemoving(true)}
          >
            {t('providers.remove')}
          </Button>
        </div>
      </div>
      {removing && (
        <div
          className={styles.confirm}
          role="alertdialog"
          aria-label={t('providers.remove')}
          onKeyDown={({ key }) => {
            if (key === 'Escape') keep()
          }}
        >
          <span>{t('providers.confirmRemove', { name })}</span>
          {/* The focus is on what removes nothing: whoever pressed Enter twice keeps the provider. */}
          <Button size="small" onPress={keep} autoFocus>
            {t('providers.keep')}
          </Button>
          <Button size="small" icon="trash" tone="danger" onPress={props.onRemove}>
            {t('providers.remove')}
          </Button>
        </div>
      )}
      <ProviderRoles {...props} />
      {test !== undefined && <TestResults asked={test} />}
    </div>
  )
}

const ProviderRoles = ({ provider, order, onUseFirst }: ProviderCardProps) => {
  const { t } = useTranslation()
  const used = PROVIDER_PARTS.filter((part) => provider[part] !== null)
  if (used.length === 0) return <p className={styles.facts}>{t('providers.nothingUsed')}</p>
  return (
    <dl className={styles.roles}>
      {used.map((part) => {
        // Speech to speech stands in the line of language models.
        const role = part === 'realtime' ? 'llm' : part
        const reference = (part === 'realtime' ? realtimeReference : providerReference)(provider.id)
        const place = order[role].indexOf(reference)
        const name = t(`providers.part.${part}`)
        return (
          <div key={part} className={styles.role} data-part={part}>
            <dt>{name}</dt>
            <dd className={styles.model}>
              {provider[part]?.model}
              <span className={styles.place}>
                {place < 0 && t('providers.place.out')}
                {place === 0 && t('providers.place.first')}
                {place > 0 && t('providers.place.later', { place: place + 1 })}
              </span>
            </dd>
            {place !== 0 && (
              <dd>
                <Button
                  size="small"
                  label={t('providers.useFirstOf', { name: provider.name, role: name })}
                  onPress={() => onUseFirst(role, reference)}
                >
                  {t('providers.useFirst')}
                </Button>
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
