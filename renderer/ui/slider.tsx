import { useState } from 'react'
import styles from './slider.module.css'

/**
 * A slider that tells its value once the person lets go, so that a setting is not written for every
 * pixel on the way.
 */
export const Slider = ({
  id,
  describedBy,
  value,
  range,
  format,
  onChange,
}: {
  readonly id: string
  readonly describedBy: string
  readonly value: number
  readonly range: { readonly min: number; readonly max: number; readonly step: number }
  readonly format: (value: number) => string
  readonly onChange: (value: number) => void
}) => {
  const [draft, setDraft] = useState<number | null>(null)
  const shown = draft ?? value
  const commit = () => {
    if (draft !== null && draft !== value) onChange(draft)
    setDraft(null)
  }
  return (
    <span className={styles.slider}>
      <input
        id={id}
        className={styles.input}
        type="range"
        {...range}
        value={shown}
        aria-describedby={describedBy}
        aria-valuetext={format(shown)}
        onChange={(event) => setDraft(event.currentTarget.valueAsNumber)}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <output className={styles.value} htmlFor={id}>
        {format(shown)}
      </output>
    </span>
  )
}
