import {
  app,
  globalShortcut,
  ipcMain,
  session,
  shell,
  systemPreferences,
  type WebContents,
} from 'electron'
import ElectronStore from 'electron-store'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { CodedError, Result } from '../contracts/errors.ts'
import { snapshotOf } from '../core/conversation/snapshot.ts'
import { SUPERVISION_POLICIES } from '../core/supervision/policy.ts'
import { defaultStoreOptions } from '../engines/models/ensure-default-models.ts'
import { AppState } from './app-state.ts'
import { createConversation, newIdSeed, nowMs } from './conversation/create-conversation.ts'
import { promptFor } from './conversation/prompt.ts'
import { recoverJournals } from './conversation/recover-journals.ts'
import { EngineSpeedStore } from './engine-speeds.ts'
import { createEngineSet } from './engines/engine-set.ts'
import type { RequestHandlers } from './ipc/answer-request.ts'
import { requestHandlers } from './ipc/handlers.ts'
import { answerRequests } from './ipc/router.ts'
import { Messages, resolveLocale } from './messages.ts'
import { ModelSelection, NO_MODELS, toMeasure, type EngineModels } from './model-selection.ts'
import type { CommandLine } from './platform/command-line.ts'
import { GlobalHotkey } from './platform/global-hotkey.ts'
import { loadKeyboardHook } from './platform/keyboard-hook.ts'
import { endSoundService, SoundService } from './platform/sound-service.ts'
import { createTray } from './platform/tray.ts'
import { providerNameOf } from './providers/engine-lines.ts'
import { KeyStore } from './providers/key-store.ts'
import { createLineNotices } from './providers/line-notices.ts'
import { createProviderDesk } from './providers/provider-desk.ts'
import { systemSafeStorage } from './providers/safe-storage.ts'
import { TEST_QUESTION, testQuestion } from './providers/test-question.ts'
import { UsageMeter } from './providers/usage-meter.ts'
import { lockDown } from './security/lock-down.ts'
import { createSnapshotFeed } from './snapshot-feed.ts'
import { createSettingsChanges } from './settings-changes.ts'
import { openStorage } from './storage/open-storage.ts'
import { AudioLink } from './windows/audio-link.ts'
import { electronAudioWindow } from './windows/audio-window.ts'
import { openAppWindow } from './windows/app-window.ts'
import { OverlayWindow } from './windows/overlay-window.ts'
import { WindowSet } from './windows/window-set.ts'
import { systemClock } from './workers/clock.ts'
import { spawnUtilityProcess } from './workers/utility-process-host.ts'

/** What a second start can ask of the Warbler that runs. */
export const ASKED_OF_RUNNING = ['toggle', 'cancel', 'mute', 'quit', 'listen', 'show'] as const
export type AskedOfRunning = (typeof ASKED_OF_RUNNING)[number]

export interface Warbler {
  /** Does what a second start asks of this one. */
  readonly command: (asked: AskedOfRunning) => void
  /** Saves everything and ends what runs. */
  readonly dispose: () => Promise<void>
}

/**
 * The composition root of the app: everything is made and wired here and nowhere else.
 * @param folders absolute: the profile, the built app (`out`), the resources.
 */
