import { percentile } from '../support/sound-lab/measure.ts'

/** One measured thing and how its values are spread. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | '%' | 'MiB' | 'MB/s' | 'dB' | '/s'
  readonly n: number
  readonly median: number
  readonly p95: number
  readonly min: number
  readonly max: number
  readonly values: readonly number[]
}

/** A part of the benchmark as it is shown: its figures, and what a reader must know about them. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  readonly notes: readonly string[]
}

const round = (value: number) => Math.round(value * 10) / 10

/** Sums up values; null when there are none, so that a figure of nothing is never shown. */
export const figure = (
  name: string,
  unit: Figure['unit'],
  values: readonly number[],
): Figure | null =>
  values.length === 0
    ? null
    : {
        name,
        unit,
        n: values.length,
        median: round(percentile(values, 0.5)),
        p95: round(percentile(values, 0.95)),
        min: round(Math.min(...values)),
        max: round(Math.max(...values)),
        values: values.map(round),
      }

export const present = <T>(values: readonly (T | null | undefined)[]): readonly T[] =>
  values.filter((value): value is T => value !== null && value !== undefined)
