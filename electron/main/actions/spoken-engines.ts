import type { ModelsSnapshot } from '../../contracts/models.ts'
import { providerReference, realtimeReference, type EngineRole } from '../../contracts/providers.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import { firstInLine } from '../../core/actions/choose-voice.ts'
import type { Voice } from '../../core/actions/find-voice.ts'
import { listVoices } from '../../core/actions/voice-list.ts'

/** Engines and voices by the names that people say. */

/** All voices that could speak now, the chosen model's first. */
export const voicesHere = ({ models, choice }: ModelsSnapshot): readonly Voice[] =>
  listVoices(models, choice?.tts ?? null).flatMap(({ voice, state }) =>
    state === 'here' ? [voice] : [],
  )

/** Who speaks where this computer does, of those; null where nobody can. */
export const voiceNow = (
  voices: readonly Voice[],
  { choice }: ModelsSnapshot,
  settings: Settings,
): Voice | null => {
  const own = voices.filter(({ model }) => model === choice?.tts)
  const chosen = settings.voices[choice?.tts ?? '']
  return own.find(({ id }) => id === chosen) ?? own[0] ?? null
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const LOCAL =
  /^(?:local|this computer|my computer|the computer itself|on this computer|the local (?:one|engine|model)|本地|本机|这台电脑|本地模型)$/u

/** The engine that is called so, first in the line of its role; null where there is none. */
export const patchForEngine = (
  role: EngineRole,
  said: string,
  settings: Settings,
  { models }: ModelsSnapshot,
): { readonly name: string | null; readonly patch: SettingsPatch } | null => {
  if (LOCAL.test(said.trim())) return { name: null, patch: firstInLine(role, 'local', settings) }
  const wanted = plain(said)
  const provider = settings.providers.find(
    ({ name, id, ...parts }) =>
      (plain(name) === wanted || plain(id) === wanted) &&
      (parts[role] !== null || (role === 'llm' && parts.realtime !== null)),
  )
  if (provider !== undefined) {
    const reference =
      provider[role] === null ? realtimeReference(provider.id) : providerReference(provider.id)
    return { name: provider.name, patch: firstInLine(role, reference, settings) }
  }
  const model = models.find(
    ({ kind, state, name, id }) =>
      kind === role &&
      state === 'ready' &&
      wanted.length > 2 &&
      (plain(id) === wanted || plain(name).startsWith(wanted)),
  )
  return model === undefined
    ? null
    : {
        name: model.name,
        patch: {
          models: { ...settings.models, [role]: model.id },
          ...firstInLine(role, 'local', settings),
        },
      }
}
