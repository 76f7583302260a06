import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { canBeGivenUp } from './model-facts.ts'
import { RemoveModel } from './remove-model.tsx'
import styles from './model-manager.module.css'

/** What can be done with a model of the catalogue, or why nothing can. */
export const ModelActions = ({
  model,
  hold,
  onDownload,
  onRemove,
}: {
  readonly model: ModelSnapshot
  /** Why it stays where it is; null where it may go. */
  readonly hold: string | null
  readonly onDownload: () => void
  readonly onRemove: () => void
}) => {
  const { t } = useTranslation()
  const { id, name, state, heldBy } = model
  if (state === 'ready') {
    if (hold === null) return <RemoveModel model={model} onRemove={onRemove} />
    return heldBy.includes(id) ? <Badge>{hold}</Badge> : <p className={styles.held}>{hold}</p>
  }
  if (state === 'missing' || state === 'failed') {
    return (
      <div className={styles.actions}>
        <Button
          size="small"
          icon={state === 'failed' ? 'restart' : 'download'}
          label={t('models.manager.downloadOf', { name })}
          onPress={onDownload}
        >
          {t(state === 'failed' ? 'models.manager.again' : 'models.manager.download')}
        </Button>
        {state === 'failed' && hold === null && (
          <Button
            size="small"
            icon="close"
            label={t('models.manager.putAwayOf', { name })}
            onPress={onRemove}
          >
            {t('models.manager.putAway')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className={styles.actions}>
      <p className={styles.held}>{t(`models.state.${state}`)}</p>
      {canBeGivenUp(model) && (
        <Button
          size="small"
          icon="close"
          label={t('models.manager.cancelOf', { name })}
          onPress={onRemove}
        >
          {t('models.cancel')}
        </Button>
      )}
    </div>
  )
}
