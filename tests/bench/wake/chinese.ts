import { joinSounds, silence, type Sound } from '../../support/sound-lab/sound.ts'
import { CHINESE_VOICES, sayAs } from '../../support/sound-lab/voices.ts'
import { missingFile, KOKORO_CHINESE, WHISPER } from '../../contract/speech-models.ts'
import { CONDITIONS, spokenAt } from './conditions.ts'
import { measureCorpus, type Measured } from './measure.ts'
import { SPEEDS, type Clip, type Negative, type Positive } from './streams.ts'
import type { Call } from './texts.ts'

/**
 * A phrase in a language that Moonshine does not know: Whisper writes what it hears, and its sounds are
 * compared (`engines/wake/phrase-spotter`). A small corpus: a look takes ten times as long.
 */

const XIAOYING: Call = {
  name: 'xiaoying',
  phrase: '你好小莺',
  near: [
    '你好小明。',
    '你好漂亮。',
    '你好，小红来了。',
    '您好，消防队。',
    '你要小鱼吗？',
    '好小的鹰。',
  ],
}
const QUESTIONS = ['现在几点？', '明天会下雨吗？', '放点音乐。', '月亮有多远？']
const TALK = [
  '昨天晚上我们一起去看了一场电影，故事很感人。',
  '这家饭馆的菜又便宜又好吃，我们常常来。',
  '他说下个星期要去上海出差，可能要住几天。',
  '孩子们在公园里跑来跑去，玩得非常高兴。',
  '我把钥匙忘在办公室了，只好再回去一趟。',
  '老师让我们每天读半个小时的书。',
  '外面下着小雨，路上的人都打着伞。',
  '妈妈做的红烧肉是全家人最喜欢的菜。',
  '你觉得这件衣服的颜色好看吗？',
  '火车晚点了两个小时，大家都很着急。',
  '他学了三年中文，说得已经很流利了。',
  '周末我想在家休息，哪儿也不去。',
]
const RATE_HZ = 16_000

const clips: readonly Clip[] = CHINESE_VOICES.flatMap((voice, who) =>
  SPEEDS.map((speed, pace) => {
    const alone = (who + pace) % 2 === 0
    const question = QUESTIONS[(who + pace) % QUESTIONS.length] ?? ''
    const text = alone ? `${XIAOYING.phrase}。` : `${XIAOYING.phrase}，${question}`
    return { voice, speed, text, alone }
  }),
)

const SURROUNDINGS = ['clean', 'pink 10 dB']

const said: readonly Positive[] = SURROUNDINGS.flatMap((name) =>
  CONDITIONS.filter((condition) => condition.name === name).flatMap((condition) =>
    clips.map((clip, number) => ({
      id: [name, clip.voice, clip.speed].join('|'),
      clip,
      condition,
      make: async () => condition.hear(await sayAs(clip.voice, clip.text, clip.speed), number),
    })),
  ),
)

const joined = async (voice: string, texts: readonly string[], pauseS: number): Promise<Sound> => {
  const sounds: Sound[] = [silence(pauseS, RATE_HZ)]
  for (const text of texts) {
    sounds.push(spokenAt(await sayAs(voice, text), -26), silence(pauseS, RATE_HZ))
  }
  return joinSounds(sounds)
}

const others: readonly Negative[] = CHINESE_VOICES.flatMap((voice, who) => [
  {
    id: `talk|${voice}`,
    kind: 'talk' as const,
    phrases: 0,
    make: () =>
      joined(
        voice,
        TALK.filter((_text, at) => at % 4 === who % 4),
        0.4,
      ),
  },
  {
    id: `near-sounding|${voice}`,
    kind: 'near-sounding' as const,
    phrases: XIAOYING.near.length,
    make: () => joined(voice, XIAOYING.near, 1.2),
  },
])

/** Null where the models for it are not on this machine. */
export const measureChinese = async (): Promise<Measured | null> => {
  if (missingFile(WHISPER, KOKORO_CHINESE) !== null) return null
  const recognizer = { ...WHISPER, options: { language: 'zh' } }
  return measureCorpus(XIAOYING, {
    recognizer,
    said,
    others,
    natural: CHINESE_VOICES,
    notes: ['by Whisper base, whose words are compared by their sounds'],
  })
}
