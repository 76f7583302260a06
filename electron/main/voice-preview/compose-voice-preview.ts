import { join } from 'node:path'
import type { Settings } from '../../contracts/settings.ts'
import type { VoiceReference } from '../../contracts/voice-preview.ts'
import type { TtsEvent, TtsRequest } from '../../contracts/workers.ts'
import { SUPERVISION_POLICIES } from '../../core/supervision/policy.ts'
import sentences from '../../../resources/prompts/previews.json' with { type: 'json' }
import type { ModelSelection } from '../model-selection.ts'
import { systemClock } from '../workers/clock.ts'
import type { AudioLink } from '../windows/audio-link.ts'
import type { WindowSet } from '../windows/window-set.ts'
import type { TransferredPort } from '../workers/process-host.ts'
import { spawnUtilityProcess } from '../workers/utility-process-host.ts'
import { WorkerSupervisor } from '../workers/worker-supervisor.ts'
import { VoicePreviews } from './voice-preview.ts'

const SENTENCES: Readonly<Record<string, string>> = sentences

/** What a voice of this language says; English where nobody has written it yet. */
const sentenceIn = (language: string | undefined): string =>
  SENTENCES[(language ?? 'en').slice(0, 2)] ?? sentences.en

export const composeVoicePreview = (parts: {
  readonly audio: Pick<AudioLink<TransferredPort>, 'connect' | 'command'>
  readonly models: () => Pick<ModelSelection, 'speaking'>
  readonly settings: () => Pick<Settings, 'speechSpeed' | 'openConversation'>
  readonly isTalkedWith: () => boolean
  readonly windows: Pick<WindowSet, 'send'>
}): VoicePreviews => {
  const { audio, settings, windows } = parts
  const model = ({ model: id, voice }: VoiceReference) => parts.models().speaking(id, voice)
  return new VoicePreviews({
    connect: () => audio.connect('preview'),
    command: (command) => audio.command(command),
    model,
    sentence: (voice) => sentenceIn(model(voice)?.languages?.[0]),
    speed: () => settings().speechSpeed,
    // Whoever has the conversation open may speak at any moment, and is not to hear somebody else.
    isTalking: () => parts.isTalkedWith() || settings().openConversation,
    clock: systemClock,
    onChange: (changed) => windows.send('voice-preview.changed', changed),
    worker: new WorkerSupervisor<TtsRequest, TtsEvent>({
      kind: 'tts',
      entry: join(import.meta.dirname, 'workers/tts.js'),
      spawn: spawnUtilityProcess,
      clock: systemClock,
      policy: SUPERVISION_POLICIES.tts,
    }),
  })
}
