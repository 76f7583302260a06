import type { KeyboardEvent } from 'react'

/** The arrow keys go from row to row; Tab goes through what each row has. */
export const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const focused = document.activeElement
  // The focus is on a row, or on what stands beside it in the same item of the list.
  const item = focused?.closest('li') ?? null
  const at = rows.findIndex((row) => row === focused || (item?.contains(row) ?? false))
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  const row = to === undefined ? undefined : rows[to]
  if (row === undefined) return
  event.preventDefault()
  row.focus()
}

/** The focus goes to the next row, where that one is about to go: keys must not end in nothing. */
export const leaveRow = (row: HTMLElement | null): void => {
  const rows = [...(row?.closest('nav')?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const at = rows.findIndex((one) => row?.contains(one))
  const neighbour = rows[at + 1] ?? rows[at - 1]
  neighbour?.focus()
}
