import type { Clock } from '../workers/clock.ts'
import type { RunToEnd } from './recorders/other-recorders.ts'

/** Whether somebody has the screen read to them. */
interface ScreenReaderWatch {
  readonly isOn: () => boolean
  /** Whether anybody needs to know: on Linux looking costs a process. */
  readonly want: (wanted: boolean) => void
  readonly dispose: () => void
}

/** What Electron tells on macOS and Windows. */
interface AccessibilitySigns {
  isAccessibilitySupportEnabled(): boolean
  on(event: 'accessibility-support-changed', listener: () => void): unknown
  removeListener(event: 'accessibility-support-changed', listener: () => void): unknown
}

/** Screen readers of Linux desktops say so on the accessibility bus (AT-SPI 2, `org.a11y.Status`). */
const ASK_STATUS = [
  'call',
  '--session',
  '--timeout',
  '2',
  '--dest',
  'org.a11y.Bus',
  '--object-path',
  '/org/a11y/bus',
  '--method',
  'org.freedesktop.DBus.Properties.Get',
  'org.a11y.Status',
  'ScreenReaderEnabled',
] as const
/** One starts seldom, and the next answer is soon enough. */
const LOOK_EVERY_MS = 10_000

const watchLinux = (run: RunToEnd, clock: Clock, onChange: () => void): ScreenReaderWatch => {
  let on = false
  let wanted = false
  let cancel: () => void = () => undefined
  const look = async (): Promise<void> => {
    cancel()
    // Without a desktop, or without its tool, nobody reads the screen.
    const answer = await run('gdbus', ASK_STATUS).catch(() => '')
    const isOn = answer.includes('true')
    if (!wanted) return
    cancel = clock.setTimer(LOOK_EVERY_MS, () => void look())
    if (isOn === on) return
    on = isOn
    onChange()
  }
  return {
    isOn: () => on,
    want: (next) => {
      if (next === wanted) return
      wanted = next
      if (wanted) void look()
      else cancel()
    },
    dispose: () => {
      wanted = false
      cancel()
    },
  }
}

/** Follows the system's screen reader; `onChange` is called when one starts or ends. */
export const watchScreenReader = (parts: {
  readonly platform: NodeJS.Platform
  readonly signs: AccessibilitySigns
  readonly run: RunToEnd
  readonly clock: Clock
  readonly onChange: () => void
}): ScreenReaderWatch => {
  const { platform, signs, run, clock, onChange } = parts
  if (platform === 'linux') return watchLinux(run, clock, onChange)
  signs.on('accessibility-support-changed', onChange)
  return {
    isOn: () => signs.isAccessibilitySupportEnabled(),
    want: () => undefined,
    dispose: () => void signs.removeListener('accessibility-support-changed', onChange),
  }
}
