import type { PlaybackMessage } from '../../contracts/audio.ts'
import type { ChannelName } from '../../workers/transport.ts'
import type { TransferredPort } from '../workers/process-host.ts'
import type { EngineClients } from './engine-clients.ts'
import type { EngineWorkers } from './engine-workers.ts'
import type { LinesInUse } from './lines-in-use.ts'
import type { EngineSet, EngineSetOptions } from './ports.ts'
import type { Readiness } from './readiness.ts'

interface SoundLinks extends Pick<EngineSet, 'reattach' | 'postMicrophone'> {
  readonly portsTo: (channel: ChannelName) => readonly TransferredPort[]
}

/** Brings the workers together with the audio window, or with the parent's channel in its place. */
export const linkSound = (
  workers: EngineWorkers,
  { stt, llm, tts }: EngineClients,
  lines: LinesInUse,
  { isReady }: Readiness,
  { connect, onPlayback }: Pick<EngineSetOptions, 'connect' | 'onPlayback'>,
): SoundLinks => {
  const portsTo = (channel: ChannelName): readonly TransferredPort[] => {
    const port = connect(channel)
    return port === null ? [] : [port]
  }
  /** Sound goes to a language model only where one hears by itself. */
  const hasRealtime = () => lines.of('llm').some(({ engine }) => engine === 'provider-realtime')
  const attach = {
    stt: () => stt.attachMicrophone(portsTo('microphone')),
    tts: () => tts.attachPlayback(portsTo('playback')),
    llm: () => {
      if (hasRealtime()) llm.attachSound(portsTo('speech'), portsTo('voice'))
    },
  }
  const KINDS = ['stt', 'tts', 'llm'] as const
  for (const kind of KINDS) workers[kind].onReady(attach[kind])
  for (const worker of [workers.tts, workers.llm]) {
    worker.onChannelMessage((_channel, message) => {
      // Our own worker sent it, over the channel that carries nothing else.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      onPlayback?.(message as PlaybackMessage)
    })
  }

  return {
    portsTo,
    reattach: () => {
      for (const kind of KINDS) if (isReady(kind)) attach[kind]()
    },
    postMicrophone: (message) => {
      workers.stt.postToChannel('microphone', message)
      if (hasRealtime()) workers.llm.postToChannel('speech', message)
    },
  }
}
