import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpeechRecognizer, TranscriptPurpose } from '../../../electron/engines/ports.ts'
import { DecodeLane } from '../../../electron/engines/stt/decode-lane.ts'
import { createEnergyDetector } from '../../../electron/engines/stt/energy-detector.ts'
import {
  createScriptedRecognizer,
  type RecognizerScript,
} from '../../../electron/engines/stt/scripted-recognizer.ts'
import { createScriptedStreamingSpeech } from '../../../electron/engines/stt/scripted-streaming-speech.ts'
import { StreamingRecognizer } from '../../../electron/engines/stt/streaming-recognizer.ts'
import type { TextFlow } from '../../../electron/engines/stt/text-flow.ts'
import { framesOf, join, say, settle, silence } from './tone-utterance.ts'

const open = (recognizer: SpeechRecognizer, partials = true) => {
  const flows: TextFlow[] = []
  const stream = new StreamingRecognizer({
    lane: new DecodeLane(recognizer),
    detector: createEnergyDetector(),
    onPartial: partials ? (flow) => flows.push(flow) : null,
    now: () => 0,
  })
  return { stream, flows }
}

const scripted = (script: RecognizerScript = {}, partials = true) => {
  const recognizer = createScriptedRecognizer(script)
  return { recognizer, ...open(recognizer, partials) }
}

/** Frame by frame, with time for the decodings in between, as when somebody speaks. */
const hear = async (stream: StreamingRecognizer, samples: Float32Array): Promise<void> => {
  for (const frame of framesOf(samples)) {
    stream.accept(frame)
    await settle()
  }
}

/** A recogniser whose decodings end when the test says so. */
const held = () => {
  const running: { readonly samples: Float32Array; readonly end: (text: string) => void }[] = []
  const recognizer: SpeechRecognizer = {
    id: 'held',
    maximumSeconds: 9,
    partials: 'same',
    transcribe: (samples) => new Promise((end) => running.push({ samples, end })),
    dispose: () => Promise.resolve(),
  }
  return { recognizer, running }
}

const manyWords = Array.from({ length: 90 }, (_, index) => `word${index}`)

