import styles from './filter-select.module.css'

/** A choice among a few, as small as it can be read. */
export const FilterSelect = ({
  label,
  value,
  choices,
  onPick,
}: {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly name: string }[]
  readonly onPick: (value: string) => void
}) => (
  <select
    className={styles.select}
    aria-label={label}
    value={value}
    data-set={value !== choices[0]?.value}
    onChange={(event) => onPick(event.currentTarget.value)}
  >
    {choices.map((choice) => (
      <option key={choice.value} value={choice.value}>
        {choice.name}
      </option>
    ))}
  </select>
)
