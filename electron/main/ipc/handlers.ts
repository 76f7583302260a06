import { clipboard } from 'electron'
import type { AudioEvent } from '../../contracts/audio.ts'
import type { ActionView, ShowSetting } from '../../contracts/actions.ts'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { SettingsPatch } from '../../contracts/settings.ts'
import type { RestartablePart } from '../../contracts/snapshot.ts'
import { actionOf } from '../../core/actions/definitions.ts'
import type { Actions } from '../actions/create-actions.ts'
import type { AppState } from '../app-state.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { Devices } from '../devices/compose-devices.ts'
import type { FirstRunDesk } from '../first-run/first-run-desk.ts'
import type { ModelSelection } from '../model-selection.ts'
import type { ProviderDesk } from '../providers/provider-desk.ts'
import type { SpeechJournal } from '../speech-journal/compose-speech-journal.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { TranscriptFiles } from '../transcripts/transcript-files.ts'
import type { TranscriptDesk } from '../transcripts/transcript-desk.ts'
import { applyFeedback } from '../turn-feedback.ts'
import type { VoicePreviews } from '../voice-preview/voice-preview.ts'
import type { Trust } from '../trust/open-trust.ts'
import type { VoiceDesk } from '../voices/voice-desk.ts'
import type { Shortcuts } from '../shortcuts/compose-shortcuts.ts'
import type { Wake } from '../wake/compose-wake.ts'
import type { OverlayWindow } from '../windows/overlay-window.ts'
import type { RequestHandlers } from './answer-request.ts'

interface HandlerParts {
  readonly state: AppState
  readonly actions: Actions
  readonly models: ModelSelection
  readonly providers: ProviderDesk
  readonly wake: Wake
  readonly voices: VoiceDesk
  readonly shortcuts: Pick<Shortcuts, 'trials' | 'view'>
  readonly preview: VoicePreviews
  readonly storage: Storage
  readonly transcripts: TranscriptDesk
  readonly transcriptFiles: TranscriptFiles
  readonly speech: SpeechJournal
  readonly overlay: OverlayWindow
  readonly trust: Trust
  readonly shell: { readonly transcriptIsLive: (live: boolean) => void }
  readonly devices: Devices
  readonly firstRun: FirstRunDesk
  /** Presses of the hotkey are told, and begin nothing; or not any more. */
  readonly tryHotkey: (on: boolean) => void
  /** A change that can be taken back. */
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  readonly actionViews: () => readonly ActionView[]
  /** Where the settings window was asked to go; told once. */
  readonly takeSetting: () => ShowSetting | null
  /** Which conversation the transcript window was asked to show; told once. */
  readonly takeConversation: () => string | null
  readonly onAudioReady: () => void
  readonly onAudioAlive: () => void
  readonly onAudioEvent: (event: AudioEvent) => void
  readonly onAudioLevel: (level: number) => void
  readonly restart: (part: RestartablePart) => void
}

const done = succeed(null)

