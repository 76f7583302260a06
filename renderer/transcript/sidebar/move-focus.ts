import type { KeyboardEvent } from 'react'

/** The arrow keys go from row to row; Tab goes through what each row has. */
export const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const focused = document.activeElement
  const at = rows.findIndex((row) => row === focused || row.parentElement?.contains(focused))
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  const row = to === undefined ? undefined : rows[to]
  if (row === undefined) return
  event.preventDefault()
  row.focus()
}
