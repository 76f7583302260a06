import type { Session, WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WINDOW_NAMES } from '../../../electron/contracts/ipc.ts'
import { lockDown } from '../../../electron/main/security/lock-down.ts'
import {
  pageOf,
  windowOptions,
  type OwnWindowOptions,
} from '../../../electron/main/windows/window-options.ts'

type Handler<Setter extends keyof Session> = Parameters<
  Extract<Session[Setter], (handler: never) => void>
>[0]
type RequestHandler = NonNullable<Handler<'setPermissionRequestHandler'>>
type CheckHandler = NonNullable<Handler<'setPermissionCheckHandler'>>
type DeviceHandler = NonNullable<Handler<'setDevicePermissionHandler'>>
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

/** A window's contents as far as they are guarded: events that can be prevented, and new windows. */
class Contents extends EventEmitter {
  open: OpenHandler = () => ({ action: 'allow' })

  setWindowOpenHandler(handler: OpenHandler): void {
    this.open = handler
  }

  /** Whether it happens. */
  happens(event: string, url: string): boolean {
    let prevented = false
    this.emit(event, { url, preventDefault: () => (prevented = true) })
    return !prevented
  }
}

const audio = { name: 'audio' } as unknown as WebContents
const overlay = { name: 'overlay' } as unknown as WebContents

const stage = () => {
  const contents = new Contents()
  const opened: string[] = []
  const set: {
    request: RequestHandler | null
    check: CheckHandler | null
    device: DeviceHandler | null
  } = { request: null, check: null, device: null }
  lockDown(
    {
      session: {
        setPermissionRequestHandler: (handler) => void (set.request = handler),
        setPermissionCheckHandler: (handler) => void (set.check = handler),
        setDevicePermissionHandler: (handler) => void (set.device = handler),
      },
      onContents: (listener) => listener(contents),
      openExternal: (url) => opened.push(url),
    },
    (asking) => asking === audio,
  )
  const request = (from: WebContents, permission: string, details: object = {}): boolean => {
    let granted = true
    set.request?.(
      from,
      permission as Parameters<RequestHandler>[1],
      (answer) => (granted = answer),
      details as Parameters<RequestHandler>[3],
    )
    return granted
  }
  const check = (from: WebContents | null, permission: string, mediaType?: string): boolean =>
    set.check?.(from, permission as Parameters<CheckHandler>[1], 'warbler://app', {
      mediaType,
    } as unknown as Parameters<CheckHandler>[3]) ?? true
  const device = (): boolean => set.device?.({} as Parameters<DeviceHandler>[0]) ?? true
  return { contents, opened, request, check, device }
}

describe('the permissions of windows', () => {
  it('are the microphone and the loudspeaker, for the audio window', () => {
    const { request, check } = stage()
    expect(request(audio, 'media', { mediaTypes: ['audio'] })).toBe(true)
    expect(request(audio, 'speaker-selection')).toBe(true)
    expect(check(audio, 'media', 'audio')).toBe(true)
  })

  it('are none for every other window, and none for what is no window', () => {
    const { request, check } = stage()
    expect(request(overlay, 'media', { mediaTypes: ['audio'] })).toBe(false)
    expect(request(overlay, 'speaker-selection')).toBe(false)
    expect(check(overlay, 'media', 'audio')).toBe(false)
    expect(check(null, 'media', 'audio')).toBe(false)
  })

  it('do not hold the camera, alone or with the microphone', () => {
    const { request, check } = stage()
    expect(request(audio, 'media', { mediaTypes: ['video'] })).toBe(false)
    expect(request(audio, 'media', { mediaTypes: ['audio', 'video'] })).toBe(false)
    expect(request(audio, 'media')).toBe(false)
    expect(check(audio, 'media', 'video')).toBe(false)
  })

  it.each([
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'fullscreen',
    'midi',
    'openExternal',
    'fileSystem',
    'idle-detection',
    'hid',
    'a-permission-of-tomorrow',
  ])('do not hold %s, not even for the audio window', (permission) => {
    const { request, check } = stage()
    expect(request(audio, permission)).toBe(false)
    expect(check(audio, permission)).toBe(false)
  })

  it('hold no device', () => {
    expect(stage().device()).toBe(false)
  })
})

describe('a window', () => {
  it('goes nowhere: neither to another page nor to one of ours', () => {
    const { contents } = stage()
    expect(contents.happens('will-navigate', 'https://example.org/')).toBe(false)
    expect(contents.happens('will-navigate', pageOf('settings'))).toBe(false)
  })

  it('is not redirected to anywhere but the app itself', () => {
    const { contents } = stage()
    expect(contents.happens('will-redirect', 'https://example.org/')).toBe(false)
    expect(contents.happens('will-redirect', 'warbler://app.example.org/')).toBe(false)
    expect(contents.happens('will-redirect', pageOf('settings'))).toBe(true)
  })

  it('holds no webview', () => {
    expect(stage().contents.happens('will-attach-webview', 'https://example.org/')).toBe(false)
  })

  it('opens no window; web pages and mail addresses go to the programs of the person', () => {
    const { contents, opened } = stage()
    const urls = [
      'https://example.org/help',
      'mailto:someone@example.org',
      'http://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://server/share',
      'not a url',
    ]
    for (const url of urls) {
      const answer = contents.open({ url } as Parameters<OpenHandler>[0])
      expect(answer).toEqual({ action: 'deny' })
    }
    expect(opened).toEqual(urls.slice(0, 2))
  })

  it.each(WINDOW_NAMES)('of the name %s shows a page of the app', (name) => {
    expect(pageOf(name)).toBe(`warbler://app/${name}/index.html`)
  })

  it('is sandboxed, isolated and without Node, whatever it is made with', () => {
    const weakened = {
      width: 100,
      backgroundThrottling: false,
      webPreferences: { sandbox: false, nodeIntegration: true, contextIsolation: false },
    } as OwnWindowOptions
    const made = windowOptions('/preload.cjs', weakened)
    expect(made).toMatchObject({ width: 100, show: false })
    expect(made.webPreferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    })
  })
})
