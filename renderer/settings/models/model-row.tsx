import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { formatBytes, formatSpeed, formatTimeLeft } from '../../i18n/format.ts'
import { ErrorDetail } from '../../ui/error-detail.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { languagesText, licenceName } from './model-facts.ts'
import { ModelStateMark } from './model-state-mark.tsx'
import styles from './model-row.module.css'

const MEBIBYTE = 1024 * 1024

/** One model: what it is for, how large, whose licence, from where, and how far it has come. */
export const ModelRow = ({
  model,
  detailed = false,
  actions,
}: {
  readonly model: ModelSnapshot
  /** Among others of its kind: its languages, memory and disk instead of the kind and the source. */
  readonly detailed?: boolean
  /** At the end of the row, in place of the word for its state. */
  readonly actions?: ReactNode
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { name, kind, state, receivedBytes, totalBytes, licence, source, error } = model
  const total = formatBytes(locale, totalBytes)
  const amount =
    detailed && state === 'ready'
      ? t('models.manager.disk', { size: formatBytes(locale, model.diskBytes) })
      : total
  const moving = state === 'downloading' || state === 'paused'
  const text = state === 'failed' && error !== null ? errorText(t, error) : null
  return (
    <li className={styles.row} data-model={model.id} data-state={state}>
      <ModelStateMark state={state} />
      <div className={styles.words}>
        <p>
          {detailed ? (
            <span className={styles.kind}>{name}</span>
          ) : (
            <>
              <span className={styles.kind}>{t(`models.kind.${kind}`)}</span> <span>{name}</span>
            </>
          )}
        </p>
        <p className={styles.facts}>
          {detailed && <span>{languagesText(t, locale, model)}</span>}
          <span>
            {moving
              ? t('models.received', { received: formatBytes(locale, receivedBytes), total })
              : amount}
          </span>
          {detailed && model.memoryMb > 0 && (
            <span>
              {t('models.manager.memory', {
                memory: formatBytes(locale, model.memoryMb * MEBIBYTE),
              })}
            </span>
          )}
          <Licence licence={licence} />
          {!detailed && source !== null && <span>{t(`models.source.${source}`)}</span>}
          {state === 'downloading' && model.speedBytesPerSecond > 0 && (
            <span>{formatSpeed(locale, model.speedBytesPerSecond)}</span>
          )}
          {state === 'downloading' && model.secondsLeft !== null && (
            <span>{t('models.timeLeft', { time: formatTimeLeft(locale, model.secondsLeft) })}</span>
          )}
        </p>
        {detailed && licence.note !== undefined && (
          <p className={styles.note}>{t(`models.licenceNote.${licence.note}`)}</p>
        )}
        {moving && (
          <ProgressBar
            label={t('models.progressOf', { name })}
            share={receivedBytes / totalBytes}
            tone={state === 'downloading' ? 'running' : 'still'}
          />
        )}
        {text !== null && <p className={styles.error}>{sentences(t, text.message, text.remedy)}</p>}
        {state === 'failed' && error !== null && <ErrorDetail error={error} />}
      </div>
      {actions ?? <p className={styles.state}>{t(`models.state.${state}`)}</p>}
    </li>
  )
}

const Licence = ({ licence: { id, url } }: Pick<ModelSnapshot, 'licence'>) => {
  const { t } = useTranslation()
  const name = licenceName(t, id)
  if (url === undefined) return <span>{name}</span>
  // Main hands links of this kind to the person's browser.
  return (
    <a
      className={styles.link}
      href={url}
      target="_blank"
      rel="noreferrer"
      title={t('models.openLicence', { licence: name })}
    >
      {name}
    </a>
  )
}
