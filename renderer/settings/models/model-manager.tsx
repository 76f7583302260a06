import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSnapshot, ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { formatBytes } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { ModelsStore } from '../../bridge/models-store.ts'
import { ModelActions } from './model-actions.tsx'
import { diskUsed, holdText, modelGroups } from './model-facts.ts'
import { ModelRow } from './model-row.tsx'
import styles from './model-manager.module.css'

/** Every model of the catalogue: what it needs, what it takes, and whether it may come or go. */
export const ModelManager = ({
  models,
  onDownload,
  onRemove,
}: {
  readonly models: ModelsSnapshot
  readonly onDownload: ModelsStore['download']
  readonly onRemove: ModelsStore['remove']
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const titleRef = useRef<HTMLHeadingElement>(null)
  const remove = (id: string) => {
    onRemove(id)
    // The button that was pressed goes with the model.
    titleRef.current?.focus()
  }
  const size = formatBytes(locale, diskUsed(models))
  const rowOf = (model: ModelSnapshot) => (
    <ModelRow
      key={model.id}
      model={model}
      detailed
      actions={
        <ModelActions
          model={model}
          hold={holdText(t, model, models.models)}
          onDownload={() => onDownload(model.id, false)}
          onRemove={() => remove(model.id)}
        />
      }
    />
  )
  return (
    <section className={styles.manager}>
      <h3 ref={titleRef} className={styles.title} tabIndex={-1}>
        {t('models.manager.title')}
      </h3>
      <p className={styles.total}>{t('models.manager.total', { size })}</p>
      {modelGroups(models).map(({ kind, here, others }) => (
        <section key={kind}>
          <h4 className={styles.kind}>{t(`models.kind.${kind}`)}</h4>
          {here.length > 0 && <ul className={styles.list}>{here.map(rowOf)}</ul>}
          {others.length > 0 && (
            <details className={styles.others}>
              <summary>{t('models.manager.others', { count: others.length })}</summary>
              <ul className={styles.list}>{others.map(rowOf)}</ul>
            </details>
          )}
        </section>
      ))}
    </section>
  )
}
