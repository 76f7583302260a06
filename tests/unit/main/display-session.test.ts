import { expect, it } from 'vitest'
import { displaySessionOf } from '../../../electron/main/platform/display-session.ts'

const WAYLAND = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }
const linux = { platform: 'linux', electronMajor: 45, env: WAYLAND, ozonePlatform: '' }
const untyped = { ...WAYLAND, XDG_SESSION_TYPE: undefined }

it.each([
  ['Windows', { ...linux, platform: 'win32' }, 'system'],
  ['X11', { ...linux, env: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } }, 'x11'],
  ['nothing that is said', { ...linux, env: {} }, 'x11'],
  // A name that a session before this one has left.
  [
    'X11 with a display of Wayland',
    { ...linux, env: { ...WAYLAND, XDG_SESSION_TYPE: 'x11' } },
    'x11',
  ],
  ['Wayland', linux, 'wayland'],
  ['Wayland, and no other display', { ...linux, env: { ...untyped, DISPLAY: '' } }, 'wayland'],
  ['Wayland that does not say so', { ...linux, env: untyped }, 'xwayland'],
  [
    'Wayland from a console',
    { ...linux, env: { ...WAYLAND, XDG_SESSION_TYPE: 'tty' } },
    'xwayland',
  ],
  [
    'Wayland from a console, and no other display',
    { ...linux, env: { WAYLAND_DISPLAY: 'wayland-1', XDG_SESSION_TYPE: 'tty' } },
    'wayland',
  ],
  ['X11 from a console', { ...linux, env: { XDG_SESSION_TYPE: 'tty', DISPLAY: ':0' } }, 'x11'],
  ['Wayland, with an older Electron', { ...linux, electronMajor: 33 }, 'xwayland'],
  ['the older, told', { ...linux, electronMajor: 33, ozonePlatform: 'auto' }, 'wayland'],
  ['the older, told more', { ...linux, electronMajor: 33, ozonePlatform: 'wayland' }, 'wayland'],
  ['Wayland, as a program of X11', { ...linux, ozonePlatform: 'x11' }, 'xwayland'],
] as const)('%s', (_what, facts, session) => {
  expect(displaySessionOf(facts)).toBe(session)
})
