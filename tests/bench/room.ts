import { startDisplay, type Display } from '../support/display/display.ts'
import { removeProfile, startWarbler, type RunningWarbler } from '../support/running-warbler.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import { startSoundLab, type SoundLab } from '../support/sound-lab/sound-lab.ts'

/** A display and a sound lab; what is started in them is ended with them. */
export interface Room {
  readonly display: Display
  readonly lab: SoundLab
  readonly env: Readonly<Record<string, string>>
  readonly dispose: () => Promise<void>
}

export const openRoom = async (): Promise<Room> => {
  const display = await startDisplay()
  const lab = await startSoundLab().catch(async (failure: unknown) => {
    await display.dispose()
    throw failure
  })
  return {
    display,
    lab,
    env: { ...display.env, ...lab.env },
    dispose: async () => {
      await lab.dispose()
      await display.dispose()
    },
  }
}

/** The app in a room with everything said and heard recorded. */
export interface Session {
  readonly room: Room
  readonly warbler: RunningWarbler
  readonly recording: Recording
}

/** Runs something in a session of its own: a new profile, engines ready, all cleaned up after. */
export const inSession = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
  const room = await openRoom()
  try {
    const warbler = await startWarbler({ env: room.env })
    try {
      await warbler.ready()
      return await use({ room, warbler, recording: await room.lab.startRecording() })
    } finally {
      await warbler.kill()
      await removeProfile(warbler.profile)
    }
  } finally {
    await room.dispose()
  }
}

/** Asks main something as the overlay does. */
export const request = async (
  warbler: RunningWarbler,
  route: 'conversation.cancel' | 'conversation.set-open' | 'conversation.set-muted',
  input: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const page = await warbler.page('overlay')
  const answer = await page.evaluate(
    ([route, input]) => {
      const { warbler } = window as unknown as {
        warbler: { request: (route: string, input: unknown) => Promise<{ ok: boolean }> }
      }
      return warbler.request(route, input)
    },
    [route, input] as const,
  )
  if (!answer.ok) throw new Error(`${route}: ${JSON.stringify(answer)}`)
}
