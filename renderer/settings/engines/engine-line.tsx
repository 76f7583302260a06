import { useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { EngineReference, EngineRole } from '../../../electron/contracts/providers.ts'
import type { Settings } from '../../../electron/contracts/settings.ts'
import { errorText } from '../../i18n/error-text.ts'
import shared from '../../styles/shared.module.css'
import { AddEngine } from './add-engine.tsx'
import { EngineRow } from './engine-row.tsx'
import { addable, moved, type LineRow } from './line-rows.ts'
import { useEngineName } from './use-engine-name.ts'
import styles from './engine-line.module.css'

/** Which engine of a role is used first, and which take its place: a list that can be put in order. */
export const EngineLine = ({
  role,
  settings,
  rows,
  why,
  onOrder,
}: {
  readonly role: EngineRole
  readonly settings: Pick<Settings, 'engineOrder' | 'providers'>
  readonly rows: readonly LineRow[]
  /** Why the first is not used. */
  readonly why: CodedError | null
  readonly onOrder: (order: EngineReference[]) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [said, setSaid] = useState('')
  const order = rows.map(({ reference }) => reference)
  // A row that moves takes its buttons out of the page and in again: the focus would be lost.
  const focusRef = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (focusRef.current === null) return
    document.getElementById(focusRef.current)?.focus()
    focusRef.current = null
  })

  const nameOf = useEngineName()
  const move = (row: LineRow, index: number, step: 1 | -1) => {
    focusRef.current = `${id}-${row.reference}-${step < 0 ? 'up' : 'down'}`
    const place = index + step + 1
    setSaid(t('engines.moved', { engine: nameOf(row), place, count: rows.length }))
    onOrder([...moved(order, index, step)])
  }
  const remove = (index: number) => {
    const next = order[index + 1] ?? order[index - 1]
    focusRef.current = next === undefined ? null : `${id}-${next}-remove`
    onOrder(order.toSpliced(index, 1))
  }
  const first = rows[0]
  const text = why === null ? null : errorText(t, why)
  return (
    <div className={styles.line} data-role={role}>
      <p id={`${id}-label`} className={styles.heading}>
        {t('engines.order')}
      </p>
      <p className={styles.hint}>{t('engines.orderHint')}</p>
      <ol className={styles.list} aria-labelledby={`${id}-label`}>
        {rows.map((row, index) => (
          <EngineRow
            key={row.reference}
            id={`${id}-${row.reference}`}
            row={row}
            index={index}
            count={rows.length}
            onMove={(step) => move(row, index, step)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      {text !== null && first !== undefined && (
        <p className={styles.why}>{t('engines.whyNot', { engine: nameOf(first), ...text })}</p>
      )}
      <AddEngine
        references={addable(role, settings)}
        providers={settings.providers}
        onAdd={(reference) => onOrder([...order, reference])}
      />
      <p className={shared.hidden} role="status">
        {said}
      </p>
    </div>
  )
}
