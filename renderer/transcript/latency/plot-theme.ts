import { LATENCY_STAGES } from '../../../electron/core/turns/latency-stages.ts'

/** A canvas takes no custom properties: what the plot is painted with, read from them. */
export interface PlotTheme {
  /** In the order of the stages. */
  readonly stages: readonly string[]
  readonly ink: string
  readonly line: string
  readonly surface: string
  /** As a canvas takes it. */
  readonly font: string
}

const STAGE_TOKENS = {
  'speech-to-text': '--stage-hearing',
  'turn-end': '--stage-waiting',
  'language-model': '--stage-thinking',
  voice: '--stage-voice',
  loudspeaker: '--stage-loudspeaker',
} as const

const AXIS_FONT_PX = 11

export const readPlotTheme = (element: Element): PlotTheme => {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    stages: LATENCY_STAGES.map((stage) => token(STAGE_TOKENS[stage])),
    ink: token('--ink-soft'),
    line: token('--line'),
    surface: token('--surface-sunken'),
    font: `${AXIS_FONT_PX}px ${style.fontFamily}`,
  }
}

const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)']

/** Calls back whenever the tokens may have other values. Returns the disposer. */
export const onThemeChange = (listener: () => void): (() => void) => {
  const queries = QUERIES.map((query) => matchMedia(query))
  for (const query of queries) query.addEventListener('change', listener)
  const wished = new MutationObserver(listener)
  wished.observe(document.documentElement, { attributeFilter: ['data-contrast'] })
  return () => {
    wished.disconnect()
    for (const query of queries) query.removeEventListener('change', listener)
  }
}
