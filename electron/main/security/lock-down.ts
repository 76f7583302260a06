import { app, session, shell, type WebContents } from 'electron'
import { APP_ORIGIN, isSafeExternal } from './urls.ts'

/**
 * Denies by default what a window could do beyond showing itself: permissions (the microphone is for
 * the audio window alone), navigation, new windows, webviews.
 */
export const lockDown = (isAudioWindow: (contents: WebContents | null) => boolean): void => {
  const granted = new Set(['media', 'speaker-selection'])
  session.defaultSession.setPermissionRequestHandler((contents, permission, decide, details) => {
    const audioOnly =
      permission !== 'media' ||
      ('mediaTypes' in details && (details.mediaTypes ?? []).every((type) => type === 'audio'))
    decide(isAudioWindow(contents) && granted.has(permission) && audioOnly)
  })
  session.defaultSession.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      isAudioWindow(contents) && granted.has(permission) && details.mediaType !== 'video',
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => {
      if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isSafeExternal(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}
