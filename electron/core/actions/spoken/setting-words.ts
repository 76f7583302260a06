import type { ReadableSetting } from '../../../contracts/setting-table.ts'
import { APP_WORDS_EN } from './setting-words-app.ts'

/**
 * What people call each setting, and say instead of naming it. Regular expressions without groups that
 * catch; a saying stands for the whole turn.
 */
export interface SettingWords {
  /** What it is called where the rest of the sentence says that it is a setting: "set the ... to". */
  readonly nouns: string
  /** What it is called where only a question is put: "what is the ...". Absent: as `nouns`, with "your". */
  readonly asked?: string
  readonly up?: readonly string[]
  readonly down?: readonly string[]
  readonly on?: readonly string[]
  readonly off?: readonly string[]
  /** Sayings with a value in them: `(?<value>...)`. */
  readonly set?: readonly string[]
  readonly tell?: readonly string[]
  /** Words for the values of a choice. */
  readonly values?: Readonly<Record<string, string>>
}

const BIT =
  '(?: (?:a (?:little )?bit|a little|a lot|much|slightly|somewhat|a tad|even|some|way|still))?'
const SPEAK = '(?:speak|talk|say it|say that|read|read it|read that|go|be)'
const PHRASE =
  '(?:wake ?(?:word|ward|phrase)|phrase|hot ?word|trigger word|activation (?:word|phrase))'

