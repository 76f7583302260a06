import type { ModelsSnapshot } from '../../contracts/models.ts'
import type { EngineReference, EngineRole } from '../../contracts/providers.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { Voice } from './find-voice.ts'

/** Has this voice speak: of this computer, and of its model. */
export const patchForVoice = (
  voice: Voice | 'usual',
  settings: Settings,
  { choice }: Pick<ModelsSnapshot, 'choice'>,
): SettingsPatch => {
  if (voice === 'usual') {
    const { [choice?.tts ?? '']: _own, ...others } = settings.voices
    return { voices: others, ...firstInLine('tts', 'local', settings) }
  }
  const { model, id } = voice
  return {
    ...(id === null ? {} : { voices: { ...settings.voices, [model]: id } }),
    ...(model === choice?.tts ? {} : { models: { ...settings.models, tts: model } }),
    ...firstInLine('tts', 'local', settings),
  }
}

/** Puts an engine at the front of the line of its role. */
export const firstInLine = (
  role: EngineRole,
  reference: EngineReference,
  { engineOrder }: Settings,
): SettingsPatch => {
  const line = engineOrder[role]
  return line[0] === reference
    ? {}
    : {
        engineOrder: {
          ...engineOrder,
          [role]: [reference, ...line.filter((other) => other !== reference)],
        },
      }
}
