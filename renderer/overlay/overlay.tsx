import { useLayoutEffect, useRef } from 'react'
import type { AppSnapshot, OverlayShape } from '../../electron/contracts/snapshot.ts'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { useEscape } from '../ui/use-escape.ts'
import { Card, type CardProps } from './card.tsx'
import { Pill } from './pill.tsx'
import styles from './overlay.module.css'

interface OverlayProps extends CardProps {
  readonly onEscape: (snapshot: AppSnapshot) => void
  readonly onExpand: () => void
  /** The size that the content wants in this shape, CSS pixels. */
  readonly onSize: (size: ContentSize) => void
}

export interface ContentSize {
  readonly shape: OverlayShape
  readonly width: number
  readonly height: number
}

/** What floats above everything: a card while something goes on, a pill while Warbler waits. */
export const Overlay = ({ onEscape, onExpand, onSize, ...card }: OverlayProps) => {
  const { snapshot } = card
  const shape = snapshot.overlayShape
  const frameRef = useRef<HTMLDivElement>(null)
  useEscape(() => onEscape(snapshot))
  useSize(frameRef, shape, onSize)
  return (
    <div
      ref={frameRef}
      className={styles.frame}
      data-shape={shape}
      data-surface={snapshot.overlayStyle.surface}
    >
      {shape === 'card' ? (
        <Card {...card} />
      ) : (
        <Pill snapshot={snapshot} onExpand={onExpand} dragging={card.dragging} />
      )}
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}

const useSize = (
  frame: { readonly current: HTMLElement | null },
  shape: OverlayShape,
  onSize: (size: ContentSize) => void,
) => {
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() =>
      onSize({ shape, width: element.offsetWidth, height: element.offsetHeight }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, shape, onSize])
}
