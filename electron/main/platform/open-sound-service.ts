import { app } from 'electron'
import { systemClock } from '../workers/clock.ts'
import { endSoundService, SoundService } from './sound-service.ts'

/** The sound service of this system; on others than Linux there is nothing to cure. */
export const openSoundService = (
  isBusy: () => boolean,
): Pick<SoundService, 'microphone' | 'dispose'> =>
  process.platform === 'linux'
    ? new SoundService({ clock: systemClock, isBusy, end: () => endSoundService(app) })
    : { microphone: () => undefined, dispose: () => undefined }
