import { app } from 'electron'
import type { AnswersAloud } from '../../contracts/settings.ts'
import { systemClock } from '../workers/clock.ts'
import { run } from './recorders/open-recorders.ts'
import { watchScreenReader } from './screen-reader.ts'

/** Whether Warbler keeps silent, by what the person wishes and the system's screen reader. */
interface ScreenReader {
  readonly keepsSilent: () => boolean
  /** The person may wish something else now. */
  readonly look: () => void
  readonly dispose: () => void
}

export const openScreenReader = (wish: () => AnswersAloud, onChange: () => void): ScreenReader => {
  const watch = watchScreenReader({
    platform: process.platform,
    signs: app,
    run,
    clock: systemClock,
    onChange,
  })
  const look = () => watch.want(wish() === 'unless-screen-reader')
  look()
  return {
    keepsSilent: () => {
      switch (wish()) {
        case 'always':
          return false
        case 'unless-screen-reader':
          return watch.isOn()
        case 'never':
          return true
      }
    },
    look,
    dispose: watch.dispose,
  }
}
