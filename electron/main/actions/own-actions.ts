import { succeed, type Result } from '../../contracts/errors.ts'
import type { OwnActionId, OwnActionInput, ShowSetting } from '../../contracts/actions.ts'
import type { ModelsSnapshot } from '../../contracts/models.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import { findVoice, voiceName } from '../../core/actions/find-voice.ts'
import { filled, saidDuration, saidValue } from '../../core/actions/sentences.ts'
import { isReadable, SETTING_NAMES } from '../../contracts/setting-table.ts'
import type { HistoryEntry } from '../../core/actions/change-history.ts'
import type { PhrasesOfActions } from './phrases.ts'
import { patchForVoice } from '../../core/actions/choose-voice.ts'
import { patchForEngine, voiceNow, voicesHere } from './spoken-engines.ts'

/** What the actions that belong to no single setting do. */
export interface OwnActionParts {
  readonly settings: () => Settings
  readonly snapshot: () => AppSnapshot
  readonly models: () => ModelsSnapshot
  /** A change that can be taken back. */
  readonly change: (patch: SettingsPatch) => Result<null>
  readonly undo: () => Result<HistoryEntry | null>
  /** `untilMs`: null: until somebody ends it. */
  readonly mute: (muted: boolean, untilMs?: number | null) => Result<null>
  readonly setOpen: (open: boolean) => Result<null>
  readonly toggleTalk: () => void
  readonly cancel: () => void
  readonly newConversation: () => void
  /** The title of the conversation that goes on; null: there is none such. */
  readonly continueConversation: (about: string | null) => Result<string | null>
  readonly showTranscript: () => void
  readonly showWelcome: () => void
  /** Whether there is such a conversation. */
  readonly showConversation: (id: string) => Result<boolean>
  readonly showSettings: (target: ShowSetting | null) => void
  /** Erases all that is kept of the person. */
  readonly deleteEverything: () => Result<null>
  readonly quit: () => void
  /** Epoch ms by the wall clock. */
  readonly now: () => number
}

type Handlers = {
  readonly [A in OwnActionId]: (
    input: OwnActionInput<A>,
    phrases: PhrasesOfActions,
  ) => Result<string>
}

/** Done, and this is told of it. */
const after = (done: Result<unknown>, text: string): Result<string> =>
  done.ok ? succeed(text) : done

const NOTHING = ''

