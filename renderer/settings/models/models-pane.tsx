import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { LevelSource } from '../../ui/level-meter.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { ModelsStore, ModelsView } from '../../bridge/models-store.ts'
import { choiceSentence } from './choice-reason.ts'
import { DownloadCard } from './download-card.tsx'
import { FinishCard } from './finish-card.tsx'
import { ModelManager } from './model-manager.tsx'
import { ModelRow } from './model-row.tsx'
import styles from './models-pane.module.css'

export const ModelsPane = ({
  view: { snapshot: models, error },
  onCommand,
  onDownload,
  onRemove,
  snapshot,
  levels,
  onToggleTalk,
}: {
  readonly view: ModelsView
  readonly onCommand: ModelsStore['command']
  readonly onDownload: ModelsStore['download']
  readonly onRemove: ModelsStore['remove']
  readonly snapshot: AppSnapshot
  readonly levels: LevelSource
  readonly onToggleTalk: () => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const [showsAll, setShowsAll] = useState(false)
  const needed = models?.models.filter(({ required, selected }) => required || selected) ?? []
  const isMeasuring = models?.choice === null && needed.length === 0
  // Whoever still has to download what is needed is not asked to choose among the rest as well.
  const all = showsAll || models?.complete === true
  return (
    <div>
      <h2 className={styles.title}>{t('models.title')}</h2>
      <p className={styles.intro}>
        {t(models?.choice?.roles.length === 0 ? 'models.introNone' : 'models.intro')}
      </p>
      {error !== null && (
        <p className={styles.error} role="alert">
          {errorSentences(t, error)}
        </p>
      )}
      {isMeasuring && (
        <p className={styles.measuring} role="status">
          {t('models.measuring')}
        </p>
      )}
      {models !== null && !isMeasuring && (
        <>
          {models.complete && (
            <FinishCard snapshot={snapshot} levels={levels} onToggleTalk={onToggleTalk} />
          )}
          {(models.busy || !models.complete) && (
            <DownloadCard models={models} onCommand={onCommand} />
          )}
          {!all && (
            <ul className={styles.list} aria-label={t('models.list')}>
              {needed.map((model) => (
                <ModelRow key={model.id} model={model} />
              ))}
            </ul>
          )}
          <section className={styles.notes}>
            {models.choice !== null && models.choice.roles.length > 0 && (
              <>
                <h3 className={styles.why}>{t('models.why')}</h3>
                <p>{choiceSentence(t, locale, models.choice.reason)}</p>
              </>
            )}
            <p>{t('models.sources')}</p>
            <p className={styles.folder}>{t('models.folder', { folder: models.folder })}</p>
            {!all && (
              <p>
                <Button size="small" onPress={() => setShowsAll(true)}>
                  {t('models.manager.showAll')}
                </Button>
              </p>
            )}
          </section>
          {all && <ModelManager models={models} onDownload={onDownload} onRemove={onRemove} />}
        </>
      )}
    </div>
  )
}
