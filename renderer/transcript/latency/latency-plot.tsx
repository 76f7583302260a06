import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { LATENCY_STAGES, median } from '../../../electron/core/turns/latency-stages.ts'
import { formatSeconds, formatTime } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SHOWN_TURNS, stackedColumns, type LatencyTurn } from './latency-turns.ts'
import { onThemeChange, readPlotTheme, type PlotTheme } from './plot-theme.ts'
import styles from './latency-plot.module.css'

/** So that a quick second and a slow one look different, also where all are quick. */
const LOWEST_TOP_MS = 1000

/** A dashed line across at the median. */
const drawMedian = (plot: uPlot, turns: readonly LatencyTurn[], theme: PlotTheme): void => {
  const middle = median(turns.map(({ totalMs }) => totalMs))
  if (middle === null) return
  const { ctx, bbox } = plot
  const y = Math.round(plot.valToPos(middle, 'y', true)) + 0.5
  ctx.save()
  ctx.strokeStyle = theme.ink
  ctx.lineWidth = uPlot.pxRatio
  ctx.setLineDash([4 * uPlot.pxRatio, 4 * uPlot.pxRatio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}

const optionsFor = (
  size: { readonly width: number; readonly height: number },
  turns: readonly LatencyTurn[],
  { theme, locale }: { readonly theme: PlotTheme; readonly locale: string },
  onPoint: (index: number | null) => void,
): uPlot.Options => {
  const first = SHOWN_TURNS - turns.length
  const bars = uPlot.paths.bars?.({ size: [0.62, 26] })
  const axis = { stroke: theme.ink, font: theme.font, ticks: { show: false }, gap: 4 }
  return {
    ...size,
    // At the right half of the last label.
    padding: [6, 18, 0, 0],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.6, SHOWN_TURNS - 0.4] },
      y: { range: (_plot, _min, max) => [0, Math.max(LOWEST_TOP_MS, max * 1.05)] },
    },
    axes: [
      {
        ...axis,
        size: 20,
        grid: { show: false },
        splits: () => [...new Set([first, SHOWN_TURNS - 1])],
        values: (_plot, places) =>
          places.map((place) => {
            const turn = turns[place - first]
            return turn === undefined ? '' : formatTime(locale, turn.startedAtMs)
          }),
      },
      {
        ...axis,
        size: 44,
        space: 28,
        grid: { stroke: theme.line, width: 1 },
        values: (_plot, splits) => splits.map((ms) => formatSeconds(locale, ms)),
      },
    ],
    series: [
      {},
      ...LATENCY_STAGES.map((_, index) => ({
        fill: theme.stages[LATENCY_STAGES.length - 1 - index] ?? theme.ink,
        // Keeps the stages apart where their colours are alike to somebody.
        stroke: theme.surface,
        width: 1,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars }),
      })),
    ],
    hooks: {
      draw: [(plot) => drawMedian(plot, turns, theme)],
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
  }
}

/** The latest turns as stacked bars, newest at the right; says which one is pointed at. */
export const LatencyPlot = ({
  turns,
  onPoint,
}: {
  readonly turns: readonly LatencyTurn[]
  readonly onPoint: (index: number | null) => void
}) => {
  const locale = useRegionalLocale()
  const hostRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const host = hostRef.current
    if (host === null) return
    const size = () => ({ width: host.clientWidth, height: host.clientHeight })
    const columns = stackedColumns(turns).map((column) => [...column])
    const make = () => {
      const look = { theme: readPlotTheme(host), locale }
      const [places = [], ...heights] = columns
      return new uPlot(optionsFor(size(), turns, look, onPoint), [places, ...heights], host)
    }
    let plot = make()
    const stopFollowing = onThemeChange(() => {
      plot.destroy()
      plot = make()
    })
    const resized = new ResizeObserver(() => plot.setSize(size()))
    resized.observe(host)
    return () => {
      resized.disconnect()
      stopFollowing()
      plot.destroy()
      onPoint(null)
    }
  }, [turns, locale, onPoint])
  return <div ref={hostRef} className={styles.host} />
}
