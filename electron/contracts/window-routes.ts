/**
 * The windows and their routes. Apart from `ipc.ts`, which needs zod: a preload holds this and no
 * more, because every window waits for its preload.
 */

export const WINDOW_NAMES = ['audio', 'overlay', 'transcript', 'settings'] as const
export type WindowName = (typeof WINDOW_NAMES)[number]

/** The panes of the settings window. */
export const SETTINGS_PANES = [
  'general',
  'voice-in',
  'wake',
  'voice-out',
  'brain',
  'models',
  'providers',
  'usage',
  'privacy',
  'shortcuts',
  'advanced',
  'about',
] as const
export type SettingsPane = (typeof SETTINGS_PANES)[number]

/** Which window may ask what: main refuses the rest, and each preload exposes only its own. */
export const windowRoutes = {
  audio: {
    requests: [
      'audio.event',
      'audio.level',
      'audio.devices',
      'audio.ready',
      'audio.time',
      'audio.alive',
    ],
    events: ['audio.command', 'audio.ping'],
  },
  overlay: {
    requests: [
      'app.snapshot',
      'app.open-window',
      'app.dismiss-attention',
      'app.restart-engine',
      'conversation.toggle-talk',
      'conversation.cancel',
      'conversation.set-open',
      'conversation.set-muted',
      'conversation.confirm',
      'overlay.resize',
      'overlay.expand',
      'overlay.hide',
    ],
    events: ['app.snapshot', 'audio.level'],
  },
  transcript: {
    requests: [
      'app.snapshot',
      'app.copy-text',
      'app.open-window',
      'app.dismiss-attention',
      'app.restart-engine',
      'conversation.toggle-talk',
      'conversation.cancel',
      'conversation.set-open',
      'conversation.set-muted',
      'conversation.new',
      'conversation.confirm',
      'actions.list',
      'actions.run',
      'transcript.page',
      'transcript.search',
      'transcript.languages',
      'transcript.conversations',
      'transcript.rename',
      'transcript.pin',
      'transcript.remove',
      'transcript.restore',
      'transcript.continue',
      'transcript.target',
      'transcript.export',
      'transcript.print',
      'transcript.copy',
      'transcript.look-at-import',
      'transcript.import',
      'turns.record',
      'turns.recent',
      'turns.feedback',
    ],
    events: [
      'app.snapshot',
      'transcript.turn',
      'transcript.changed',
      'transcript.show',
      'turns.logged',
      'settings.noticed',
    ],
  },
  settings: {
    requests: [
      'app.snapshot',
      'app.copy-text',
      'app.open-window',
      'about.get',
      'about.licence',
      'trust.kept',
      'trust.show',
      'trust.export',
      'trust.diagnostics',
      'actions.list',
      'actions.run',
      'settings.get',
      'settings.change',
      'settings.target',
      'models.snapshot',
      'models.download',
      'models.pause',
      'models.resume',
      'models.cancel',
      'models.download-one',
      'models.remove',
      'providers.presets',
      'providers.keys',
      'providers.set-key',
      'providers.test',
      'providers.models',
      'providers.find-local',
      'usage.get',
      'wake.try-out',
      'voices.get',
      'voices.enrol',
      'voices.cancel-enrolment',
      'voices.remove',
      'voices.remove-all',
      'voices.keep-plain',
      'conversation.toggle-talk',
    ],
    events: [
      'app.snapshot',
      'models.snapshot',
      'settings.changed',
      'settings.noticed',
      'settings.show',
      'usage.changed',
      'audio.level',
      'wake.heard',
      'voices.changed',
    ],
  },
} as const

/** Channel names on Electron's ipc: one for requests, one for events, one for ports. */
export const IPC_REQUEST_CHANNEL = 'warbler:request'
export const IPC_EVENT_CHANNEL = 'warbler:event'
export const IPC_PORT_CHANNEL = 'warbler:port'