/** What each route does: a line each, in the words of the parts that do it. */
export const requestHandlers = (parts: HandlerParts): RequestHandlers => {
  const { actions, models, providers, storage, overlay, voices, devices, firstRun } = parts
  const { transcripts, transcriptFiles, speech, trust } = parts
  const run = (action: () => void): Result<null> => {
    action()
    return done
  }
  /** An action of which a button shows by itself what it did. */
  const tellDone = (action: string): Result<null> => {
    const ran = actions.run({ action, input: {} })
    return ran.ok ? done : ran
  }
  return {
    'app.snapshot': () => succeed(parts.state.snapshot),
    'app.copy-text': ({ text }) => run(() => void clipboard.writeText(text)),
    'app.open-window': ({ window, pane }) =>
      run(() => actions.ask(`show-${window}`, pane === undefined ? {} : { pane })),
    'actions.list': () => succeed(parts.actionViews()),
    'actions.run': ({ confirmed = false, ...order }) => {
      const ran = actions.run(order, confirmed)
      if (!ran.ok) return ran
      if (ran.value.asks) return fail('usage.invalid', order.action)
      // A window that opens needs no word about it.
      const isSeen = actionOf(order.action)?.group === 'windows'
      return succeed({ text: isSeen ? '' : ran.value.text })
    },
    'app.dismiss-attention': () => run(actions.dismissAttention),
    'app.restart-engine': ({ engine }) =>
      run(() => {
        // What the person was asked to do is done.
        actions.dismissAttention()
        parts.restart(engine)
      }),
    'audio.event': (event) => run(() => parts.onAudioEvent(event)),
    'audio.level': (level) => run(() => parts.onAudioLevel(level)),
    'audio.devices': (seen) =>
      run(() => {
        devices.changed(seen)
        trust.devicesChanged(seen)
      }),
    'audio.device-list': (list) => run(() => devices.listed(list)),
    'audio.speech': () => run(devices.heard),
    'audio.ready': () => run(parts.onAudioReady),
    'audio.time': () => succeed(nowMs()),
    'audio.alive': () => run(parts.onAudioAlive),
    'conversation.toggle-talk': () => run(() => actions.ask('talk')),
    'conversation.cancel': ({ by }) => run(() => actions.cancel(by === 'escape' ? by : 'command')),
    'conversation.set-open': ({ open }) =>
      tellDone(open ? 'open-conversation' : 'close-conversation'),
    'conversation.set-muted': ({ muted }) => tellDone(muted ? 'mute' : 'unmute'),
    'conversation.new': () => run(() => actions.ask('new-conversation')),
    'conversation.confirm': ({ yes }) => run(() => actions.confirm(yes)),
    'overlay.resize': (content) => run(() => overlay.resize(content)),
    'overlay.expand': () => run(() => overlay.expand()),
    'overlay.hide': () => run(() => overlay.dismiss()),
    'overlay.drag': ({ to }) => run(() => overlay.drag(to)),
    'transcript.live': ({ live }) => run(() => parts.shell.transcriptIsLive(live)),
    'transcript.page': (page) => storage.transcripts.page(page),
    'transcript.search': (search) => storage.transcripts.search(search),
    'transcript.languages': () => storage.transcripts.languages(),
    'transcript.conversations': (request) => storage.transcripts.conversations(request),
    'transcript.rename': ({ id, title }) => transcripts.rename(id, title),
    'transcript.pin': ({ id, on }) => transcripts.pin(id, on),
    'transcript.remove': ({ ids }) => transcripts.remove(ids),
    'transcript.restore': ({ ids }) => transcripts.restore(ids),
    'transcript.continue': ({ id }) => transcripts.goOn(id),
    'transcript.target': () => succeed(parts.takeConversation()),
    'transcript.correct': ({ turnId, text }) => speech.correct(turnId, text),
    'audio.reply-sound': (sound) => run(() => speech.replySounded(sound)),
    'audio.kept-playback': (playback) => run(() => speech.desk.followed(playback)),
    'speech.kept': () => succeed(speech.keptIds()),
    'speech.play': ({ id }) => speech.desk.play(id),
    'speech.stop': () => run(() => speech.desk.stop()),
    'speech.engines': () => succeed(speech.desk.engines()),
    'speech.transcribe': ({ id, engine }) => speech.desk.transcribe(id, engine),
    'speech.left': () => succeed(speech.desk.left()),
    'speech.take-left': async ({ id, text }) => {
      const taken = await speech.desk.takeLeft(id, text)
      return taken.ok ? done : taken
    },
    'speech.remove-left': ({ id }) => speech.desk.removeLeft(id),
    'speech.snapshot': () => succeed(speech.keeper.snapshot()),
    'speech.erase-all': () => speech.keeper.eraseAll(),
    'speech.keep-plain': ({ on }) => speech.keepPlain(on),
    'transcript.export': ({ format, scope }) => transcriptFiles.export(format, scope),
    'transcript.print': ({ scope }) => transcriptFiles.print(scope),
    'transcript.copy': ({ scope, as }) => transcriptFiles.copy(scope, as),
    'transcript.look-at-import': () => transcriptFiles.look(),
    'transcript.import': ({ token }) => transcriptFiles.take(token),
    'turns.record': ({ exchangeId }) => storage.turnLog.find(exchangeId),
    'turns.recent': ({ limit }) => storage.turnLog.newest(limit),
    'turns.feedback': (feedback) => applyFeedback(feedback, parts),
    'devices.get': () => succeed(devices.view),
    'devices.watch': ({ on }, from) => run(() => devices.watch(from, on)),
    'devices.try-again': () => run(devices.tryAgain),
    'devices.test-loudspeaker': () => succeed(devices.testLoudspeaker()),
    'hotkey.try': ({ on }) => run(() => parts.tryHotkey(on)),
    'first-run.get': () => succeed(firstRun.get()),
    'first-run.keep': (place) => firstRun.keep(place),
    'first-run.leave': ({ show }) => firstRun.leave(show),
    'settings.get': () => succeed(storage.settings.get()),
    'settings.change': (patch) => {
      const changed = parts.changeSettings(patch)
      if (!changed.ok) return changed
      const { unsaved } = storage.settings
      return unsaved === null ? succeed(storage.settings.get()) : { ok: false, error: unsaved }
    },
    'settings.target': () => succeed(parts.takeSetting()),
    'shortcuts.get': () => succeed(parts.shortcuts.view()),
    'shortcuts.record': ({ on }) => run(() => parts.shortcuts.trials.record(on)),
    'shortcuts.try': (trial) => parts.shortcuts.trials.begin(trial),
    'shortcuts.cancel': () => run(() => parts.shortcuts.trials.cancel()),
    'voice-preview.toggle': (voice) => parts.preview.toggle(voice),
    'voice-preview.stop': () => run(() => parts.preview.stop()),
    'audio.preview': (sound) => run(() => parts.preview.heard(sound)),
    'models.snapshot': () => succeed(models.snapshot),
    // A download goes on after the answer; the window follows it by snapshots.
    'models.download': () => run(() => void models.download()),
    'models.pause': async () => {
      await models.pause()
      return done
    },
    'models.resume': () => run(() => models.resume()),
    'models.cancel': async () => {
      await models.cancel()
      return done
    },
    'models.download-one': ({ id, use }) =>
      models.downloadOne(id, (kind) => {
        if (!use || (kind !== 'stt' && kind !== 'llm' && kind !== 'tts')) return done
        const wanted = storage.settings.get().models
        return parts.changeSettings({ models: { ...wanted, [kind]: id } })
      }),
    'models.remove': ({ id }) => models.remove(id),
    'providers.presets': () => succeed(providers.presets()),
    'providers.keys': () => succeed(providers.keys()),
    'providers.set-key': ({ provider, key, keep }) => providers.setKey(provider, key, keep),
    'providers.test': ({ provider }) => providers.test(provider),
    'providers.models': ({ provider }) => providers.models(provider),
    'providers.find-local': () => providers.findLocal(),
    'usage.get': () => succeed(providers.usage()),
    'about.get': () => succeed(trust.about.view()),
    'about.licence': (wanted) => trust.about.text(wanted),
    'trust.kept': () => succeed(trust.kept()),
    'trust.show': ({ part }) => run(() => trust.show(part)),
    'trust.export': () => trust.exportEverything(),
    'trust.diagnostics': () => trust.saveDiagnostics(),
    'wake.try-out': ({ on }) => run(() => parts.wake.tryOut(on)),
    'voices.get': () => succeed(voices.snapshot()),
    'voices.enrol': ({ name }) => voices.begin(name),
    'voices.cancel-enrolment': () => run(() => voices.cancel()),
    'voices.remove': ({ id }) => voices.remove(id),
    'voices.remove-all': () => voices.removeAll(),
    'voices.keep-plain': ({ on }) => voices.keepPlain(on),
  }
}