describe('StreamingRecognizer', () => {
  it('hears a sentence from its first word to its last', async () => {
    const { stream } = scripted()
    const sound = join(say('yes, what time is it now?'), silence(300))
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe('yes, what time is it now?')
  })

  it('hears a word that is cut off by the end of the recording', async () => {
    const { stream } = scripted()
    const sound = say('stop now')
    stream.accept(sound)
    expect(await stream.transcript(sound.length)).toBe('stop now')
  })

  it('loses and doubles nothing of speech without pauses that is longer than the window', async () => {
    const { stream, recognizer } = scripted({ maximumSeconds: 5 })
    const sound = join(silence(200), say(manyWords.join(' ')), silence(300))
    expect(sound.length).toBeGreaterThan(25 * 16_000)
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe(manyWords.join(' '))
    expect(Math.max(...recognizer.heard)).toBeLessThanOrEqual(5 * 16_000)
  })

  it('loses and doubles nothing, wherever people pause and however long they speak', async () => {
    const pause = fc.constantFrom(0, 100, 250, 400, 900, 2500)
    const phrase = fc.tuple(fc.integer({ min: 1, max: 20 }), pause)
    await fc.assert(
      fc.asyncProperty(fc.array(phrase, { minLength: 1, maxLength: 4 }), async (phrases) => {
        const { stream } = scripted({ maximumSeconds: 4 })
        let next = 0
        const parts = phrases.map(([count, pauseMs]) => {
          const words = manyWords.slice(next, next + count)
          next += words.length
          return { text: words.join(' '), pauseMs }
        })
        const sounds = parts.flatMap(({ text, pauseMs }) => [say(`${text} `), silence(pauseMs)])
        const sound = join(silence(100), ...sounds, silence(200))
        for (let at = 0; at < sound.length; at += 8000) {
          stream.accept(sound.slice(at, at + 8000))
          await settle()
        }
        const expected = parts
          .map(({ text }) => text)
          .filter((text) => text !== '')
          .join(' ')
        expect(await stream.transcript(sound.length)).toBe(expected)
      }),
      { numRuns: 10 },
    )
  }, 30_000)

  it('asks the model nothing about silence and makes no text of it', async () => {
    const { stream, recognizer, flows } = scripted({ text: 'Thank you for watching.' })
    await hear(stream, silence(3000))
    expect(await stream.transcript(48_000)).toBe('')
    expect(recognizer.heard).toEqual([])
    expect(flows).toEqual([])
  })

  it('asks the model nothing about what is too faint to be speech, whatever the detector says', async () => {
    const recognizer = createScriptedRecognizer({ text: 'You' })
    const stream = new StreamingRecognizer({
      lane: new DecodeLane(recognizer),
      detector: { ...createEnergyDetector(), accept: () => true },
      onPartial: null,
      now: () => 0,
    })
    stream.accept(say('hum').map((sample) => sample / 1000))
    expect(await stream.transcript(8000)).toBe('')
    expect(recognizer.heard).toEqual([])
  })

  it('shows words while they are spoken, and never takes back what it called committed', async () => {
    const { stream, flows } = scripted()
    await hear(stream, say('tell me something about the weather in the mountains of spain.'))
    expect(flows.length).toBeGreaterThan(4)
    for (const [index, flow] of flows.entries()) {
      const before = flows[index - 1]?.committed ?? ''
      expect(flow.committed.startsWith(before)).toBe(true)
    }
    expect(flows.at(-1)?.committed).toContain('tell me something about')
  })

  it('counts a segment as committed once a pause has closed it', async () => {
    const { stream, flows } = scripted()
    await hear(stream, join(say('that is one thing.'), silence(2500), say('and this is another')))
    expect(flows.at(-1)?.committed).toMatch(/^that is one thing\./u)
  })

  it('keeps a short sentence whole over a thinking pause', async () => {
    const { stream, recognizer } = scripted()
    const sound = join(say('what is the capital of'), silence(1000), say('france?'), silence(300))
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe('what is the capital of france?')
    expect(Math.max(...recognizer.heard)).toBeGreaterThan(sound.length - 8000)
  })

  it('has one decoding in flight, and the next takes all sound that came meanwhile', async () => {
    const { recognizer, running } = held()
    const { stream } = open(recognizer)
    await hear(stream, say('this goes on for quite a while without any end in sight'))
    expect(running).toHaveLength(1)
    running[0]?.end('this')
    await settle()
    expect(running).toHaveLength(2)
    expect(running[1]?.samples.length).toBeGreaterThan(24_000)
  })

  it('begins to decode when it falls quiet, so that the answer is there when it is asked for', async () => {
    const { stream, recognizer } = scripted()
    const sound = join(say('good morning'), silence(96))
    await hear(stream, sound)
    const before = recognizer.heard.length
    expect(await stream.transcript(sound.length)).toBe('good morning')
    expect(recognizer.heard).toHaveLength(before)
  })

  it('shows nothing of a decoding that answers who waits', async () => {
    const { recognizer, running } = held()
    const { stream, flows } = open(recognizer)
    await hear(stream, say('what time is it'))
    const answer = stream.transcript(stream.receivedSamples)
    for (let index = 0; index < running.length; index += 1) {
      running[index]?.end(`text ${index}`)
      await settle()
    }
    const text = await answer
    expect(
      flows.map(({ committed, tentative }) => `${committed} ${tentative}`.trim()),
    ).not.toContain(text)
  })

  it('answers the same question twice with one decoding', async () => {
    const { stream, recognizer } = scripted({}, false)
    stream.accept(say('twice the same'))
    expect(await stream.transcript(8000)).toBe(await stream.transcript(8000))
    expect(recognizer.heard).toHaveLength(1)
  })

  it('leaves out what was said after the end that was asked for', async () => {
    const { stream } = scripted()
    const first = join(say('call my brother'), silence(600))
    await hear(stream, join(first, say('no, my sister'), silence(600)))
    expect(await stream.transcript(first.length)).toBe('call my brother')
    expect(await stream.transcript(stream.receivedSamples)).toBe('call my brother no, my sister')
  })

  it('answers in the order of the questions', async () => {
    const { stream } = scripted()
    stream.accept(join(say('one two'), silence(2500), say('three four'), silence(300)))
    const answered: string[] = []
    await Promise.all(
      [stream.receivedSamples, 4000].map(async (end) => {
        await stream.transcript(end)
        answered.push(String(end))
      }),
    )
    expect(answered).toEqual([String(stream.receivedSamples), '4000'])
  })

  it('tells a failure to who asks, and answers the next question', async () => {
    const { stream } = scripted({ failAt: [0] }, false)
    stream.accept(say('try it again'))
    const end = stream.receivedSamples
    await expect(stream.transcript(end)).rejects.toMatchObject({ error: { code: 'stt.failed' } })
    expect(await stream.transcript(end)).toBe('try it again')
  })

  it('still answers when a partial text has failed, and does not try one again and again', async () => {
    const { stream, recognizer } = scripted({ failAt: [0] })
    const sound = join(say('a sentence of some length for partial texts'), silence(300))
    await hear(stream, sound)
    expect(recognizer.heard).toHaveLength(1)
    expect(await stream.transcript(sound.length)).toContain('partial texts')
  })

  it('answers with nothing when it is closed, and shows nothing more', async () => {
    const { recognizer, running } = held()
    const { stream, flows } = open(recognizer)
    await hear(stream, say('never mind all of this'))
    const asked = stream.transcript(stream.receivedSamples)
    stream.close()
    running[0]?.end('too late')
    await settle()
    expect(await asked).toBe('')
    expect(flows).toEqual([])
  })
})

