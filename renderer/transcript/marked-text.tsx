import type { MarkedPiece } from '../../electron/core/transcripts/search/marks.ts'
import styles from './marked-text.module.css'

/** A text with what was searched for in it. */
export const MarkedText = ({ pieces }: { readonly pieces: readonly MarkedPiece[] }) =>
  pieces.map(({ text, isMarked }, index) =>
    isMarked ? (
      // Pieces have no name but their place, and are never moved.
      <mark key={index} className={styles.mark}>
        {text}
      </mark>
    ) : (
      <span key={index}>{text}</span>
    ),
  )