export const WORDS_EN = {
  ...APP_WORDS_EN,
  hotkey: {
    nouns:
      '(?:hot ?key|shortcut|short cut|talk key|key ?board shortcut|keyboard short cut|push to talk key|key combination)',
    // Small recognisers hear hockey, or haughty.
    asked:
      '(?:hot ?key|hockey|haughty|talk key|push to talk key|keyboard shortcut|keyboard short cut|shortcut|short cut)',
    tell: [
      '(?:which|what) (?:key|keys|button|hot ?key|shortcut) (?:do i|should i|must i|can i|do i have to|to) (?:press|hold|use|push|hold down)(?: down)?(?: to (?:talk|speak)(?: (?:to|with) you)?)?',
      'how (?:do|can) i (?:talk|speak) (?:to|with) you (?:by|with) (?:a |the )?(?:key|keyboard)',
      // 47 of 93 times a small one heard one of these; as "my" own nobody means anything else by it.
      'what is my (?:hot (?:tea|teeth|heat|heap|pea|pee|peat|beef|beet|feet)|hotty|heart key)',
    ],
  },
  duckOtherSound: {
    nouns: '(?:ducking|lowering (?:of )?(?:the )?other (?:sound|sounds|music))',
    on: [
      '(?:lower|duck|turn down|quieten) (?:the |my )?(?:other sounds?|other programs?|other apps?|music) (?:while|when) (?:you|i|we) (?:speak|talk|listen|are talking)',
    ],
    off: [
      '(?:do not|stop|no longer) (?:lower|duck|turn down|turning down|lowering|ducking) (?:the |my )?(?:other sounds?|other programs?|other apps?|music)(?: (?:while|when) (?:you|i|we) (?:speak|talk|listen|are talking))?',
    ],
  },
  shortcuts: {
    nouns: '(?:(?:key ?board )?(?:shortcuts|short cuts)|hot ?keys)',
    tell: [
      '(?:which|what) (?:shortcuts|short cuts|hot ?keys|keys) (?:do i have|are there|can i (?:use|press)|have i set)',
    ],
  },
  keepMicrophoneWarm: {
    nouns: '(?:warm microphone|warm mic|open microphone|open mic)',
    on: ['keep (?:the|my|your) (?:microphone|mic) (?:open|warm|ready)'],
    off: [
      '(?:do not|stop|no longer) keep(?:ing)? (?:the|my|your) (?:microphone|mic) (?:open|warm|ready)',
      '(?:close|release) (?:the|my) (?:microphone|mic) (?:between|after) (?:questions|turns|every question|each question)',
    ],
  },
  earcons: {
    nouns:
      '(?:(?:soft |signal |notification )sounds?|sounds|ear ?cons|beeps|chimes|signal tones|beeping)',
    asked: '(?:soft sounds|signal sounds|ear ?cons|beeps|chimes|signal tones)',
    on: [
      '(?:make|play) (?:a )?(?:sounds?|beeps?) when you (?:start|begin|stop) listening',
      'beep again',
    ],
    off: [
      '(?:stop|no more|quit) beeping',
      'do not beep(?: any ?more)?',
      'no (?:more )?(?:beeps|chimes|signal sounds)',
    ],
  },
  volume: {
    nouns: '(?:volume|loudness|sound level|audio level)',
    asked: '(?:volume|loudness)',
    up: [
      `${SPEAK}${BIT} (?:louder|up|more loudly)`,
      'speak up',
      `(?:make|get) (?:it|yourself|your voice|the voice|the sound)${BIT} louder`,
      '(?:a (?:little )?bit |a little |a lot |much )?louder',
      'i can (?:not|hardly|barely) hear you(?: well| properly| very well)?',
      'you are (?:too|so|very|a bit too|much too) (?:quiet|soft|silent)',
      'turn (?:it|yourself|your voice) up(?: a (?:little )?bit| a little| a lot| a notch| some more)?',
      'raise your voice',
      'not so quiet(?:ly)?',
    ],
    down: [
      `${SPEAK}${BIT} (?:quieter|softer|more quietly|more softly|less loudly|less loud)`,
      `(?:make|get) (?:it|yourself|your voice|the voice|the sound)${BIT} (?:quieter|softer|less loud)`,
      '(?:a (?:little )?bit |a little |much )?(?:quieter|softer)',
      'quiet down(?: a (?:little )?bit| a little)?',
      'you are (?:too|so|very|a bit too|much too) loud',
      'turn (?:it|yourself|your voice) down(?: a (?:little )?bit| a little| a lot| a notch| some more)?',
      '(?:lower|keep) your voice(?: down)?',
      'not so loud(?:ly)?',
      'do not (?:shout|scream|yell|speak so loud(?:ly)?|talk so loud(?:ly)?|be so loud)',
    ],
    set: [
      '(?:full|maximum|max) (?<value>volume)',
      'volume (?<value>full|max(?:imum)?|min(?:imum)?)',
    ],
    tell: ['how loud (?:are you|is your voice)(?: set)?'],
  },
  speechSpeed: {
    nouns:
      '(?:(?:speaking|speech|talking|voice|reading) (?:speed|rate|pace|tempo)|speed of (?:speech|speaking|talking|(?:your|the) (?:voice|speech))|speed|pace|tempo|rate of speech)',
    asked:
      '(?:(?:speaking|speech|talking|voice) (?:speed|rate|pace)|speed of (?:speech|(?:your|the) (?:voice|speech))|rate of speech)',
    up: [
      `${SPEAK}${BIT} (?:faster|quicker|more quickly)`,
      '(?:a (?:little )?bit |a little |a lot |much )?(?:faster|quicker)',
      'speed(?: it)? up(?: a (?:little )?bit| a little| your (?:speech|voice|speaking|talking))?',
      'speed up (?:your|the) (?:speech|voice|speaking|talking)',
      'you are (?:speaking|talking|going|reading)? ?(?:too|so|very|a bit too|much too) (?:slow|slowly)',
      'you (?:speak|talk) (?:too|so|very|a bit too|much too) slowly',
      '(?:do not|stop) (?:speak|talk|speaking|talking) so slow(?:ly)?',
      'not so slow(?:ly)?',
      `make (?:it|your voice|your speech|the voice)${BIT} faster`,
    ],
    down: [
      // What small recognisers make of "speak slower".
      'speaks lower',
      `${SPEAK}${BIT} (?:slower|more slowly|slow|slowly|less quickly|less fast)`,
      '(?:a (?:little )?bit |a little |a lot |much )?(?:slower|more slowly)',
      'slow(?: it)? down(?: a (?:little )?bit| a little| a lot)?',
      'slow down (?:your|the) (?:speech|voice|speaking|talking)',
      'slow (?:your|the) (?:speech|voice|speaking|talking) down',
      'you are (?:speaking|talking|going|reading)? ?(?:too|so|very|a bit too|much too|way too) (?:fast|quick|quickly)',
      'you (?:speak|talk) (?:too|so|very|a bit too|much too|way too) (?:fast|quickly)',
      '(?:do not|stop) (?:speak|talk|speaking|talking|go) so (?:fast|quickly|quick)',
      'not so (?:fast|quick|quickly)',
      `make (?:it|your voice|your speech|the voice)${BIT} slower`,
    ],
    set: [
      '(?:speak|talk) at (?<value>[a-z0-9. ]+?)(?: times)?(?: the)? (?:speed|pace|rate)',
      '(?:speak|talk) (?<value>normally|at your own pace)(?: again)?',
    ],
    tell: ['how (?:fast|quickly|slow|slowly) (?:do you|are you) (?:speak|talk|speaking|talking)'],
  },
  wake: {
    nouns: `(?:${PHRASE}|${PHRASE} detection|always(?: |-)?on listening)`,
    on: [
      `(?:wait|listen) for (?:the|your|my) ${PHRASE}`,
      `start (?:waiting|listening) for (?:the|your|my) ${PHRASE}`,
    ],
    off: [
      `(?:do not|stop|no longer) (?:wait|listen|waiting|listening) for (?:the|your|my) ${PHRASE}`,
    ],
    tell: [`are you (?:waiting|listening) for (?:the|your|my) ${PHRASE}`],
  },
  wakePhrases: {
    nouns: `(?:${PHRASE}s?)`,
    asked: `(?:wake ?(?:word|ward|phrase)s?|hot ?word|trigger word|activation (?:word|phrase))`,
    tell: [
      '(?:what|which) (?:words? |phrase )?(?:do|should|must|can) i (?:have to )?(?:say|call) to (?:wake|call) you(?: up)?',
      'how (?:do|can) i (?:wake you(?: up)?|call you)',
      '(?:what|which) (?:word|phrase) wakes you(?: up)?',
    ],
  },
  wakeSensitivity: {
    nouns: `(?:(?:${PHRASE} )?sensitivity)`,
    asked: `(?:(?:${PHRASE} )?sensitivity)`,
    up: [
      `be more sensitive(?: to (?:the|your|my) ${PHRASE})?`,
      'wake(?: up)? more (?:easily|readily)',
      'you (?:do not|never) (?:wake up|hear me) when i call(?: you)?',
    ],
    down: [
      `be less sensitive(?: to (?:the|your|my) ${PHRASE})?`,
      'wake(?: up)? less (?:easily|readily|often)',
      'you (?:wake|woke) up by accident',
      '(?:do not|stop) wak(?:e|ing) up by accident',
    ],
    values: {
      careful: 'careful|low',
      balanced: 'balanced|medium|normal|default',
      eager: 'eager|high',
    },
  },
  followUpSeconds: {
    nouns: '(?:follow(?: |-)?up(?: (?:time|seconds|window))?)',
    asked: '(?:follow(?: |-)?up(?: (?:time|seconds|window)))',
    set: [
      'keep listening (?:for )?(?<value>[a-z0-9. ]+?) after (?:an|your|the|each|every) (?:answer|reply)',
      'listen (?:for )?(?<value>[a-z0-9. ]+?) (?:more )?after (?:an|your|the|each|every) (?:answer|reply)',
    ],
    up: ['(?:keep listening|listen) longer after (?:an|your|the|each|every) (?:answer|reply)'],
    off: [
      '(?:do not|stop) (?:keep )?listen(?:ing)? after (?:an|your|the|each|every) (?:answer|reply)',
    ],
    tell: ['how long do you (?:keep listening|listen) after (?:an|your|the|each) (?:answer|reply)'],
  },
  wakePausesInCalls: {
    nouns: '(?:pause (?:in|during) calls|pausing (?:in|during) calls)',
    on: [
      `(?:do not|stop) (?:wait|listen|waiting|listening)(?: for (?:the|your|my) ${PHRASE})? (?:during|in|when i am in) (?:calls|a call|meetings|a meeting)`,
      '(?:pause|sleep) (?:during|in) (?:calls|meetings)',
    ],
    off: [
      `(?:wait|listen)(?: for (?:the|your|my) ${PHRASE})? (?:during|in) (?:calls|meetings)(?: too| as well)?`,
      '(?:do not|stop) paus(?:e|ing) (?:during|in) (?:calls|meetings)',
    ],
  },
  wakePausesWhenLocked: {
    nouns: '(?:pause when (?:the screen is )?locked)',
    on: [
      `(?:do not|stop) (?:wait|listen|waiting|listening)(?: for (?:the|your|my) ${PHRASE})? (?:when|while) (?:the|my) (?:screen|computer) is locked`,
      '(?:pause|sleep) (?:when|while) (?:the|my) (?:screen|computer) is locked',
    ],
    off: [
      `(?:wait|listen)(?: for (?:the|your|my) ${PHRASE})? (?:when|while) (?:the|my) (?:screen|computer) is locked(?: too| as well)?`,
    ],
  },
  quietHours: {
    nouns: '(?:(?:quiet|quite) (?:hours|time)|night mode)',
    asked: '(?:(?:quiet|quite) (?:hours|time))',
    set: [
      '(?:set )?(?:the |my |your )?(?:quiet|quite) (?:hours|time) (?:to |are )?(?:from )?(?<from>[a-z0-9: ]+?) (?:to|until|till) (?<to>[a-z0-9: ]+)',
      '(?:be quiet|do not (?:wait|listen)|sleep) every (?:day|night) from (?<from>[a-z0-9: ]+?) (?:to|until|till) (?<to>[a-z0-9: ]+)',
    ],
    off: ['no (?:more )?(?:quiet|quite) (?:hours|time)'],
    tell: ['when (?:are|do you have) (?:my |the |your )?(?:quiet|quite) (?:hours|time)'],
  },
  onlyMyVoice: {
    nouns: '(?:only my voice)',
    asked: '(?:only my voice)',
    tell: [
      'who (?:may|can|is allowed to) wake you(?: up)?',
      'do you (?:only )?listen to (?:only )?my voice(?: only)?',
    ],
  },
  patience: {
    nouns: '(?:patience|waiting time)',
    asked: '(?:patience)',
    up: [
      'wait(?: a (?:bit|little))? longer(?: before (?:you answer|answering))?',
      'be(?: a (?:bit|little))?(?: more)? patient(?: with me)?',
      'give me(?: some| a (?:bit|little))? more time(?: to (?:think|speak|talk|finish))?',
      '(?:do not|stop) (?:interrupt|interrupting|cut|cutting) me(?: off| short)?',
      'you(?: just| always| keep| often)? (?:cut|cutting|interrupted|interrupt|interrupting) me(?: off| short)?',
      'you are (?:cutting|interrupting) me(?: off)?',
      'let me finish(?: (?:speaking|talking|my sentence))?',
      "i (?:was not|wasn't|am not|have not|haven't|hadn't|had not)(?: yet)? (?:finished|done)(?: yet| speaking| talking)?",
      '(?:do not|stop) answer(?:ing)? so (?:fast|quickly|soon|early)',
    ],
    down: [
      'do not wait so long(?: before you answer)?',
      'answer (?:faster|more quickly|sooner|quicker)',
      'be quicker',
      'wait less(?: long)?',
      'you wait too long',
      'be less patient',
    ],
    values: {
      quick: 'quick|short|low',
      balanced: 'balanced|normal|medium|default',
      patient: 'patient|long|high',
    },
    tell: ['how (?:patient are you|long do you wait(?: before you answer)?)'],
  },
  interruptions: {
    nouns: '(?:interruptions|interrupting)',
    asked: '(?:interruptions?(?: setting| level)?)',
    up: [
      'be easier to (?:interrupt|stop)',
      'let me interrupt you(?: more easily)?',
      'stop (?:more easily|sooner|faster) when i (?:speak|talk|interrupt)(?: you)?',
      'you should have stopped(?: talking)?',
      'stop talking when i (?:speak|talk)',
    ],
    down: [
      'be harder to (?:interrupt|stop)',
      '(?:do not|stop) stop(?:ping)? so (?:easily|quickly)',
      '(?:do not|stop) (?:stop|stopping) (?:when i cough|at every (?:sound|noise)|for every (?:sound|noise))',
    ],
    values: { firm: 'firm|hard', balanced: 'balanced|normal|medium|default', easy: 'easy|soft' },
  },
  acknowledge: {
    nouns: '(?:one moment|acknowledg(?:e|ing|e?ments))',
    asked: '(?:acknowledg(?:ing|e?ments))',
    on: [
      'say one moment(?: (?:when|if|while|where) (?:it|an answer) takes (?:long|longer|a while|some time))?',
    ],
    off: ['(?:do not|stop|never) say(?:ing)? one moment(?: any ?more)?'],
  },
  answersAloud: {
    nouns: '(?:spoken answers|speaking aloud)',
    set: [
      '(?:do not|stop|no longer) (?<value>speak)(?:ing)? (?:the |your )?answers?(?: aloud| out loud)?(?: any ?more)?',
      '(?<value>only show|just show)(?: me)? (?:the |your )?answers?',
      '(?<value>say|always) (?:speak )?(?:the |your )?answers? (?:aloud|out loud)',
    ],
    values: {
      always: 'always|on|say',
      'unless-screen-reader': '(?:not |unless )(?:with )?(?:a |the )?screen reader',
      never: 'never|off|speak|only show|just show',
    },
  },
  answerLength: {
    nouns: '(?:length of (?:the |your )?answers?|answer length)',
    asked: '(?:answer length|length of (?:the |your )?answers?)',
    up: [
      '(?:give|make) (?:me )?(?:longer|more detailed|fuller) answers',
      '(?:answer|explain) (?:things )?(?:in more detail|at more length|more thoroughly)(?: from now on)?',
      'be more (?:thorough|detailed)',
    ],
    down: [
      '(?:give|make) (?:me )?(?:shorter|briefer) answers',
      'keep (?:your answers|it|answers) (?:short|shorter|brief|briefer)(?: from now on)?',
      'answer (?:more briefly|in fewer words|shorter)(?: from now on)?',
      'be (?:briefer|more brief|more concise)',
    ],
    values: {
      brief: 'brief|short|shorter|concise',
      balanced: 'balanced|normal|medium|default',
      thorough: 'thorough|long|longer|detailed',
    },
  },
  instructions: {
    nouns: '(?:instructions|custom instructions|what you should heed)',
    asked: '(?:(?:custom )?instructions)',
    tell: ['what (?:are you told to|should you|do you have to) heed'],
  },
} as const satisfies Readonly<Record<ReadableSetting, SettingWords>>
