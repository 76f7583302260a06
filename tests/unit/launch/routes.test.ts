import { expect, test } from 'vitest'
import {
  appEnvironment,
  displayArguments,
  hasDisplay,
  noDisplayFor,
  openingWords,
  routeOf,
} from '../../../electron/launch/routes.mjs'
import { displayAnswers } from '../../../electron/launch/x-display.mjs'

test.each([
  [['--ask', 'question.wav', '--out', 'reply.wav']],
  [['--profile', '/tmp/p', '--ask=question.wav']],
  [['--help']],
  [['--version']],
  [['--fetch-models']],
])('%j needs neither Electron nor a display', (args) => {
  expect(routeOf(args)).toBe('plain')
})

test.each([[[]], [['--listen']], [['--quit']], [['--no-such-flag']], [['--', '--ask']]])(
  '%j goes to the app',
  (args) => {
    expect(routeOf(args)).toBe('app')
  },
)

test('an empty DISPLAY is no display, and only Linux has to have one', () => {
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true)
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
  expect(hasDisplay('win32', {})).toBe(true)
})

test('without a display, a word for a running Warbler is told another way on than a start', () => {
  expect(noDisplayFor(['--listen']).remedy).toContain('--ask')
  for (const command of ['--toggle', '--cancel', '--mute', '--wait', '--quit']) {
    const { message, remedy } = noDisplayFor(['--profile', 'p', command])
    expect(message).toContain('desktop session')
    expect(remedy).toContain(`DISPLAY=:0 npm start -- --profile p ${command}`)
    expect(remedy).not.toContain('--ask')
  }
})

test('a display of this machine is asked whether it is there', async () => {
  const asked: string[] = []
  const connect = (answers: boolean) => (path: string) => {
    asked.push(path)
    return Promise.resolve(answers)
  }
  expect(await displayAnswers({ DISPLAY: ':99' }, connect(false))).toBe(false)
  expect(asked).toEqual(['/tmp/.X11-unix/X99', '\0/tmp/.X11-unix/X99'])
  expect(await displayAnswers({ DISPLAY: ':99.0' }, connect(true))).toBe(true)
  // Of another machine nothing is known here, and Wayland needs no X server.
  expect(await displayAnswers({ DISPLAY: 'host:0' }, connect(false))).toBe(true)
  expect(await displayAnswers({ DISPLAY: ':9', WAYLAND_DISPLAY: 'w' }, connect(false))).toBe(true)
})

test('an old Electron is told to use Wayland only where there is nothing else', () => {
  const wayland = { WAYLAND_DISPLAY: 'wayland-0' }
  expect(displayArguments(33, 'linux', wayland)).toEqual(['--ozone-platform-hint=auto'])
  expect(displayArguments(45, 'linux', wayland)).toEqual([])
  expect(displayArguments(33, 'linux', { ...wayland, DISPLAY: ':0' })).toEqual([])
})

test('a terminal inside an Electron app does not turn the app into a plain Node', () => {
  expect(appEnvironment({ ELECTRON_RUN_AS_NODE: '1', LANG: 'C' })).toEqual({ LANG: 'C' })
})

test('whoever opens the app is told the keys, whoever commands a running one is not', () => {
  expect(openingWords(['--listen'], 'linux')).toContain('Ctrl+Shift+Space')
  expect(openingWords([], 'darwin')).toContain('Cmd+Shift+Space')
  expect(openingWords(['--profile', 'x', '--quit'], 'linux')).toBeNull()
})
