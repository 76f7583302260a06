import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { LineRow } from './line-rows.ts'
import { useEngineName } from './use-engine-name.ts'
import styles from './engine-line.module.css'

/** One engine of a line: its place, its model, and what can be done with it. */
export const EngineRow = ({
  id,
  row,
  index,
  count,
  onMove,
  onRemove,
}: {
  /** Begins the ids of its buttons. */
  readonly id: string
  readonly row: LineRow
  readonly index: number
  readonly count: number
  readonly onMove: (step: 1 | -1) => void
  readonly onRemove: () => void
}) => {
  const { t } = useTranslation()
  const engine = useEngineName()(row)
  const place = index + 1
  return (
    <li className={styles.engine} data-engine={row.reference} data-in-use={row.inUse}>
      <span className={styles.place} aria-hidden="true">
        {place}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{engine}</span>{' '}
        <span className={styles.model}>
          <ModelName row={row} />
        </span>
      </span>
      <span className={styles.ends}>
        {row.inUse && <Badge>{t('engines.inUse')}</Badge>}
        {count > 1 && (
          <>
            <IconButton
              id={`${id}-up`}
              icon="arrow-up"
              label={t('engines.moveUp', { engine })}
              disabled={index === 0}
              onPress={() => onMove(-1)}
            />
            <IconButton
              id={`${id}-down`}
              icon="arrow-down"
              label={t('engines.moveDown', { engine })}
              disabled={place === count}
              onPress={() => onMove(1)}
            />
            <IconButton
              id={`${id}-remove`}
              icon="close"
              label={t('engines.remove', { engine })}
              onPress={onRemove}
            />
          </>
        )}
      </span>
    </li>
  )
}

const ModelName = ({ row: { gone, model, missing } }: { readonly row: LineRow }) => {
  const { t } = useTranslation()
  if (gone) return t('engines.removed')
  if (model === null) return t('engines.noModel')
  return missing ? t('engines.notHere', { model }) : model
}
