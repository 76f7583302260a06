import type { Figure, Section } from './figure.ts'
import type { Machine } from './machine.ts'

/** The benchmark's result as text for people. Pure. */

const COLUMNS = ['n', 'median', 'p95', 'min', 'max'] as const
const WIDTH = 9

const row = (name: string, nameWidth: number, cells: readonly string[]): string =>
  `  ${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(WIDTH)).join('')}`

const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : `${value}`)

const sectionLines = (section: Section): readonly string[] => {
  const label = ({ name, unit }: Figure) => `${name}, ${unit}`
  const nameWidth = Math.max(0, ...section.figures.map((one) => label(one).length)) + 1
  return [
    section.title,
    row('', nameWidth, COLUMNS),
    ...section.figures.map((one) =>
      row(
        label(one),
        nameWidth,
        COLUMNS.map((column) => number(one[column])),
      ),
    ),
    ...section.notes.map((note) => `  · ${note}`),
    '',
  ]
}

const machineLine = (machine: Machine, loadAfter: number): string =>
  `${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Node ${machine.node}, ` +
  `Electron ${machine.electron} (${machine.electronSource}), ` +
  `load ${machine.loadBefore} before and ${loadAfter} after`

export const formatReport = (
  machine: Machine,
  loadAfter: number,
  sections: readonly Section[],
): string => [machineLine(machine, loadAfter), '', ...sections.flatMap(sectionLines)].join('\n')
