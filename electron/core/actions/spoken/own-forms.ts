import type { OwnActionId } from '../../../contracts/actions.ts'
import { SETTINGS_PANES, type SettingsPane } from '../../../contracts/window-routes.ts'
import { said, type SpokenForm } from '../definition.ts'
import { durationOf } from './numbers.ts'
import { engineForms, voiceForms } from './voice-forms.ts'

/** How the actions that belong to no single setting are asked for. */

const MIC = '(?:the |my |your )?(?:microphone|mic)'
// Whatever a small recogniser makes of the name: it is asked about anyway.
const APP =
  '(?:warblers?|wobblers?|war blur|marbler|wobbly|yourself|the (?:app|application|program|programme|assistant))'

const forAWhile = ({ time = '' }: Readonly<Record<string, string>>) => {
  const forMs = durationOf(time)
  return forMs === null || forMs < 1000 ? null : { forMs }
}

const PANES_EN: Readonly<Record<SettingsPane, string>> = {
  general: 'general|window|language|theme',
  'voice-in': 'voice in|microphone|mic|hearing|listening|conversation|turn(?: |-)?taking',
  wake: 'wake (?:word|phrase)|wake|voices',
  'voice-out': 'voice out|voice|speech|sound|speaking|loudspeaker',
  brain: 'brain|engines?|thinking|answers?',
  models: 'models?',
  providers: 'providers?|keys|api keys',
  usage: 'usage|costs?',
  privacy: 'privacy',
  shortcuts: 'shortcuts?|hot ?keys?|keyboard',
  advanced: 'advanced|memory|logs?|diagnostics',
  about: 'about|versions?|licen[cs]es?',
}
const PANES_ZH: Readonly<Record<SettingsPane, string>> = {
  general: '通用|一般|常规|语言|主题',
  'voice-in': '听|麦克风|对话|聆听',
  wake: '唤醒词|唤醒|声纹',
  'voice-out': '说|声音|语音|朗读|扬声器',
  brain: '大脑|引擎|回答',
  models: '模型',
  providers: '服务商|提供商|密钥',
  usage: '用量|费用',
  privacy: '隐私',
  shortcuts: '快捷键|热键',
  advanced: '高级|内存|日志|诊断',
  about: '关于|版本|许可证',
}

const paneForms = (): readonly SpokenForm[] =>
  SETTINGS_PANES.flatMap((pane) => [
    ...said(
      'en',
      [
        `(?:open|show(?: me)?|go to|bring up) (?:the |your |my )?(?:${PANES_EN[pane]}) (?:settings|pane|page|options|preferences)`,
        `(?:open|show(?: me)?|go to) (?:the )?settings (?:for|of|for the) (?:the |your |my )?(?:${PANES_EN[pane]})`,
      ],
      () => ({ pane }),
    ),
    ...said(
      'zh',
      [`(?:打开|显示|进入|看看)(?:${PANES_ZH[pane]})(?:的)?(?:设置|设定|页面)`],
      () => ({
        pane,
      }),
    ),
  ])

const GO_ON =
  '(?:continue|resume|go on with|carry on with|go back to|get back to|return to|reopen|pick up)'
const DO = '(?:open up|open|show(?: me)?|bring up|display)'