/** A line of a provider and perhaps another engine: what each purpose was asked, and how long the sound. */
const shared = (partials: SpeechRecognizer['partials']) => {
  const words = createScriptedRecognizer()
  const asked: TranscriptPurpose[] = []
  const recognizer: SpeechRecognizer = {
    ...words,
    partials,
    transcribe: async (samples, purpose) => {
      asked.push(purpose)
      const text = await words.transcribe(samples, purpose)
      return purpose === 'partial' ? `${text} (only shown)` : text
    },
  }
  return { asked, ...open(recognizer) }
}

describe('StreamingRecognizer with partial texts of another engine', () => {
  it('shows them, and answers with a final text of its own', async () => {
    const { stream, flows, asked } = shared('other')
    const sound = join(say('tell me something about the weather in spain.'), silence(300))
    await hear(stream, sound)
    expect(flows.at(-1)?.tentative).toContain('(only shown)')
    expect(asked).not.toContain('final')
    expect(await stream.transcript(sound.length)).toBe(
      'tell me something about the weather in spain.',
    )
    expect(asked.filter((purpose) => purpose === 'final')).toHaveLength(1)
  })

  it('asks once for the final text of what a pause has closed, ahead of the question', async () => {
    const { stream, asked } = shared('other')
    const sound = join(say('that is one thing.'), silence(2500))
    await hear(stream, sound)
    expect(asked.filter((purpose) => purpose === 'final')).toHaveLength(1)
    expect(await stream.transcript(sound.length)).toBe('that is one thing.')
    expect(asked.filter((purpose) => purpose === 'final')).toHaveLength(1)
  })

  it('answers the same question twice with one final text', async () => {
    const { stream, asked } = shared('other')
    const sound = join(say('what time is it?'), silence(300))
    await hear(stream, sound)
    await stream.transcript(sound.length)
    await stream.transcript(sound.length)
    expect(asked.filter((purpose) => purpose === 'final')).toHaveLength(1)
  })
})

describe('StreamingRecognizer without partial texts', () => {
  it('asks for what counts alone, however long somebody speaks', async () => {
    const { stream, flows, asked } = shared('none')
    const sound = join(say('tell me something about the weather in spain.'), silence(300))
    await hear(stream, sound)
    expect([asked, flows]).toEqual([[], []])
    expect(await stream.transcript(sound.length)).toBe(
      'tell me something about the weather in spain.',
    )
    expect(asked).toEqual(['final'])
  })

  it('asks for each piece of long speech once', async () => {
    const { stream, asked } = shared('none')
    const sound = join(say('one thing.'), silence(2500), say('and another.'), silence(300))
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe('one thing. and another.')
    expect(asked).toEqual(['final', 'final'])
  })
})

describe('DecodeLane', () => {
  it('takes what somebody waits for before what is only shown', async () => {
    const { recognizer, running } = held()
    const lane = new DecodeLane(recognizer)
    const order: string[] = []
    const ask = async (name: string, urgent: boolean) => {
      await lane.decode(new Float32Array(), urgent)
      order.push(name)
    }
    const all = [ask('running', false), ask('shown', false), ask('awaited', true)]
    for (let turn = 0; turn < 3; turn += 1) {
      expect(running).toHaveLength(turn + 1)
      running[turn]?.end('')
      await settle()
    }
    await Promise.all(all)
    expect(order).toEqual(['running', 'awaited', 'shown'])
  })
})

