import { resolveLocale } from '../contracts/locales.ts'
import type { Settings, SettingsPatch, Theme } from '../contracts/settings.ts'
import type { Appearance } from '../contracts/snapshot.ts'
import type { ConversationEvent } from '../core/conversation/events.ts'
import type { AppState } from './app-state.ts'
import { nowMs } from './conversation/create-conversation.ts'
import type { Messages } from './messages.ts'
import { changesModels } from './model-selection.ts'
import { lacksProvider } from './providers/wanted-provider.ts'

export interface SettingsFollowers {
  readonly settings: () => Settings
  readonly systemLocale: () => string
  readonly dispatch: (event: ConversationEvent) => void
  /** Others may be wanted. */
  readonly chooseModels: () => Promise<void>
  /** Whoever goes by settings at any time: lines of engines, the wake phrase, the overlay. */
  readonly lookers: readonly { readonly look: () => void }[]
  readonly messages: Messages
  readonly state: AppState
  /** Links are ours from now on, or not any more. */
  readonly handleLinks: (on: boolean) => void
  readonly showTheme: (theme: Theme) => void
  readonly onChanged: (settings: Settings) => void
}

export const appearanceOf = ({ contrast, motion, transparency }: Settings): Appearance => ({
  contrast,
  motion,
  transparency,
})

/** Whoever goes by a setting is told that it has changed; the settings are the new ones by then. */
export const followSettings =
  ({ settings, dispatch, messages, state, ...tell }: SettingsFollowers) =>
  (patch: SettingsPatch): void => {
    const { muted, openConversation: open } = patch
    const atMs = nowMs()
    if (muted !== undefined) dispatch({ type: 'muted-set', muted, atMs })
    if (open !== undefined) dispatch({ type: 'open-conversation-set', open, atMs })
    if (patch.links !== undefined) tell.handleLinks(patch.links)
    if (changesModels(patch)) void tell.chooseModels()
    for (const looker of tell.lookers) looker.look()
    const locale = resolveLocale(settings().locale, tell.systemLocale())
    if (locale !== state.snapshot.locale) {
      messages.setLocale(locale)
      state.update({ locale })
    }
    if (patch.theme !== undefined) tell.showTheme(patch.theme)
    if ('contrast' in patch || 'motion' in patch || 'transparency' in patch) {
      state.update({ appearance: appearanceOf(settings()) })
    }
    state.phrasesAre(settings().wakePhrases)
    state.providerIsLacking(lacksProvider(settings()))
    dispatch({ type: 'settings-changed', atMs })
    tell.onChanged(settings())
  }
