import type { AudioCommand, PlaybackMessage } from '../../../electron/contracts/audio.ts'
import type { PreviewSound } from '../../../electron/contracts/voice-preview.ts'
import { Player, type PlayerPorts } from './player.ts'

type PreviewCommand = Extract<
  AudioCommand,
  { readonly type: 'preview-play' | 'preview-close' | 'preview-stop' }
>

/** Voices that are tried: never together with a reply, and nothing of them is the conversation's. */
export const createPreviewer = (
  ports: Pick<PlayerPorts, 'clock' | 'loudspeaker' | 'spoken' | 'audible'>,
  report: (sound: PreviewSound) => void,
) => {
  const player = new Player({
    ...ports,
    report: ({ type, ...event }) => {
      if (!('generation' in event)) return
      const { generation } = event
      if (type === 'playback-start') report({ generation, state: 'playing' })
      else if (type === 'playback-end') report({ generation, state: 'ended' })
    },
  })
  let port: MessagePort | null = null
  return {
    /** From the worker that speaks; the one before is closed. */
    takePort: (next: MessagePort): void => {
      port?.close()
      port = next
      player.restart()
      next.addEventListener('message', ({ data }: MessageEvent<PlaybackMessage>) =>
        player.receive(data),
      )
      next.start()
    },
    obey: ({ type, generation }: PreviewCommand): void => {
      switch (type) {
        case 'preview-play':
          return player.play(generation)
        case 'preview-close':
          return player.close(generation, 1)
        case 'preview-stop':
          return player.stop(generation)
      }
    },
  }
}
