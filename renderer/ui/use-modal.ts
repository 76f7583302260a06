import { useEffect, type RefObject } from 'react'

/**
 * Shows a dialog that has the window for itself, for as long as it is there. The focus goes back to where it
 * was: a dialog that is taken away gives it back to nobody by itself.
 */
export const useModal = (dialog: RefObject<HTMLDialogElement | null>): void => {
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [dialog])
}
