import { app } from 'electron'
import { availableParallelism } from 'node:os'
import { resolveLocale } from '../contracts/locales.ts'
import type { CodedError, Result } from '../contracts/errors.ts'
import type { SettingsPatch } from '../contracts/settings.ts'
import type { ConversationEvent } from '../core/conversation/events.ts'
import { prepareOrders } from '../core/actions/understand.ts'
import { snapshotOf } from '../core/conversation/snapshot.ts'
import { defaultStoreOptions } from '../engines/models/ensure-default-models.ts'
import { actionViews } from './actions/action-views.ts'
import { keysIn } from './actions/keys-of-action.ts'
import { composeChanges } from './actions/compose-changes.ts'
import { createActions, type AskedOfRunning } from './actions/create-actions.ts'
import { AppState } from './app-state.ts'
import { composeShell } from './compose-shell.ts'
import { createConversation, nowMs, startOf } from './conversation/create-conversation.ts'
import { promptFor } from './conversation/prompt.ts'
import { composeDevices } from './devices/compose-devices.ts'
import { EngineSpeedStore } from './engine-speeds.ts'
import { createEngineSet } from './engines/engine-set.ts'
import { createFirstRun } from './first-run/first-run-desk.ts'
import { appearanceOf } from './follow-settings.ts'
import { requestHandlers } from './ipc/handlers.ts'
import { Messages } from './messages.ts'
import { lookForModels, ModelSelection } from './model-selection.ts'
import type { CommandLine } from './platform/command-line.ts'
import { openLinkHandler } from './platform/link-handler.ts'
import { lookAtLoginItem } from './platform/login-item.ts'
import { openLoginItem } from './platform/open-login-item.ts'
import { createHotkeyTrial } from './platform/hotkey-trial.ts'
import { openScreenReader } from './platform/open-screen-reader.ts'
import { showTheme } from './platform/show-theme.ts'
import { composeProviders } from './providers/compose-providers.ts'
import { lacksProvider } from './providers/wanted-provider.ts'
import { composeShortcuts } from './shortcuts/compose-shortcuts.ts'
import { composeSound } from './sound/compose-sound.ts'
import { createSnapshotFeed } from './snapshot-feed.ts'
import { composeSpeechJournal } from './speech-journal/compose-speech-journal.ts'
import { openProfile } from './storage/open-profile.ts'
import { composeTranscripts } from './transcripts/compose-transcripts.ts'
import { composeTrust } from './trust/compose-trust.ts'
import { composeVoices } from './voices/compose-voices.ts'
import { composeWake } from './wake/compose-wake.ts'
import { openSurroundings } from './wake/open-surroundings.ts'
import { openAudioWindow } from './windows/audio-window.ts'
import { openWindows } from './windows/open-windows.ts'
import { openFirstWindow } from './windows/first-window.ts'
import { openGuides } from './windows/open-guides.ts'
import { systemClock } from './workers/clock.ts'
import { spawnUtilityProcess } from './workers/utility-process-host.ts'

/** After a start in which 2 s go by until it listens. */
const PREPARE_ORDERS_MS = 2500

export interface Warbler {
  /** Does what a second start asks of this one. */
  readonly command: (asked: AskedOfRunning) => void
  /** Follows a `warbler://` link. */
  readonly openLink: (link: string) => void
  /** Saves everything, before it returns: nobody may wait for more. */
  readonly save: () => void
  /** Ends what runs. */
  readonly dispose: () => Promise<unknown>
}

/**
 * The composition root of the app: the parts in the order in which they are made, and what each tells
 * the others.
 * @param folders absolute: the profile, the built app (`out`), the resources.
 */
