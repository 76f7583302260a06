import { useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineReference, EngineRole } from '../../../electron/contracts/providers.ts'
import type { Settings } from '../../../electron/contracts/settings.ts'
import { errorText } from '../../i18n/error-text.ts'
import { deadLineErrorText } from '../../i18n/placed-error-text.ts'
import shared from '../../styles/shared.module.css'
import { AddEngine } from './add-engine.tsx'
import { EngineRow } from './engine-row.tsx'
import { hasThisComputer, type LineTrouble } from './line-trouble.ts'
import { addable, moved, type LineRow } from './line-rows.ts'
import { useEngineName } from './use-engine-name.ts'
import styles from './engine-line.module.css'

/** Which engine of a role is used first, and which take its place: a list that can be put in order. */
export const EngineLine = ({
  role,
  settings,
  rows,
  trouble,
  onOrder,
}: {
  readonly role: EngineRole
  readonly settings: Pick<Settings, 'engineOrder' | 'providers'>
  readonly rows: readonly LineRow[]
  /** What is not as the order says. */
  readonly trouble: LineTrouble | null
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
      <div role="status">
        {trouble !== null && first !== undefined && (
          <p className={styles.why} data-trouble={trouble.kind}>
            <Trouble trouble={trouble} first={nameOf(first)} />
          </p>
        )}
        {!hasThisComputer(rows) && trouble?.kind !== 'stand-in' && (
          <p className={styles.consequence}>{t(`engines.withoutThisComputer.${role}`)}</p>
        )}
      </div>
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

const Trouble = ({
  trouble,
  first,
}: {
  readonly trouble: LineTrouble
  /** What the first of the line is called. */
  readonly first: string
}) => {
  const { t } = useTranslation()
  switch (trouble.kind) {
    case 'not-first':
      return t('engines.whyNot', { engine: first, ...errorText(t, trouble.because) })
    case 'stand-in':
      return t('engines.standIn')
    case 'stopped':
      return t('engines.stopped')
    case 'nobody':
      return t('engines.nobody', { ...deadLineErrorText(t, trouble.because) })
  }
}
