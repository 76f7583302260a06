import { modelFolder } from './model-files.ts'
import { startThirdPartyServer, type ThirdPartyServer } from './start-server.ts'

/** The library's number for the tiny model. */
const TINY = 0

/**
 * Bootlegger: transcriptions (whole and as a stream of events) by Moonshine's own library, with the
 * app's model. It takes every key.
 */
export const startMoonshineServer = (): Promise<ThirdPartyServer> =>
  startThirdPartyServer({
    name: 'moonshine',
    model: 'moonshine-tiny',
    options: { architecture: TINY, models: modelFolder('moonshine-tiny-en') },
    readyPath: '/v1/models',
  })
