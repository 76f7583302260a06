import { useEffect, useRef } from 'react'
import { createLevelHistory } from './level-history.ts'
import styles from './level-meter.module.css'

/** Subscribes to input levels (0 to 1, about 15 a second); returns the disposer. */
export type LevelSource = (listener: (level: number) => void) => () => void

const BARS = 32
/**
 * Levels per bar, of which the highest is shown. A picture costs about 3 ms of a core where Chromium
 * draws in software; eight a second look alive and leave the rest to the engines.
 */
const LEVELS_PER_BAR = 2
const BAR_SHARE = 0.5
const SMALLEST = 0.1

/**
 * The live level as bars that run to the left. Levels never pass through React state: each one is
 * drawn where it arrives, and only while it changes the picture. No animation frame is ever asked
 * for.
 */
export const LevelMeter = ({
  source,
  active,
  showsSilence = true,
}: {
  readonly source: LevelSource
  readonly active: boolean
  /** Whether silence is drawn, as a row of dots: a meter that waits to be spoken to. */
  readonly showsSilence?: boolean
}) => {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d')
    if (!active || canvas === null || context === null || context === undefined) return
    const history = createLevelHistory(BARS)
    const draw = () => drawBars(canvas, context, history.at, showsSilence ? SMALLEST : 0)
    const resize = () => {
      canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
      canvas.height = Math.round(canvas.clientHeight * devicePixelRatio)
      context.fillStyle = getComputedStyle(canvas).color
      draw()
    }
    let highest = 0
    let count = 0
    const dispose = source((level) => {
      highest = Math.max(highest, level)
      count += 1
      if (count < LEVELS_PER_BAR) return
      if (history.push(highest)) draw()
      highest = 0
      count = 0
    })
    const resized = new ResizeObserver(resize)
    resized.observe(canvas)
    return () => {
      dispose()
      resized.disconnect()
    }
  }, [source, active, showsSilence])
  return <canvas ref={canvasRef} className={styles.meter} data-active={active} aria-hidden="true" />
}

const drawBars = (
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  levelAt: (age: number) => number,
  smallest: number,
): void => {
  const { width, height } = canvas
  const step = width / BARS
  const barWidth = step * BAR_SHARE
  context.clearRect(0, 0, width, height)
  context.beginPath()
  for (let age = 0; age < BARS; age += 1) {
    // Loudness is felt more evenly by its root; old levels fade by shrinking.
    const shown = Math.sqrt(levelAt(age)) * (1 - (age / BARS) * 0.6)
    const barHeight = Math.max(levelAt(age) > 0 ? SMALLEST : smallest, shown) * height
    context.roundRect(
      width - (age + 0.75) * step,
      (height - barHeight) / 2,
      barWidth,
      barHeight,
      barWidth / 2,
    )
  }
  context.fill()
}
