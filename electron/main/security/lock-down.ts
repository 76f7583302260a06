import type { Session, WebContents } from 'electron'
import { APP_ORIGIN, isSafeExternal } from './urls.ts'

/** What is locked down. */
interface LockDownPorts {
  readonly session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >
  /** Calls back for everything that shows a page, as soon as it is made. */
  readonly onContents: (
    listener: (
      contents: Pick<WebContents, 'setWindowOpenHandler'> & {
        on(
          event: 'will-navigate' | 'will-redirect' | 'will-attach-webview',
          listener: (event: { preventDefault(): void; readonly url?: string }) => void,
        ): unknown
      },
    ) => void,
  ) => void
  /** Opens the person's browser or mail program. */
  readonly openExternal: (url: string) => unknown
}

/**
 * Denies by default what a window could do beyond showing itself: permissions (the microphone is for
 * the audio window alone), navigation, new windows, webviews.
 */
export const lockDown = (
  { session, onContents, openExternal }: LockDownPorts,
  isAudioWindow: (contents: WebContents | null) => boolean,
): void => {
  const granted = new Set(['media', 'speaker-selection'])
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const audioOnly =
      permission !== 'media' ||
      ('mediaTypes' in details && (details.mediaTypes ?? []).every((type) => type === 'audio'))
    decide(isAudioWindow(contents) && granted.has(permission) && audioOnly)
  })
  session.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      isAudioWindow(contents) && granted.has(permission) && details.mediaType !== 'video',
  )
  session.setDevicePermissionHandler(() => false)
  onContents((contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => {
      if (event.url?.startsWith(`${APP_ORIGIN}/`) !== true) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isSafeExternal(url)) void openExternal(url)
      return { action: 'deny' }
    })
  })
}
