import type { Appearance } from '../../electron/contracts/snapshot.ts'

/**
 * What the system or the person wishes of every window, said on the root for the style sheets to go by:
 * `data-contrast` (`more`, or `forced` where the system paints with its own colours), `data-motion` and
 * `data-transparency` (`less`). The theme needs none: main tells Electron, and the media query follows.
 */

const QUERIES = {
  contrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)',
  motion: '(prefers-reduced-motion: reduce)',
  transparency: '(prefers-reduced-transparency: reduce)',
} as const

/** Which of the system's wishes are there. */
type SystemWishes = Readonly<Record<keyof typeof QUERIES, boolean>>

/** The attributes for the root; null: none. */
export const attributesFor = (
  { contrast, motion, transparency }: Appearance,
  system: SystemWishes,
): Readonly<Record<'contrast' | 'motion' | 'transparency', string | null>> => {
  const wanted = contrast === 'more' || system.contrast ? 'more' : null
  return {
    contrast: system.forced ? 'forced' : wanted,
    motion: motion === 'less' || system.motion ? 'less' : null,
    transparency: transparency === 'less' || system.transparency ? 'less' : null,
  }
}

/** Calls back whenever the system wishes something else. Returns the disposer. */
export const onSystemWishes = (listener: () => void): (() => void) => {
  const queries = Object.values(QUERIES).map((query) => matchMedia(query))
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
  }
}

/** Sets the root's attributes by what the system wishes now. */
export const showAppearance = (appearance: Appearance): void => {
  const wish = (name: keyof typeof QUERIES) => matchMedia(QUERIES[name]).matches
  const attributes = attributesFor(appearance, {
    contrast: wish('contrast'),
    forced: wish('forced'),
    motion: wish('motion'),
    transparency: wish('transparency'),
  })
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) delete document.documentElement.dataset[name]
    else document.documentElement.dataset[name] = value
  }
}

/** Whether what moves by script is to stand still. */
export const isStill = (): boolean => document.documentElement.dataset['motion'] === 'less'