export const compose = async (
  line: CommandLine,
  folders: { readonly profile: string; readonly resources: string },
): Promise<Warbler> => {
  const modelStore = defaultStoreOptions()
  // While everything else is made.
  const looking = lookForModels(modelStore)
  const profile = openProfile(folders.profile)
  const { storage } = profile
  const settings = () => storage.settings.get()
  const locale = resolveLocale(settings().locale, app.getLocale())
  const messages = new Messages(locale)

  const dispatch = (event: ConversationEvent): void => conversation.dispatch(event)
  const raise = (error: CodedError): void =>
    dispatch({ type: 'attention-raised', error, atMs: nowMs() })
  /** For whoever has no window of their own to show a failure in. */
  const tell = (result: Result<unknown>): void => {
    if (!result.ok) raise(result.error)
  }

  /** What is made further below. */
  const later = {
    models: () => models,
    isTalking: () => conversation.state.exchange !== null,
    conversation: () => conversation.state,
    state: () => state,
    keep: (patch: SettingsPatch) => undoable.change(patch),
  }
  showTheme(settings().theme)
  const opened = openWindows({
    resources: folders.resources,
    titleOf: (name) => messages.text(`${name}.title`),
    settings,
    changeSettings: (patch) => tell(storage.settings.change(patch)),
    onOverlayShape: (overlayShape) => state.update({ overlayShape }),
    onLeft: (name, isGone) => {
      if (name === 'transcript') return
      wake.tryOut(false)
      if (name === 'welcome') hotkeyTrial.set(false)
      shortcuts.trials.left(isGone)
      if (isGone) sound.preview.stop()
      if (isGone) devices.watch(name, false)
      // Whoever looks something up while they read goes on; whoever closes the window does not.
      if (isGone && name === 'settings') voices.cancel()
    },
  })
  const { windows, overlay, showWindow } = opened
  const audio = openAudioWindow(windows, {
    onReady: () => {
      engines.reattach()
      wake.reattach()
      sound.preview.reattach()
      dispatch({ type: 'audio-ready', atMs: nowMs() })
      dispatch({ type: 'attention-resolved', codes: ['audio.gave-up'], atMs: nowMs() })
    },
    onLost: () => {
      dispatch({ type: 'audio-lost', atMs: nowMs() })
      speech.desk.lost()
      wake.microphoneChanged('off')
    },
    onGaveUp: (error) => {
      // Nobody hears any more: it must not be shown as waiting.
      wake.microphoneChanged('failed')
      state.audioGaveUp(true)
      raise(error)
    },
  })
  const speech = composeSpeechJournal({
    storage,
    profile: folders.profile,
    settings,
    change: (patch) => undoable.change(patch),
    conversation: () => conversation,
    engines: () => engines,
    transcribers: () => providers.transcribers(),
    windows,
    onStored: (turn) => transcripts.stored(turn),
  })
  const engines = createEngineSet({
    spawn: spawnUtilityProcess,
    journalFolder: storage.journalFolder,
    connect: (channel) => audio.connect(channel),
    ...speech.forEngines,
    speechSpeed: () => settings().speechSpeed,
    gpu: {
      allowed: () => settings().useGpu,
      onFailed: () => {
        // Once is enough: it would crash in every conversation.
        tell(changes.change({ useGpu: false }))
        raise({ code: 'engine.gpu-failed' })
      },
    },
    isTalking: later.isTalking,
    dispatch,
    onStatus: (kind, status, error) => {
      state.engineChanged(kind, status, error)
      if (kind === 'stt') speech.engineIs(status)
    },
    onInUse: (kind, use) => providers.inUse(kind, use),
    onOut: (kind, because) => state.engineOut(kind, because),
    onUsage: (usage) => providers.count(usage),
    onMeasured: (kind, measured) => {
      speeds.add(kind, measured, Date.now())
      state.update({ speeds: speeds.all })
      // One that is too slow here makes way for another that is here, too.
      void models.choose()
    },
    // Whoever waits sees why; the answer that comes all the same takes it away.
    onWaiting: (_kind, forMs, because) => {
      if (forMs > 0) raise(because)
    },
  })
  const speeds = new EngineSpeedStore(storage.openJson('engine-speeds'), availableParallelism())
  const providers = composeProviders({
    storage,
    settings,
    folders,
    speeds,
    engines,
    announce: (text) => dispatch({ type: 'announcement', text, atMs: nowMs() }),
    withdraw: (text) => dispatch({ type: 'announcement-withdrawn', text, atMs: nowMs() }),
    raise,
    mention: (error) => dispatch({ type: 'attention-raised', error, goesOn: true, atMs: nowMs() }),
    resolve: (codes) => dispatch({ type: 'attention-resolved', codes, atMs: nowMs() }),
    onUsage: (usage) => windows.send('usage.changed', usage),
    onInUse: (kind, use) => state.engineInUse(kind, use),
  })
  const voices = composeVoices({
    storage,
    profile: folders.profile,
    settings,
    catalogue: modelStore.catalogue,
    models: () => models,
    conversation: () => conversation.state,
    pause: () => wake.enrolmentPause,
    onChange: (snapshot) => {
      windows.send('voices.changed', snapshot)
      wake.look()
    },
    onFailure: raise,
    onMended: ({ code }) => dispatch({ type: 'attention-resolved', codes: [code], atMs: nowMs() }),
  })
  const wake = composeWake({
    settings,
    isMuted: () => conversation.state.muted,
    spawn: spawnUtilityProcess,
    connect: () => [audio.connect('wake')],
    dispatch,
    watchSurroundings: openSurroundings,
    onStatus: (waiting) => state.update({ waiting }),
    onRules: (rules) => state.rulesAre(rules),
    onTryOut: (tryingPhrase) => state.update({ tryingPhrase }),
    onAttempt: (attempt) => windows.send('wake.heard', attempt),
    voices,
    onTooCommon: (tooCommon) => state.phrasesAre(settings().wakePhrases, tooCommon),
    resources: folders.resources,
  })
  const screenReader = openScreenReader(
    () => settings().answersAloud,
    () => dispatch({ type: 'settings-changed', atMs: nowMs() }),
  )
  const conversation = createConversation({
    engines,
    settings,
    changeSettings: (patch) => changes.change(patch),
    commandAudio: (command) => audio.command(command),
    storeTurn: (turn) => {
      const stored = storage.transcripts.upsertTurn(turn)
      if (stored.ok) transcripts.stored(turn)
      return stored
    },
    appendLog: (record) => {
      const appended = storage.turnLog.append(record)
      if (appended.ok) windows.send('turns.logged', record)
      // The month may be over.
      providers.look()
      return appended
    },
    prompt: promptFor(() => engines.promptBudget(), settings),
    act: (order, confirmed, answer) => actions.act(order, confirmed, answer),
    onSnapshot: (snapshot) => {
      state.update({ conversation: snapshot })
      engines.settle()
      sound.look()
      speech.desk.look()
    },
    onTurn: (turn) => windows.send('transcript.turn', turn),
    onFailure: raise,
    wake: () => ({ ...wake.forAudio, isWatched: wake.forAudio.isWatched || devices.isWatched }),
    keepReplies: () => speech.keeper.wantsReplies,
    isSilent: screenReader.keepsSilent,
    start: startOf(storage, line.listen),
  })
  const devices = composeDevices({ engines, audio, dispatch, windows, ...later })
  const sound = composeSound({ storage, audio, settings, windows, raise, ...later })
  const firstRun = createFirstRun(storage, windows, showWindow)
  const guides = openGuides(windows, showWindow)
  const actions = createActions({
    conversation,
    obstacle: () => state.obstacle(),
    raise,
    settings,
    snapshot: () => state.snapshot,
    models: () => models.snapshot,
    change: later.keep,
    undo: () => undoable.undo(),
    mute: (muted, untilMs = null) => changes.setMuted(muted, untilMs),
    setOpen: (open) => changes.setOpen(open),
    continueConversation: (about) => transcripts.goOnAbout(about),
    showTranscript: () => showWindow('transcript'),
    firstRun,
    showConversation: (id) => transcripts.show(id),
    showSettings: guides.settings.show,
    isComplete: () => models.snapshot.complete,
    languages: () => ({ windows: state.snapshot.locale, voice: engines.language() }),
    errorText: (error, language) => messages.error(error, resolveLocale(language, language)),
    deleteEverything: () => trust.deleteEverything(),
    quit: () => app.quit(),
  })
  const hotkeyTrial = createHotkeyTrial(actions.hotkey, windows)
  const keys = { hotkey: hotkeyTrial.listener, shortcut: actions.shortcut }
  const shortcuts = await composeShortcuts({ keys, line, folders, settings, windows, ...later })
  const tellWindows = createSnapshotFeed(systemClock, (snapshot) =>
    windows.send('app.snapshot', snapshot),
  )
  const state = new AppState(
    {
      conversation: snapshotOf(conversation.state),
      ...shortcuts.set.start(settings()),
      speeds: speeds.all,
      locale,
      overlayStyle: opened.overlayStyle,
      appearance: appearanceOf(settings()),
      lacksProvider: lacksProvider(settings()),
      wakePhrase: settings().wakePhrases[0] ?? '',
      waitingRules: wake.rules,
    },
    (snapshot) => {
      tellWindows(snapshot)
      shell.follow(snapshot)
      trust.follow(snapshot)
    },
  )
  const trust = composeTrust({
    profile,
    modelStore,
    messages,
    state,
    windows,
    dispatch,
    others: () => ({ providers: providers.desk, voices, transcripts, speech, changes, undoable }),
  })
  const { desk: transcripts, files: transcriptFiles } = composeTranscripts({
    storage,
    messages,
    windows,
    dispatch,
    currentConversation: () => conversation.state.conversationId,
    startNewConversation: () => actions.ask('new-conversation'),
    locale: () => state.snapshot.locale,
    showConversation: guides.transcript.show,
    forgetExchanges: speech.forgetExchanges,
    stopCopying: trust.stopCopying,
  })
  const loginItem = openLoginItem(app, line.profile, folders.resources)
  const { changes, undoable, muteTimer } = composeChanges({
    store: storage.settings,
    keys: shortcuts.set,
    loginItem,
    onKeys: shortcuts.tell,
    obstacle: actions.obstacle,
    speech,
    onUnsaved: trust.unsaved,
    settings,
    systemLocale: () => app.getLocale(),
    dispatch,
    chooseModels: () => models.choose(),
    lookers: [providers, wake, overlay, screenReader, speech, trust],
    showTheme,
    handleLinks: openLinkHandler(app, line.profile, raise),
    messages,
    state,
    tell,
    windows,
  })
  const shell = composeShell(opened, guides, {
    resources: folders.resources,
    messages,
    settings,
    trayActions: actions.tray,
    onStyle: (overlayStyle) => state.update({ overlayStyle }),
  })
  shell.follow(state.snapshot)

  const models = await ModelSelection.open({
    store: modelStore,
    looking,
    wanted: () => settings().models,
    roles: () => providers.desk.rolesHere(),
    speeds: () => speeds.all,
    voices: () => settings().voices,
    onSnapshot: (snapshot) => {
      windows.send('models.snapshot', snapshot)
      shell.followModels(snapshot)
    },
    onEngineModels: (found) => {
      providers.useModels(found)
      wake.useRecognizers(found.recognizers)
      voices.useModel(found.speaker)
    },
    onFailure: raise,
  })

  opened.answerWith(
    requestHandlers({
      state,
      actions,
      models,
      providers: providers.desk,
      wake,
      voices,
      storage,
      transcripts,
      transcriptFiles,
      speech,
      overlay,
      trust,
      shell,
      devices,
      firstRun,
      tryHotkey: hotkeyTrial.set,
      shortcuts,
      preview: sound.preview,
      changeSettings: later.keep,
      actionViews: () => actionViews({ text: messages.textIn, keys: keysIn(state.snapshot) }),
      takeSetting: guides.settings.takeTarget,
      takeConversation: guides.transcript.takeTarget,
      onAudioReady: () => audio.markReady(),
      onAudioAlive: () => audio.markAlive(),
      onAudioEvent: (event) => {
        dispatch({ type: 'audio', event, atMs: nowMs() })
        wake.heard(event)
        if (event.type === 'microphone') devices.microphoneChanged(event)
      },
      onAudioLevel: (level) => windows.send('audio.level', level),
      restart: (part) => {
        if (part !== 'audio') return engines.restart(part)
        state.audioGaveUp(false)
        audio.restart()
      },
    }),
  )

  // When windows and engines have begun, and before anybody can have said much.
  const cancelPreparing = systemClock.setTimer(PREPARE_ORDERS_MS, prepareOrders)
  trust.tellOfStart()
  lookAtLoginItem(loginItem, settings, changes.change)
  openFirstWindow({ line, settings: settings(), firstRun, providers, showWindow })

  return {
    command: actions.command,
    openLink: actions.openLink,
    save: () => {
      shortcuts.dispose()
      opened.stopAnswering()
      // No cancel: words in flight stay in their journal and are there at the next start.
      conversation.dispose()
      trust.dispose()
      transcripts.dispose()
      muteTimer.dispose()
      cancelPreparing()
      for (const part of [shell, devices, screenReader, voices, speech, audio]) part.dispose()
      storage.close()
      trust.end()
    },
    dispose: () => Promise.all([engines, wake, models, sound].map((part) => part.dispose())),
  }
}
