import type { ReadableSetting } from '../../../contracts/setting-table.ts'
import type { SettingWords } from './setting-words.ts'

const OVERLAY = '(?:overlay|small window|little window|captions window)'

/** What people say of the settings of windows, of what is kept, and of this computer. */
export const APP_WORDS_EN = {
  locale: {
    nouns:
      '(?:(?:interface |display |window |menu |app )?language|language of (?:the |your )?(?:windows?|interface|menus?|app))',
    asked: '(?:interface|display|window|menu|app) language',
    set: [
      '(?:show|display) (?:the |your )?(?:windows?|menus?|interface|settings|everything) in (?<value>[a-z ]+)',
      '(?:switch|change) (?:the |your )?(?:windows?|menus?|interface) to (?<value>[a-z ]+)',
    ],
    values: {
      system: "(?:the )?system(?:'s)?(?: language)?|automatic|default",
      en: 'english',
      zh: 'chinese|mandarin|simplified chinese',
    },
  },
  theme: {
    nouns: '(?:(?:colou?r )?theme|colou?r scheme|appearance)',
    set: [
      '(?:use|switch to|turn on|give me|go to|i want) (?:the )?(?<value>dark|light) (?:mode|theme|colou?rs)',
      '(?<value>dark|light) mode(?: please)?',
    ],
    values: {
      system: "(?:the )?system(?:'s)?(?: theme)?|automatic|default",
      light: 'light|bright|white',
      dark: 'dark|black|night',
    },
  },
  contrast: {
    nouns: '(?:contrast)',
    set: ['(?:use|switch to|turn on|give me) (?<value>high|higher|more) contrast'],
    values: { system: 'normal|default|system|low', more: 'high|higher|more' },
  },
  motion: {
    nouns: '(?:motion|animations?)',
    set: ['(?:use|switch to|turn on|give me) (?<value>reduced|less|no) (?:motion|animations?)'],
    values: { system: 'normal|default|system', less: 'less|reduced|none|no|off' },
  },
  transparency: {
    nouns: '(?:transparency)',
    set: ['(?:use|switch to|turn on|give me) (?<value>reduced|less|no) transparency'],
    values: { system: 'normal|default|system', less: 'less|reduced|none|no|off' },
  },
  overlayHideAfterSeconds: {
    nouns: `(?:${OVERLAY} (?:hide )?(?:time|delay|timeout))`,
    set: [
      `hide the ${OVERLAY} after (?<value>[a-z0-9. ]+)`,
      `(?:keep|leave|show) the ${OVERLAY}(?: up| open| in view| there)? (?:for )?(?<value>[a-z0-9. ]+)`,
    ],
    up: [`(?:keep|leave|show) the ${OVERLAY}(?: up| open| in view)? longer`],
    down: [`hide the ${OVERLAY} (?:sooner|earlier|faster)`],
    tell: [`when do you hide the ${OVERLAY}`, `how long does the ${OVERLAY} stay(?: in view| up)?`],
  },
  useGpu: {
    nouns: '(?:graphics card|gpu|g p u|graphics processor)',
    asked: '(?:graphics card|gpu|g p u)',
    on: ['use (?:the|my) (?:graphics card|gpu|g p u)'],
    off: [
      '(?:do not|stop) us(?:e|ing) (?:the|my) (?:graphics card|gpu|g p u)',
      'use (?:only )?the (?:processor|cpu)(?: only)?',
    ],
    tell: ['(?:are you|do you) us(?:e|ing) (?:the|my) (?:graphics card|gpu|g p u)'],
  },
  unloadAfterMinutes: {
    nouns: '(?:unload(?:ing)? time|memory time|idle time of the (?:engines|models))',
    set: [
      '(?:give|hand) (?:the |your )?memory back after (?<value>[a-z0-9. ]+)',
      '(?:unload|free|release) (?:the |your )?(?:models?|engines?|memory) after (?<value>[a-z0-9. ]+)',
    ],
    off: [
      '(?:never|do not|stop) (?:unload|unloading|give back|giving back) (?:the |your )?(?:models?|engines?|memory)',
      '(?:keep|leave) (?:the |your )?(?:models?|engines?) (?:loaded|in memory)',
    ],
    tell: ['when do you (?:unload|give back) (?:the |your )?(?:models?|engines?|memory)'],
  },
  overlayWhileWaiting: {
    nouns: `(?:${OVERLAY} while (?:you (?:are )?)?wait(?:ing)?)`,
    on: [
      `(?:keep|leave) the ${OVERLAY} (?:in view|visible|on the screen)(?: while (?:you (?:are )?)?wait(?:ing)?)?`,
    ],
    off: [`(?:hide|do not show) the ${OVERLAY} while (?:you (?:are )?)?wait(?:ing)?`],
  },
  monthlyCapDollars: {
    nouns: '(?:(?:monthly )?(?:budget|spending limit|cost limit|cap))',
    asked: '(?:monthly (?:budget|limit|cap)|spending limit|cost limit|budget for providers)',
  },
  links: {
    nouns: '(?:warbler links|your links|deep links)',
    on: ['open (?:your own|warbler) links'],
    off: ['(?:do not|stop) open(?:ing)? (?:your own|warbler) links'],
  },
  keepSpeech: {
    nouns: '(?:kept speech|speech journal)',
    asked: '(?:speech journal)',
    tell: [
      'do you (?:keep|record|save) (?:my (?:voice|speech)|what i say|the sound of what i say)',
    ],
  },
  keepSpeechDays: {
    nouns: '(?:days of kept speech)',
    asked: '(?:days of kept speech)',
    tell: ['how long do you keep (?:my (?:voice|speech)|what i say)'],
  },
  keepSpeechMegabytes: {
    nouns: '(?:megabytes of kept speech)',
    asked: '(?:megabytes of kept speech)',
    tell: ['how much (?:of my )?(?:voice|speech) do you keep'],
  },
  overlayOverFullScreen: {
    nouns: '(?:(?:overlay|captions) over full ?screen(?: apps| programs)?)',
    on: ['show (?:the )?(?:overlay|captions) over full ?screen(?: apps| programs| windows)?'],
    off: [
      '(?:hide|do not show) (?:the )?(?:overlay|captions) over full ?screen(?: apps| programs| windows)?',
    ],
  },
  startAtLogin: {
    nouns: '(?:start(?:ing)? (?:at|on) (?:log ?in|start ?up|boot)|auto(?:matic)? ?start)',
    on: [
      'start (?:by yourself |automatically )?(?:when|whenever) i (?:log in|turn on (?:the|my) computer|start (?:the|my) computer)',
      'start (?:at|on) (?:log ?in|start ?up)',
    ],
    off: [
      '(?:do not|stop|no longer) start(?:ing)? (?:by yourself |automatically )?(?:when|whenever) i (?:log in|turn on (?:the|my) computer|start (?:the|my) computer)',
      '(?:do not|stop|no longer) start(?:ing)? (?:at|on) (?:log ?in|start ?up)',
    ],
  },
  startHidden: {
    nouns: '(?:start(?:ing)? (?:hidden|without a window|in the background)|hidden start)',
    on: ['start (?:hidden|without a window|in the background)'],
    off: ['(?:do not|stop) start(?:ing)? (?:hidden|without a window|in the background)'],
  },
  notifications: {
    nouns: '(?:(?:system |desktop )?notifications?)',
    on: ['(?:send|show|give) me (?:system |desktop )?notifications'],
    off: [
      '(?:do not|stop) (?:send|show|give|sending|showing|giving) me (?:system |desktop )?notifications',
    ],
  },
  logText: {
    nouns: '(?:words in the (?:diagnostic )?log)',
    asked: '(?:words in the (?:diagnostic )?log)',
    tell: ['do you (?:log|write down) (?:my words|what i say) in the (?:diagnostic )?log'],
  },
} as const satisfies Readonly<Partial<Record<ReadableSetting, SettingWords>>>