describe('StreamingRecognizer with a model that tells words as they come', () => {
  const told = (script: RecognizerScript = {}, failAt: number[] = []) => {
    const recognizer = createScriptedRecognizer(script)
    const streaming = createScriptedStreamingSpeech({ failAt })
    const flows: TextFlow[] = []
    const stream = new StreamingRecognizer({
      lane: new DecodeLane(recognizer),
      detector: createEnergyDetector(),
      onPartial: (flow) => flows.push(flow),
      streaming,
      now: () => 0,
    })
    return { recognizer, streaming, flows, stream }
  }
  const textOf = ({ committed, tentative }: TextFlow) => `${committed} ${tentative}`.trim()

  it('shows what is being said without decoding it', async () => {
    const { stream, flows, recognizer } = told()
    await hear(stream, say('abcdefghijklmnopqrstuvwxyz0123456789'))
    expect(flows.length).toBeGreaterThan(20)
    expect(flows.at(-1)?.tentative).toMatch(/^abcdefghijklmnopqrstuvwxyz0123456/u)
    expect(recognizer.heard).toEqual([])
  })

  it('never takes back what it called committed', async () => {
    const { stream, flows } = told()
    await hear(stream, join(say('one two three'), silence(900), say('four five six'), silence(300)))
    for (const [index, { committed }] of flows.entries()) {
      expect(committed.startsWith(flows[index - 1]?.committed ?? '')).toBe(true)
    }
    expect(textOf(flows.at(-1) ?? { committed: '', tentative: '' })).toBe(
      'one two three four five six',
    )
  })

  it('answers with the words of the batch recogniser, whatever was shown', async () => {
    const { stream } = told({ text: 'Heard with care.' })
    const sound = join(say('one two three'), silence(300))
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe('Heard with care.')
  })

  it('begins to decode when it falls quiet, so that the answer is there when it is asked for', async () => {
    const { stream, recognizer } = told()
    await hear(stream, join(say('one two three'), silence(130)))
    expect(recognizer.heard).toHaveLength(1)
  })

  it('gives each sound once, and a new stretch what comes behind a pause', async () => {
    const { stream, streaming } = told()
    const sentence = say(manyWords.slice(0, 14).join(' '))
    await hear(stream, join(sentence, silence(2500), sentence, silence(300)))
    expect(streaming.heard).toHaveLength(2)
    for (const samples of streaming.heard) {
      expect(samples).toBeGreaterThan(sentence.length * 0.95)
      expect(samples).toBeLessThan(sentence.length + 40_000)
    }
  })

  it('asks it nothing about silence, and nothing where nobody is shown anything', async () => {
    const { stream, streaming } = told()
    await hear(stream, silence(2000))
    expect(streaming.heard).toEqual([])
    const unseen = new StreamingRecognizer({
      lane: new DecodeLane(createScriptedRecognizer()),
      detector: createEnergyDetector(),
      onPartial: null,
      streaming,
      now: () => 0,
    })
    await hear(unseen, say('one two three'))
    expect(streaming.heard).toEqual([])
  })

  it('still answers when it has failed, and does not ask it again and again', async () => {
    const { stream, streaming, flows } = told({}, [0])
    const sound = join(say('one two three'), silence(300))
    await hear(stream, sound)
    expect(await stream.transcript(sound.length)).toBe('one two three')
    expect(streaming.heard).toHaveLength(1)
    expect(flows).toEqual([])
  })
})

describe('a transcript that is told while it is made', () => {
  /** Tells two words of each answer, then lets the test go on. */
  const telling = (partials: SpeechRecognizer['partials']) => {
    const ends: (() => void)[] = []
    const scripted = createScriptedRecognizer()
    const recognizer: SpeechRecognizer = {
      ...scripted,
      partials,
      transcribe: async (samples, purpose, onWords) => {
        const text = await scripted.transcribe(samples, purpose)
        onWords?.(text.split(' ').slice(0, 2).join(' '))
        await new Promise<void>((end) => ends.push(end))
        return text
      },
    }
    const goOn = async () => {
      ends.shift()?.()
      await settle()
    }
    return { ...open(recognizer), goOn, ends }
  }
  const sound = join(say('what time is it now?'), silence(300))

  it('is shown, but none of it stays before all of it is there', async () => {
    const { stream, flows, goOn } = telling('none')
    await hear(stream, sound)
    expect(flows).toEqual([])
    const transcript = stream.transcript(sound.length)
    await settle()
    expect(flows).toEqual([{ committed: '', tentative: 'what time' }])
    await goOn()
    expect(await transcript).toBe('what time is it now?')
    expect(flows).toHaveLength(1)
  })

  it('is shown behind what was said before', async () => {
    const { stream, flows, goOn, ends } = telling('none')
    await hear(stream, join(sound, silence(1500)))
    while (ends.length > 0) await goOn()
    expect(flows.at(-1)?.committed).toBe('what time is it now?')
    const more = say('and where am I?')
    await hear(stream, more)
    void stream.transcript(stream.receivedSamples)
    await settle()
    expect(flows.at(-1)).toEqual({ committed: 'what time is it now?', tentative: 'and where' })
    stream.close()
  })

  it.each(['same', 'other'] as const)(
    'is not shown where words are told while they are spoken (%s)',
    async (partials) => {
      const { stream, flows, goOn, ends } = telling(partials)
      await hear(stream, sound)
      while (ends.length > 0) await goOn()
      const before = flows.length
      const shown = flows.at(-1)
      void stream.transcript(sound.length)
      await settle()
      expect(flows.slice(before)).toEqual([])
      expect(shown === undefined || shown.tentative !== 'what time').toBe(true)
      stream.close()
    },
  )
})
