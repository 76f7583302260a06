import { describe, expect, it } from 'vitest'
import { recordedAnswer } from '../../../support/providers/recorded-answers.ts'
import { RECORDED_SCRIPT } from '../../../support/providers/recorded-script.ts'
import { loadQuestion, loadQuestions, questionSound } from '../../../support/sound-lab/questions.ts'
import { resample } from '../../../support/sound-lab/resample.ts'
import { amplify, joinSounds, silence } from '../../../support/sound-lab/sound.ts'

describe('the recorded answers', () => {
  it('answer every question that was recorded, rightly', async () => {
    const questions = await loadQuestions('question', 'story', 'thinking-pause', 'robotic')
    const wrong = questions.filter(({ text, answers = [] }) => {
      const answer = recordedAnswer(text)?.toLowerCase() ?? ''
      return answer === '' || (answers.length > 0 && !answers.some((word) => answer.includes(word)))
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  it('answer a question that was half misheard, and nothing that is none', () => {
    expect(recordedAnswer('How many legs does a spider hag')).toContain('eight')
    expect(recordedAnswer('Stop.')).toBeNull()
  })
})

describe('the recorded script', () => {
  it('hears a recording at the rate, level and place in which it comes', async () => {
    const clip = await questionSound(await loadQuestion('spider-legs'))
    const sent = resample(
      amplify(
        joinSounds([silence(0.3, clip.sampleRateHz), clip, silence(0.5, clip.sampleRateHz)]),
        0.4,
      ),
      24_000,
    )
    expect(await RECORDED_SCRIPT.transcribe(sent)).toBe('How many legs does a spider have?')
  })

  it('answers what the person said last', async () => {
    const reply = await RECORDED_SCRIPT.reply({
      model: 'test',
      messages: [
        { role: 'user', text: 'What do bees make?' },
        { role: 'assistant', text: 'Bees make honey.' },
        { role: 'user', text: 'What colour is the sky?' },
      ],
    })
    expect(reply.text).toContain('blue')
  })
})
