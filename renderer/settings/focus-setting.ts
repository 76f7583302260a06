/** Leads to one setting in the pane that is open, by the label that a person reads. */

const textOf = (element: Element): string => element.textContent.trim()

const CONTROLS = 'input:checked, input, select, textarea, button'

/** The control that a label, a legend or a heading of this text stands for. */
const controlOf = (root: ParentNode, label: string): HTMLElement | null => {
  const named = [...root.querySelectorAll('label')].find((one) => textOf(one) === label)
  if (named?.control != null) return named.control
  const legend = [...root.querySelectorAll('legend')].find((one) => textOf(one) === label)
  const inside = legend?.closest('fieldset')?.querySelector<HTMLElement>(CONTROLS)
  if (inside != null) return inside
  const heading = [...root.querySelectorAll('h3')].find((one) => textOf(one) === label)
  const first = heading?.closest('section')?.querySelector<HTMLElement>(CONTROLS)
  if (first != null) return first
  return (
    [...root.querySelectorAll<HTMLElement>('[aria-label]')].find(
      (one) => one.getAttribute('aria-label') === label,
    ) ?? null
  )
}

/** A pane whose settings are on their way is waited for so many frames: half a second. */
const FRAMES = 30

/** Focuses the control once it is there; the pane itself where it never comes. */
export const focusSetting = (label: string, pane: () => HTMLElement | null): (() => void) => {
  let frame = 0
  let left = FRAMES
  const look = (): void => {
    const root = pane()
    const control = root === null ? null : controlOf(root, label)
    if (control === null && left > 0) {
      left -= 1
      frame = requestAnimationFrame(look)
      return
    }
    const found = control ?? root
    found?.scrollIntoView({ block: 'center' })
    found?.focus({ preventScroll: true })
  }
  frame = requestAnimationFrame(look)
  return () => cancelAnimationFrame(frame)
}
