/** The first exchange whose beginning is seen, and how far it stands below the upper edge. */
export interface ReadingPlace {
  readonly exchangeId: string
  readonly offsetPx: number
}

const topOf = (element: Element, scroller: Element): number =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

/**
 * Where the person reads. Exchanges are found by halving, by their own boxes: those out of sight are
 * not laid out inside (`content-visibility`), and asking for what is in them would do it.
 */
export const readingPlace = (scroller: Element): ReadingPlace | null => {
  const exchanges = scroller.querySelectorAll('[data-exchange]')
  const edges = scroller.getBoundingClientRect()
  const topAt = (index: number) => exchanges[index]?.getBoundingClientRect().top ?? Infinity
  let low = 0
  let high = exchanges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (topAt(middle) >= edges.top) high = middle
    else low = middle + 1
  }
  // One exchange may be longer than the window: then it is the place itself.
  const exchange = exchanges[topAt(low) < edges.bottom ? low : Math.max(0, low - 1)]
  const exchangeId = exchange?.getAttribute('data-exchange') ?? null
  return exchange === undefined || exchangeId === null
    ? null
    : { exchangeId, offsetPx: topOf(exchange, scroller) }
}

/** Brings the place back to where it was seen. */
export const restorePlace = (scroller: Element, { exchangeId, offsetPx }: ReadingPlace): void => {
  const exchange = scroller.querySelector(`[data-exchange="${CSS.escape(exchangeId)}"]`)
  if (exchange === null) return
  const movedPx = topOf(exchange, scroller) - offsetPx
  if (Math.abs(movedPx) >= 0.5) scroller.scrollBy({ top: movedPx })
}

/** A found turn is looked for by the eye above the middle, with what was said before it in sight. */
const FOUND_SHARE = 0.3

/** The place at which the turn stands where the list was opened at it; null where it is not in the list. */
export const placeOfTurn = (
  scroller: Element,
  { turnId, offsetPx }: { readonly turnId: string; readonly offsetPx?: number | undefined },
): ReadingPlace | null => {
  const turn = scroller.querySelector(`[data-turn="${CSS.escape(turnId)}"]`)
  const exchange = turn?.closest('[data-exchange]')
  const exchangeId = exchange?.getAttribute('data-exchange')
  if (turn === null || exchange === null || exchange === undefined) return null
  if (exchangeId === null || exchangeId === undefined) return null
  const withinPx = turn.getBoundingClientRect().top - exchange.getBoundingClientRect().top
  return { exchangeId, offsetPx: offsetPx ?? scroller.clientHeight * FOUND_SHARE - withinPx }
}
