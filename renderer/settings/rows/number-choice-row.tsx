import type { CodedError } from '../../../electron/contracts/errors.ts'
import { SelectRow } from './select-row.tsx'

/** The usual values, and the present one where it is another (asked for by voice, or edited by hand), in order. */
const choicesOf = (usual: readonly number[], value: number | null): readonly number[] =>
  [...new Set([...usual, ...(value === null ? [] : [value])])].toSorted((a, b) => a - b)

/** A setting that is one of a few numbers. */
export const NumberChoiceRow = ({
  label,
  hint,
  error,
  value,
  usual,
  nameOf,
  onPick,
}: {
  readonly label: string
  readonly hint: string
  readonly error: CodedError | undefined
  readonly value: number
  readonly usual: readonly number[]
  readonly nameOf: (value: number) => string
  readonly onPick: (value: number) => void
}) => (
  <SelectRow
    label={label}
    hint={hint}
    error={error}
    value={String(value)}
    choices={choicesOf(usual, value).map((one) => ({ value: String(one), name: nameOf(one) }))}
    onPick={(picked) => onPick(Number(picked))}
  />
)

/** The same where it may be none: that stands first, under a name of its own. */
export const OptionalNumberRow = ({
  label,
  hint,
  error,
  value,
  usual,
  none,
  nameOf,
  onPick,
}: {
  readonly label: string
  readonly hint: string
  readonly error: CodedError | undefined
  readonly value: number | null
  readonly usual: readonly number[]
  readonly none: string
  readonly nameOf: (value: number) => string
  readonly onPick: (value: number | null) => void
}) => (
  <SelectRow
    label={label}
    hint={hint}
    error={error}
    value={value === null ? '' : String(value)}
    choices={[
      { value: '', name: none },
      ...choicesOf(usual, value).map((one) => ({ value: String(one), name: nameOf(one) })),
    ]}
    onPick={(picked) => onPick(picked === '' ? null : Number(picked))}
  />
)
