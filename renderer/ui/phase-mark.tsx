import { useEffect, useRef, type ReactNode } from 'react'
import type { PhaseView } from './phase-view.ts'
import { Bird } from './bird.tsx'
import { isStill } from './appearance.ts'
import styles from './phase-mark.module.css'

const microphone = (
  <>
    <rect x="13" y="8" width="6" height="10.5" rx="3" fill="currentColor" />
    <path className={styles.line} d="M9.75 15.5a6.25 6.25 0 0 0 12.5 0M16 21.75v2.5" />
  </>
)

const dots = (
  <>
    <circle className={styles.dot} cx="9.5" cy="16" r="2.3" fill="currentColor" />
    <circle className={styles.dot} cx="16" cy="16" r="2.3" fill="currentColor" />
    <circle className={styles.dot} cx="22.5" cy="16" r="2.3" fill="currentColor" />
  </>
)

const SHAPES = {
  idle: <Bird />,
  waiting: (
    <>
      <Bird />
      <circle className={styles.badge} cx="25.5" cy="25.5" r="6" />
    </>
  ),
  paused: (
    <>
      <Bird />
      <circle className={styles.badge} cx="25" cy="25" r="7" />
      <path className={styles.pause} d="M22.9 22v6M27.1 22v6" />
    </>
  ),
  preparing: <path className={styles.turning} d="M16 8.5a7.5 7.5 0 1 1-7.5 7.5" />,
  listening: (
    <>
      <circle className={styles.ripple} cx="16" cy="16" r="15" />
      {microphone}
    </>
  ),
  thinking: dots,
  confirming: (
    <>
      <path className={styles.line} d="M12.5 12.75a3.6 3.6 0 1 1 5.1 3.3c-1 .5-1.6 1.2-1.6 2.45" />
      <circle cx="16" cy="22.5" r="1.5" fill="currentColor" />
    </>
  ),
  speaking: (
    <>
      <path className={styles.bar} d="M9 13v6" />
      <path className={styles.bar} d="M13.7 9.5v13" />
      <path className={styles.bar} d="M18.3 11.5v9" />
      <path className={styles.bar} d="M23 13.5v5" />
    </>
  ),
  attention: (
    <>
      <path className={styles.warning} d="M16 3.5L30 28.5H2z" />
      <path className={styles.bang} d="M16 12.5v7" />
      <circle className={styles.bangDot} cx="16" cy="24" r="1.7" />
    </>
  ),
  muted: (
    <>
      {microphone}
      <path className={styles.gap} d="M8 7.5l16 17" />
      <path className={styles.line} d="M8 7.5l16 17" />
    </>
  ),
} as const satisfies Readonly<Record<PhaseView, ReactNode>>

/**
 * How the phases move: so many pictures, one after the other. A few pictures a second from a timer
 * cost a third of what CSS animations of the same steps do where Chromium draws in software, and
 * what is saved is left to the engines. The others never move.
 */
const MOTIONS: Readonly<Partial<Record<PhaseView, { beats: number; beatMs: number }>>> = {
  preparing: { beats: 8, beatMs: 160 },
  listening: { beats: 3, beatMs: 420 },
  thinking: { beats: 4, beatMs: 240 },
  speaking: { beats: 5, beatMs: 170 },
}

/** The phase as a shape that moves in its own way (a small one stands still). Its word is beside it. */
export const PhaseMark = ({
  phase,
  size = 'medium',
}: {
  readonly phase: PhaseView
  readonly size?: 'small' | 'medium' | 'large'
}) => {
  const markRef = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const mark = markRef.current
    const motion = MOTIONS[phase]
    if (mark === null || motion === undefined || size === 'small') return
    if (isStill()) return
    let beat = 0
    const timer = setInterval(() => {
      beat = (beat + 1) % motion.beats
      mark.dataset['beat'] = String(beat)
    }, motion.beatMs)
    return () => {
      clearInterval(timer)
      delete mark.dataset['beat']
    }
  }, [phase, size])
  return (
    <span
      ref={markRef}
      className={styles.mark}
      data-phase={phase}
      data-size={size}
      aria-hidden="true"
    >
      <svg viewBox="0 0 32 32" focusable="false">
        {SHAPES[phase]}
      </svg>
    </span>
  )
}