export const compose = async (
  line: CommandLine,
  folders: { readonly profile: string; readonly resources: string },
): Promise<Warbler> => {
  const storage = openStorage(folders.profile, (options) => new ElectronStore(options), Date.now())
  const settings = () => storage.settings.get()
  const locale = resolveLocale(settings().locale, app.getLocale())
  const messages = new Messages(locale)
  const windows = new WindowSet()
  let composed: (handlers: RequestHandlers) => void = () => undefined
  const stopAnswering = answerRequests(
    ipcMain,
    new Promise((resolve) => {
      composed = resolve
    }),
    (contents: WebContents) => windows.nameOf(contents),
  )
  lockDown(
    {
      session: session.defaultSession,
      onContents: (listener) =>
        app.on('web-contents-created', (_event, contents) => listener(contents)),
      openExternal: (url) => shell.openExternal(url),
    },
    (contents) => windows.nameOf(contents) === 'audio',
  )

  const overlay = new OverlayWindow({
    hideAfterMs: () => settings().overlayHideAfterSeconds * 1000,
    positions: () => settings().overlayPositions,
    rememberPosition: (displayId, anchor) => {
      const positions = { ...settings().overlayPositions, [displayId]: anchor }
      tell(storage.settings.change({ overlayPositions: positions }))
    },
  })
  windows.keep('overlay', overlay.window)

  const audio = new AudioLink({
    ...electronAudioWindow(windows),
    clock: systemClock,
    policy: SUPERVISION_POLICIES.audio,
    onReady: () => {
      engines.reattach()
      conversation.dispatch({ type: 'audio-ready', atMs: nowMs() })
    },
    onLost: () => conversation.dispatch({ type: 'audio-lost', atMs: nowMs() }),
    onGaveUp: (error) => {
      state.audioGaveUp(true)
      raise(error)
    },
  })

  const engines = createEngineSet({
    spawn: spawnUtilityProcess,
    journalFolder: storage.journalFolder,
    connect: (channel) => audio.connect(channel),
    speechSpeed: () => settings().speechSpeed,
    gpu: {
      allowed: () => settings().useGpu,
      onFailed: () => {
        // Once is enough: it would crash in every conversation.
        tell(changes.change({ useGpu: false }))
        raise({ code: 'engine.gpu-failed' })
      },
    },
    dispatch: (event) => conversation.dispatch(event),
    onStatus: (kind, status, error) => {
      state.engineChanged(kind, status, error)
      if (kind === 'stt' && status === 'ready') void recover()
    },
    onInUse: (kind, use) => {
      const { model, because } = use
      const provider = providerNameOf(model, settings().providers)
      const inUse = { ...state.snapshot.inUse, [kind]: { model, provider, because } }
      state.update({ inUse })
      notices.inUse(kind, use)
    },
    onUsage: (usage) => meter.add(usage),
    onMeasured: ({ model, speed }) => {
      speeds.set(model, speed)
      state.update({ speeds: speeds.all })
      // One that is too slow here makes way for another that is here, too.
      void models.choose()
    },
    // Whoever waits sees why; the answer that comes all the same takes it away.
    onWaiting: (_kind, forMs, because) => {
      if (forMs > 0) raise(because)
    },
  })

  const notices = createLineNotices({
    providers: () => settings().providers,
    language: () => engines.language(),
    announce: (text) => conversation.dispatch({ type: 'announcement', text, atMs: nowMs() }),
    raise: (error) => raise(error),
  })
  const meter = new UsageMeter({
    file: storage.openJson('usage'),
    now: () => new Date(),
    providers: () => settings().providers,
    capDollars: () => settings().monthlyCapDollars,
    onCap: (cap) => notices.cap(cap),
    onChange: (usage) => windows.send('usage.changed', usage),
  })
  const providers = createProviderDesk({
    settings,
    meter,
    keys: new KeyStore({
      file: storage.openJson('keys'),
      path: join(folders.profile, 'keys.json'),
      safe: systemSafeStorage(),
      environment: process.env,
    }),
    test: { nowMs, question: testQuestion(folders.resources) },
    onChange: () => useEngines(),
  })
  const speeds = new EngineSpeedStore(storage.openJson('engine-speeds'), availableParallelism())
  const sentence = join(folders.resources, TEST_QUESTION)
  let found: EngineModels = NO_MODELS
  const useEngines = () => {
    const minutes = settings().unloadAfterMinutes
    engines.use(providers.lines(toMeasure(found, speeds.all, sentence)), {
      turn: found.turn,
      streaming: found.streaming,
      unloadAfterMs: minutes === null ? null : minutes * 60_000,
    })
  }

  const seed = newIdSeed()
  const begun = storage.goOnWith(Date.now())
  const conversation = createConversation({
    engines,
    settings,
    changeSettings: (patch) => changes.change(patch),
    commandAudio: (command) => audio.command(command),
    storeTurn: (turn) => storage.transcripts.upsertTurn(turn),
    appendLog: (record) => {
      const appended = storage.turnLog.append(record)
      if (appended.ok) windows.send('turns.logged', record)
      // The cap may have been reached, or the month be over: lines change between turns, not in one.
      meter.look()
      useEngines()
      return appended
    },
    prompt: promptFor(() => engines.promptBudget()),
    onSnapshot: (snapshot) => state.update({ conversation: snapshot }),
    onTurn: (turn) => windows.send('transcript.turn', turn),
    onFailure: (error) => raise(error),
    start: {
      conversationId: begun?.id ?? seed,
      idSeed: seed,
      openConversation: line.listen || settings().openConversation,
      muted: settings().muted,
      history: begun?.history ?? [],
    },
  })
  const raise = (error: CodedError) =>
    conversation.dispatch({ type: 'attention-raised', error, atMs: nowMs() })
  const soundService = new SoundService({
    clock: systemClock,
    isBusy: () => conversation.state.exchange !== null,
    end: () => endSoundService(app),
  })
  /** For whoever has no window of their own to show a failure in. */
  const tell = (result: Result<unknown>): void => {
    if (!result.ok) raise(result.error)
  }

  const showWindow = (name: 'transcript' | 'settings') =>
    void openAppWindow(windows, name, {
      title: messages.text(`${name}.title`),
      icon: join(folders.resources, 'icons/app-256.png'),
    })

  /** What a crash left as sound only, whenever there is somebody to read it. */
  let recovering: Promise<void> | null = null
  const recover = () => {
    recovering ??= recoverJournals(storage, engines, {
      state: () => conversation.state,
      isHeld: (utterance) => conversation.isHeld(utterance),
      onTurn: (turn) => windows.send('transcript.turn', turn),
    }).finally(() => {
      recovering = null
    })
    return recovering
  }

  /** Asked to talk while something is missing: say what, and show where it is mended. */
  const obstacle = (): CodedError | null => {
    const found = state.obstacle()
    if (found === null) return null
    raise(found)
    if (found.code.endsWith('model-missing')) showWindow('settings')
    return found
  }
  const mayTalk = (): boolean => obstacle() === null

  const actions = {
    toggleTalk: () => {
      const busy = conversation.state.exchange !== null
      if (busy || mayTalk()) conversation.dispatch({ type: 'talk-toggled', atMs: nowMs() })
    },
    cancel: (by: 'escape' | 'command' | 'hotkey') =>
      conversation.dispatch({ type: 'cancel', by, atMs: nowMs() }),
    setOpen: (open: boolean) => changes.setOpen(open),
    setMuted: (muted: boolean) => changes.setMuted(muted),
    newConversation: () =>
      conversation.dispatch({
        type: 'conversation-started',
        conversationId: newIdSeed(),
        atMs: nowMs(),
      }),
    dismissAttention: () => conversation.dispatch({ type: 'attention-dismissed', atMs: nowMs() }),
    showWindow,
    quit: () => app.quit(),
  }

  const wayland = process.env['XDG_SESSION_TYPE'] === 'wayland'
  const hotkey = new GlobalHotkey({
    registry: globalShortcut,
    hook: await loadKeyboardHook(
      {
        name: process.platform,
        wayland,
        accessibilityAllowed:
          process.platform === 'darwin' && systemPreferences.isTrustedAccessibilityClient(false),
      },
      nowMs,
    ),
    listener: {
      pressed: (atMs) => {
        const busy = conversation.state.exchange !== null
        if (busy || mayTalk()) conversation.dispatch({ type: 'talk-pressed', way: 'hold', atMs })
      },
      released: (atMs) => conversation.dispatch({ type: 'talk-released', atMs }),
      toggled: () => actions.toggleTalk(),
    },
    platform: process.platform,
    wayland,
    nowMs,
  })

  const tellWindows = createSnapshotFeed(systemClock, (snapshot) =>
    windows.send('app.snapshot', snapshot),
  )
  const state = new AppState(
    {
      conversation: snapshotOf(conversation.state),
      hotkey: hotkey.use(settings().hotkey),
      speeds: speeds.all,
      locale,
    },
    (snapshot) => {
      tellWindows(snapshot)
      tray?.update(snapshot.conversation)
      overlay.follow(snapshot.conversation)
    },
  )
  const changes = createSettingsChanges({
    store: storage.settings,
    hotkey,
    onHotkey: (used) => state.update({ hotkey: used }),
    obstacle,
    follow: ({ muted, openConversation: open, models: wanted, voices }) => {
      const atMs = nowMs()
      if (muted !== undefined) conversation.dispatch({ type: 'muted-set', muted, atMs })
      if (open !== undefined) conversation.dispatch({ type: 'open-conversation-set', open, atMs })
      if (wanted !== undefined || voices !== undefined) void models.choose()
      meter.look()
      useEngines()
      const next = resolveLocale(settings().locale, app.getLocale())
      if (next !== state.snapshot.locale) {
        messages.setLocale(next)
        state.update({ locale: next })
      }
      conversation.dispatch({ type: 'settings-changed', atMs })
      windows.send('settings.changed', settings())
    },
  })

  const tray = createTray(join(folders.resources, 'icons/tray'), messages.text, {
    talk: actions.toggleTalk,
    setOpen: (open) => tell(actions.setOpen(open)),
    setMuted: (muted) => tell(actions.setMuted(muted)),
    showTranscript: () => showWindow('transcript'),
    showSettings: () => showWindow('settings'),
    quit: actions.quit,
  })
  tray?.update(state.snapshot.conversation)

  const models = await ModelSelection.open({
    store: defaultStoreOptions(),
    wanted: () => settings().models,
    speeds: () => speeds.all,
    voices: () => settings().voices,
    onSnapshot: (snapshot) => windows.send('models.snapshot', snapshot),
    onEngineModels: (models) => {
      found = models
      useEngines()
    },
    onFailure: raise,
  })

  composed(
    requestHandlers({
      state,
      actions,
      models,
      providers,
      storage,
      overlay,
      changeSettings: (patch) => changes.change(patch),
      onAudioReady: () => audio.markReady(),
      onAudioAlive: () => audio.markAlive(),
      onAudioEvent: (event) => {
        if (event.type === 'microphone' && event.deviceLabel !== undefined) {
          state.update({ microphoneLabel: event.deviceLabel })
        }
        conversation.dispatch({ type: 'audio', event, atMs: nowMs() })
        if (event.type === 'microphone' && process.platform === 'linux') {
          soundService.microphone(event)
        }
      },
      onAudioLevel: (level) => windows.send('audio.level', level),
      restart: (part) => {
        if (part !== 'audio') return engines.restart(part)
        state.audioGaveUp(false)
        audio.restart()
      },
    }),
  )

  for (const error of storage.startErrors) raise(error)
  const lacksEngine = Object.values(providers.lines(found)).some((line) => line.length === 0)
  if (lacksEngine) showWindow('settings')
  else if (!line.hidden) showWindow('transcript')

  const command = (asked: AskedOfRunning): void => {
    switch (asked) {
      case 'toggle':
        return actions.toggleTalk()
      case 'cancel':
        return actions.cancel('command')
      case 'mute':
        return tell(actions.setMuted(!conversation.state.muted))
      case 'quit':
        return actions.quit()
      case 'listen':
        return tell(actions.setOpen(true))
      case 'show':
        showWindow(models.snapshot.complete ? 'transcript' : 'settings')
    }
  }

  return {
    command,
    dispose: async () => {
      hotkey.dispose()
      stopAnswering()
      // No cancel: words in flight stay in their journal and are there at the next start.
      conversation.dispose()
      tray?.dispose()
      soundService.dispose()
      audio.dispose()
      await Promise.all([engines.dispose(), models.dispose()])
      storage.close()
    },
  }
}
