import { useRef, type ReactNode } from 'react'
import { useModal } from '../../ui/use-modal.ts'
import styles from './sheet.module.css'

/** A dialog over the window. Escape and a press beside it close it. */
export const Sheet = ({
  title,
  onClose,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}) => {
  const ref = useRef<HTMLDialogElement>(null)
  useModal(ref)
  return (
    <dialog
      ref={ref}
      className={styles.sheet}
      aria-labelledby="sheet-title"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Here it closes the dialog and stops nobody who speaks.
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div className={styles.content}>
        <h2 id="sheet-title" className={styles.title} dir="auto">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
