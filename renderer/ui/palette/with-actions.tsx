import { useEffect, type ReactNode } from 'react'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { isWindowKey } from '../../../electron/core/hotkeys/window-keys.ts'
import { useStore } from '../../bridge/value-store.ts'
import { ChangeNotice } from '../notices/change-notice.tsx'
import type { ActionsStore } from './actions-store.ts'
import { isTyping } from './is-typing.ts'
import { Palette } from './palette.tsx'

/** A window's view with the palette over it (Ctrl+K, on a Mac Command+K) and notices of changes. */
export const withActions =
  (
    store: ActionsStore,
    options: {
      readonly platform: 'linux' | 'darwin' | 'win32'
      /** Ctrl+Z takes changes of settings back, where nobody is typing. */
      readonly undoesByKey?: boolean
    },
    view: (snapshot: AppSnapshot) => ReactNode,
  ) =>
  (snapshot: AppSnapshot): ReactNode => (
    <>
      {view(snapshot)}
      <Actions store={store} {...options} />
    </>
  )

const Actions = ({
  store,
  platform,
  undoesByKey = false,
}: {
  readonly store: ActionsStore
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly undoesByKey?: boolean
}) => {
  const view = useStore(store)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat) return
      if (isWindowKey('palette', event, platform)) {
        event.preventDefault()
        if (store.get().isOpen) store.close()
        else store.open()
      }
      const undoes = undoesByKey && isWindowKey('undoSetting', event, platform)
      if (undoes && !store.get().isOpen && !isTyping(event.target)) {
        event.preventDefault()
        store.undo()
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [store, platform, undoesByKey])
  return (
    <>
      {view.isOpen && <Palette view={view} store={store} />}
      <ChangeNotice notice={view.notice} isHeld={view.isNoticeHeld} store={store} />
    </>
  )
}
