import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readFlac } from './flac-file.ts'
import { joinSounds, silence, type Sound } from './sound.ts'

/** The spoken clips in tests/fixtures/questions, with what is said in them. */

export const QUESTIONS_FOLDER = resolve(import.meta.dirname, '../../fixtures/questions')

const questionSchema = z.object({
  id: z.string(),
  kind: z.enum([
    // Has a short answer.
    'question',
    // Has a long one: to speak over.
    'story',
    // Said over a reply.
    'command',
    // Said over a reply without meaning to stop it.
    'backchannel',
    // A question with a pause inside, in which nobody may be cut off.
    'thinking-pause',
    // A question by espeak-ng, which is hard to understand: for the word error rate.
    'robotic',
  ]),
  /** What is said, as reference for the word error rate. */
  text: z.string(),
  /** Words of which a right answer has one, in lower case. */
  answers: z.array(z.string()).optional(),
  voice: z.enum(['jo', 'joe', 'espeak']).default('jo'),
  /** The stretches of speech around a pause; absent where there is none. */
  parts: z.array(z.string()).optional(),
  /** The silence between two parts. */
  pauseMs: z.number().optional(),
})
export type Question = z.infer<typeof questionSchema>
type QuestionKind = Question['kind']

/** The clips of the given kinds, all when none is given, in the order of the file. */
export const loadQuestions = async (
  ...kinds: readonly QuestionKind[]
): Promise<readonly Question[]> => {
  const text = await readFile(join(QUESTIONS_FOLDER, 'questions.json'), 'utf8')
  const all = z.array(questionSchema).parse(JSON.parse(text))
  return kinds.length === 0 ? all : all.filter((question) => kinds.includes(question.kind))
}

export const loadQuestion = async (id: string): Promise<Question> => {
  const found = (await loadQuestions()).find((question) => question.id === id)
  if (found === undefined) throw new Error(`there is no question ${id}`)
  return found
}

/** The files of a clip: one for each part. 16 kHz mono FLAC, silence at both ends cut off. */
export const questionFiles = (question: Question): readonly string[] =>
  (question.parts ?? [question.text]).map((_, index) =>
    join(
      QUESTIONS_FOLDER,
      question.parts === undefined ? `${question.id}.flac` : `${question.id}.${index + 1}.flac`,
    ),
  )

/** A clip as sound, its pauses included; `pauseMs` replaces the pause that it has. */
export const questionSound = async (
  question: Question,
  pauseMs = question.pauseMs ?? 0,
): Promise<Sound> => {
  const parts = await Promise.all(questionFiles(question).map(readFlac))
  const sampleRateHz = parts[0]?.sampleRateHz ?? 16_000
  const pause = silence(pauseMs / 1000, sampleRateHz)
  return joinSounds(parts.flatMap((part, index) => (index === 0 ? [part] : [pause, part])))
}