const FORMS: Readonly<Record<OwnActionId, readonly SpokenForm[]>> = {
  // What is said aloud has begun to talk already; "stop" is heard before any words are looked up.
  talk: [],
  stop: [],
  'toggle-mute': [],
  'show-conversation': [],
  mute: [
    ...said('en', [
      'mute',
      'go mute',
      `mute (?:yourself|me|${MIC})`,
      `(?:turn|switch) (?:off ${MIC}|${MIC} off)`,
      `${MIC} off`,
      'go deaf',
    ]),
    ...said('zh', [
      '静音',
      '(?:关闭|关掉|关上|关)麦克风',
      '把麦克风(?:关闭|关掉|关上|关了|静音)',
      '麦克风静音',
      '(?:开启|打开)静音',
    ]),
  ],
  'mute-for': [
    ...said(
      'en',
      [
        `(?:mute|meet|mute (?:yourself|me|${MIC})|go mute|be mute|stay mute|stay muted) for (?<time>.+)`,
        '(?:do not|stop) (?:listen|listening|disturb|disturbing)(?: (?:to )?(?:me|us))? for (?<time>.+)',
        '(?:be quiet|stay quiet|be silent|keep quiet|sleep|go to sleep) for (?<time>.+)',
        `(?:turn|switch) (?:off ${MIC}|${MIC} off) for (?<time>.+)`,
      ],
      forAWhile,
    ),
    ...said(
      'zh',
      [
        '静音(?<time>[零一二两三四五六七八九十百半个\\d.]+(?:秒钟?|分钟?|小时|钟头))',
        '(?<time>[零一二两三四五六七八九十百半个\\d.]+(?:秒钟?|分钟?|小时|钟头))(?:内|之内|以内)?(?:别听|不要听|静音|别打扰我|不要打扰我|别烦我)',
        '(?:安静|睡|休息|别听|勿扰|关麦克风)(?<time>[零一二两三四五六七八九十百半个\\d.]+(?:秒钟?|分钟?|小时|钟头))',
        '(?:把)?麦克风(?:关|关掉|关闭|静音)(?<time>[零一二两三四五六七八九十百半个\\d.]+(?:秒钟?|分钟?|小时|钟头))',
      ],
      forAWhile,
    ),
  ],
  unmute: [
    ...said('en', [
      'un ?mute',
      `un ?mute (?:yourself|me|${MIC})`,
      `(?:turn|switch) (?:on ${MIC}|${MIC} (?:back )?on)`,
      `${MIC} on`,
    ]),
    ...said('zh', ['(?:取消|解除|关闭)静音', '(?:打开|开启|开)麦克风', '把麦克风(?:打开|开启)']),
  ],
  'stop-listening': [
    ...said('en', [
      '(?:stop|quit) listening(?: to (?:me|us))?',
      'do not listen(?: to (?:me|us))?(?: any ?more)?',
      'no more listening',
    ]),
    ...said('zh', ['(?:别|不要|停止)(?:再)?听(?:我们?)?(?:说话)?', '停止聆听']),
  ],
  'open-conversation': [
    ...said('en', [
      '(?:start|open|begin|turn on|switch on|enable) (?:an |the )?open conversation',
      'leave (?:the|our) conversation open',
      '(?:turn|switch) (?:the )?open conversation on',
      '(?:keep|stay) listening(?: to me)?',
      '(?:turn on|start|enable|go) hands(?: |-)?free(?: mode)?',
    ]),
    ...said('zh', [
      '(?:打开|开启|开始|进入)(?:持续|连续|开放(?:式)?)对话',
      '(?:一直|继续|持续)听(?:我说)?(?:着)?',
      '(?:开启|打开)免提(?:模式)?',
    ]),
  ],
  'close-conversation': [
    ...said('en', [
      '(?:end|close|stop|leave|turn off|switch off|disable) (?:an |the )?open conversation',
      '(?:turn|switch) (?:the )?open conversation off',
      '(?:turn off|stop|disable|end) hands(?: |-)?free(?: mode)?',
    ]),
    ...said('zh', [
      '(?:关闭|结束|退出|停止)(?:持续|连续|开放(?:式)?)对话',
      '(?:关闭|关掉)免提(?:模式)?',
    ]),
  ],
  'new-conversation': [
    ...said('en', [
      "(?:let's )?(?:start|begin|open|have|make) (?:a )?(?:new|fresh) (?:conversation|chat)",
      'new (?:conversation|chat)',
      'start over with (?:a )?new (?:conversation|chat)',
      '(?:let us|lets) (?:start|begin|have) (?:a )?(?:new|fresh) (?:conversation|chat)',
    ]),
    ...said('zh', [
      '(?:开始|新建|开|来)?(?:一个|一段|个)?新(?:的)?(?:对话|会话|聊天)',
      '重新开始(?:一个|一段)?(?:对话|会话)',
    ]),
  ],
  'continue-conversation': [
    ...said(
      'en',
      [
        `${GO_ON} (?:the|our|that|my) (?:old |earlier |last )?(?:conversation|chat|talk|discussion) (?:about|on|over) (?<about>.+)`,
        `(?:let us|lets) (?:talk|go on|continue) (?:again )?(?:with what we said )?about (?<about>.+) where we (?:stopped|left off)`,
      ],
      ({ about = '' }) => ({ about }),
    ),
    ...said(
      'en',
      [
        `${GO_ON} (?:the|our|my) (?:last|previous|earlier|old) (?:conversation|chat|talk|discussion)`,
        "(?:let's |let us |lets )?(?:go on|continue|pick up) where we (?:stopped|left off)(?: last time| before| yesterday)?",
      ],
      () => ({}),
    ),
    ...said(
      'zh',
      [
        '(?:继续|接着|回到)(?:我们)?(?:上次|之前|以前)?(?:聊|谈|说|讨论)?(?:的)?(?:关于)(?<about>.+?)的(?:那(?:个|次|段))?(?:对话|聊天|谈话|话题)',
      ],
      ({ about = '' }) => ({ about }),
    ),
    ...said(
      'zh',
      ['(?:继续|接着|回到)(?:我们)?(?:上次|之前|上一(?:次|个|段))(?:的)?(?:对话|聊天|谈话)'],
      () => ({}),
    ),
  ],
  guests: [
    ...said(
      'en',
      [
        '(?:guests? (?:is|are) here|i have (?:guests|visitors)|we have (?:guests|visitors|company)|let (?:guests|everybody|everyone) (?:talk|speak) to you|listen to (?:everybody|everyone)) for (?<time>.+)',
      ],
      forAWhile,
    ),
    ...said(
      'en',
      [
        '(?:(?:my |the )?guests? (?:is|are) here|let (?:guests|everybody|everyone) (?:talk|speak) to you|listen to (?:everybody|everyone)|turn on guest mode|guest mode on|guest mode)',
      ],
      () => ({ forMs: 3_600_000 }),
    ),
    ...said(
      'zh',
      [
        '(?:家里)?(?:有|来)客人(?:来)?',
        '客人来',
        '(?:开启|打开)访客模式',
        '让(?:客人|大家|所有人)(?:都)?(?:能|可以)?(?:跟你|和你)?说话',
      ],
      () => ({
        forMs: 3_600_000,
      }),
    ),
  ],
  'guests-gone': [
    ...said('en', [
      '(?:the |my |our )?guests? (?:is|are|have|has) (?:gone|left)',
      '(?:turn off guest mode|guest mode off)',
      'listen (?:only )?to (?:me|my voice)(?: only)?(?: again)?',
    ]),
    ...said('zh', [
      '客人(?:都)?(?:走|离开)(?:了)?',
      '(?:关闭|退出)访客模式',
      '只听我(?:的|一个人的)?(?:声音)?',
    ]),
  ],
  'show-transcript': [
    ...said('en', [
      `${DO} (?:the |your |my |our )?(?:transcripts?|conversation history|history of (?:our|the|this) conversation|conversation log)(?: window)?`,
    ]),
    ...said('zh', [
      '(?:打开|显示|看看|给我看)(?:文字)?(?:记录|对话记录|聊天记录|历史记录)(?:窗口)?',
    ]),
  ],
  'show-settings': [
    ...said('en', [
      `${DO} (?:the |your |my |warbler's )?(?:settings|preferences|options)(?: window)?`,
      '(?:go|take me|bring me) to (?:the |your )?settings',
    ]),
    ...said('zh', ['(?:打开|显示|进入|看看)(?:你的)?(?:设置|设定|选项)(?:窗口|页面)?']),
    ...paneForms(),
  ],
  'show-welcome': [
    ...said('en', [
      `${DO} (?:the )?(?:welcome|set ?up|first run)(?: window| guide| assistant)?(?: again)?`,
      `(?:set|help me set) ${APP} up(?: again)?`,
      `(?:run|start|repeat|go through|do) (?:the |your )?(?:set ?up|first run)(?: again)?`,
      `set up ${APP}(?: again)?`,
      `(?:start|begin) (?:the )?set ?up(?: over)?(?: again)?`,
    ]),
    ...said('zh', [
      '(?:打开|显示|进入|运行)(?:欢迎|设置向导|安装向导|新手引导|初次设置)(?:窗口|页面)?',
      '(?:重新|再)(?:做|来|走)?一?(?:遍|次)?(?:初次设置|设置向导|新手引导)',
    ]),
  ],
  'use-voice': voiceForms.use,
  'tell-voice': voiceForms.tell,
  'use-engine': engineForms.use,
  'tell-engine': engineForms.tell,
  'forget-pauses': [
    ...said('en', [
      'forget (?:my|the|about my) pauses',
      'forget how (?:long )?i pause',
      'forget what you (?:have )?learned (?:of|about|from) my pauses',
    ]),
    ...said('zh', ['忘(?:掉|记|了)我的停顿(?:习惯)?']),
  ],
  undo: [
    ...said('en', [
      'undo',
      // What small recognisers make of it.
      '(?:un|on) do(?: (?:it|that|this))?',
      'undue(?: (?:it|that|this))?',
      'and knew (?:it|that|this)',
      'undo (?:it|that|this|(?:the|my|your) (?:last )?change|the last (?:one|thing|setting|change))',
      '(?:take|change|put|turn|set) (?:it|that) back(?: (?:again|to (?:what|how) it was|the way it was|as it was))?',
      'revert (?:it|that|the (?:last )?change|the setting)',
      'undo the (?:setting|change) (?:again|you (?:just )?made)',
    ]),
    ...said('zh', [
      '撤销',
      '撤销(?:上一步|刚才(?:那个|的)?|上次(?:的)?)',
      '恢复(?:刚才|上次|之前|原来)的?(?:设置|设定)',
      '撤消',
      '撤回',
      '(?:撤销|撤消|撤回|取消)(?:刚才的?|上一个|上次的?|这个)?(?:更改|改动|设置|修改|操作)',
      '(?:改|换|调|变)回(?:去|来|原来的?)(?:样子)?',
      '恢复(?:原状|原样)',
    ]),
  ],
  help: [
    ...said('en', [
      'what can i (?:ask you to )?(?:change|set|adjust)(?: by voice| by speaking)?(?: in the settings| about you)?',
      '(?:which|what) settings can i (?:change|ask for)(?: by voice)?',
      '(?:which|what) (?:voice )?commands (?:are there|do you (?:know|have|understand)|can i (?:use|give|say))',
      '(?:show|tell|list)(?: me)? (?:the|your) (?:voice )?commands',
    ]),
    ...said('zh', [
      '(?:你)?有(?:哪些|什么)(?:语音)?(?:命令|指令)',
      '(?:我)?(?:可以|能)(?:用语音)?(?:改|调|设置|更改)(?:哪些|什么)(?:设置)?',
    ]),
  ],
  'delete-everything': [
    ...said('en', [
      '(?:delete|erase|wipe) (?:everything|all|all of it|all (?:the )?data) (?:that )?you (?:know|have|keep|kept|stored|remember)(?: (?:about|of|on) me)?',
      '(?:delete|erase|wipe) (?:everything|all)(?: (?:that )?)?(?: ?i (?:have )?(?:ever )?said)',
      '(?:delete|erase|wipe) (?:all )?(?:of )?my data',
      '(?:forget|delete|erase) everything about me',
      '(?:delete|erase) (?:all|every) (?:conversations?|transcripts?)(?: and (?:everything|all) else)?',
    ]),
    ...said('zh', [
      '(?:把)?(?:我的)?(?:所有|全部)(?:的)?(?:数据|记录|对话)(?:都|全部)?(?:删除|删掉|清除|清空)',
      '(?:删除|删掉|清除|清空)(?:我的|关于我的|你知道的)?(?:所有|全部|一切)(?:的)?(?:数据|记录|对话|内容)?',
    ]),
  ],
  quit: [
    ...said('en', [
      `(?:quit|exit|close|end|terminate) ${APP}`,
      `shut (?:${APP} down|down ${APP})`,
      `(?:turn|switch) (?:yourself off|off yourself)`,
    ]),
    ...said('zh', [
      '(?:退出|关闭|结束)(?:程序|应用|软件|warbler|助手)',
      '(?:退出|关掉)你?自己',
      '关机你自己',
    ]),
  ],
}

export const ownForms = (action: OwnActionId): readonly SpokenForm[] => FORMS[action]