export const ownActions = (parts: OwnActionParts): Handlers => {
  const { settings, change } = parts
  const run = (act: () => void, text: string): Result<string> => {
    act()
    return succeed(text)
  }
  const isMuted = () => parts.snapshot().conversation.muted
  return {
    talk: () => run(parts.toggleTalk, NOTHING),
    stop: () => run(parts.cancel, NOTHING),
    mute: (_, { muted }) => after(parts.mute(true), muted),
    'mute-for': ({ forMs }, phrases) =>
      after(
        parts.mute(true, parts.now() + forMs),
        filled(phrases.mutedFor, { time: saidDuration(forMs, phrases) }),
      ),
    unmute: (_, { unmuted, notMuted }) =>
      isMuted() ? after(parts.mute(false), unmuted) : succeed(notMuted),
    'toggle-mute': (_, { muted, unmuted }) =>
      isMuted() ? after(parts.mute(false), unmuted) : after(parts.mute(true), muted),
    'stop-listening': (_, { closed, wakeOff, onlyByKey }) => {
      if (parts.snapshot().conversation.openConversation) return after(parts.setOpen(false), closed)
      return settings().wake ? after(change({ wake: false }), wakeOff) : succeed(onlyByKey)
    },
    'open-conversation': (_, { open }) => after(parts.setOpen(true), open),
    'close-conversation': (_, { closed }) => after(parts.setOpen(false), closed),
    'new-conversation': (_, { newConversation }) => run(parts.newConversation, newConversation),
    'continue-conversation': ({ about }, phrases) => {
      const found = parts.continueConversation(about ?? null)
      if (!found.ok) return found
      if (found.value !== null) {
        return succeed(filled(phrases.continued, { title: found.value }))
      }
      return succeed(
        about === undefined ? phrases.noOlder : filled(phrases.nothingAbout, { about }),
      )
    },
    guests: ({ forMs }, phrases) =>
      after(
        change({ guestsUntilMs: parts.now() + forMs }),
        filled(phrases.guests, { time: saidDuration(forMs, phrases) }),
      ),
    'guests-gone': (_, { guestsGone }) => after(change({ guestsUntilMs: null }), guestsGone),
    'show-transcript': (_, { transcript }) => run(parts.showTranscript, transcript),
    'show-conversation': ({ id }, { noConversation }) => {
      const shown = parts.showConversation(id)
      if (!shown.ok) return shown
      return succeed(shown.value ? NOTHING : noConversation)
    },
    'show-welcome': (_, { welcome }) => run(parts.showWelcome, welcome),
    'show-settings': ({ pane }, phrases) =>
      run(
        () => parts.showSettings(pane === undefined ? null : { pane, setting: null }),
        phrases.settings,
      ),
    'use-voice': ({ name }, phrases) => {
      const models = parts.models()
      const here = voicesHere(models)
      const found = findVoice(name, here, voiceNow(here, models, settings()))
      if (found === null) return succeed(here.length < 2 ? phrases.oneVoice : phrases.noVoice)
      const changed = change(patchForVoice(found, settings(), models))
      const speaks = found === 'usual' ? voiceNow(here, models, settings()) : found
      return after(
        changed,
        filled(phrases.voice, { voice: speaks === null ? '' : voiceName(speaks) }),
      )
    },
    'tell-voice': (_, phrases) => {
      if (parts.snapshot().inUse.tts?.provider != null) return engineNow('tts', phrases)
      const models = parts.models()
      const here = voicesHere(models)
      const now = voiceNow(here, models, settings())
      if (now === null) return engineNow('tts', phrases)
      const values = { voice: voiceName(now), count: here.length }
      return succeed(filled(here.length > 1 ? phrases.tellVoice : phrases.tellOneVoice, values))
    },
    'use-engine': ({ role, name }, phrases) => {
      const found = patchForEngine(role, name, settings(), parts.models())
      if (found === null) return succeed(filled(phrases.noEngine, { engine: name }))
      const values = { role: phrases.roles[role], engine: found.name ?? phrases.thisComputer }
      return after(change(found.patch), filled(phrases.engine, values))
    },
    'tell-engine': ({ role }, phrases) => engineNow(role, phrases),
    'forget-pauses': (_, { pausesForgotten }) =>
      after(change({ learnedPausesMs: [] }), pausesForgotten),
    'delete-everything': (_, { allDeleted }) => after(parts.deleteEverything(), allDeleted),
    undo: (_, phrases) => {
      const undone = parts.undo()
      if (!undone.ok) return undone
      if (undone.value === null) return succeed(phrases.nothingToUndo)
      const { before } = undone.value
      const [setting, ...more] = SETTING_NAMES.filter((name) => name in before)
      if (setting === undefined || more.length > 0 || !isReadable(setting)) {
        return succeed(phrases.undoneOther)
      }
      const value = saidValue(setting, settings()[setting], phrases)
      return succeed(filled(phrases.undone, { name: phrases.names[setting], value }))
    },
    help: (_, { help }) => succeed(help),
    quit: (_, { quitting }) => run(parts.quit, quitting),
  }

  function engineNow(role: 'stt' | 'llm' | 'tts', phrases: PhrasesOfActions): Result<string> {
    const use = parts.snapshot().inUse[role]
    const values = { role: phrases.roles[role] }
    if (use === null) return succeed(filled(phrases.noEngineServes, values))
    const model = parts.models().models.find(({ id }) => id === use.model)?.name ?? use.model
    const engine = use.provider === null ? model : `${model}, ${use.provider}`
    return succeed(filled(phrases.tellEngine, { ...values, engine }))
  }
}
