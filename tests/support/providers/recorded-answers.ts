import { wordErrorRate } from '../sound-lab/word-error-rate.ts'

/** What a scripted provider answers to the questions of tests/fixtures/questions: right, and short but for the stories. */
const ANSWERS: readonly (readonly [question: string, answer: string])[] = [
  ['What is the capital of France?', 'The capital of France is Paris.'],
  ['How many days are in a week?', 'There are seven days in a week.'],
  ['What colour is the sky?', 'On a clear day the sky is blue.'],
  ['What is two plus three?', 'Two plus three is five.'],
  ['Who wrote Romeo and Juliet?', 'William Shakespeare wrote Romeo and Juliet.'],
  ['How many legs does a spider have?', 'A spider has eight legs.'],
  ['What is the largest ocean on Earth?', 'The largest ocean on Earth is the Pacific.'],
  ['Name a fruit that is yellow.', 'A banana is yellow.'],
  ['At what temperature does water boil?', 'Water boils at a hundred degrees Celsius.'],
  ['What do bees make?', 'Bees make honey.'],
  ['Which planet is closest to the sun?', 'Mercury is closest to the sun.'],
  ['How do you say good morning in French?', 'In French you say bonjour.'],
  ['What is the opposite of cold?', 'The opposite of cold is hot.'],
  ['How many months are there in a year?', 'There are twelve months in a year.'],
  [
    'Can you explain how rainbows are made?',
    'Sunlight enters a drop of water, bends, and is thrown back in its colours.',
  ],
  [
    'Tell me a long story about a lighthouse.',
    'On a rock in the sea stood a lighthouse. Its keeper was called Anna, and every evening she ' +
      'climbed two hundred steps. One night the lamp went out in a storm. She lit a fire on the ' +
      'gallery and fed it until the morning. When the fog lifted, three ships lay safe in the bay. ' +
      'Their captains sent her a bell, and it rings there still.',
  ],
  [
    'Please explain the history of Rome in detail.',
    'Rome began as a village on seven hills. It was ruled by kings, and then it became a republic. ' +
      'Its armies took Italy, then Carthage, then Greece. Caesar crossed the Rubicon, and the ' +
      'republic ended. Augustus was the first emperor. Four hundred years later the empire was ' +
      'divided, and the city fell.',
  ],
  ['Wait, what is the capital of Spain?', 'The capital of Spain is Madrid.'],
  ['I would like to know what the capital of Italy is.', 'The capital of Italy is Rome.'],
  [
    'What is the smallest planet in the solar system?',
    'The smallest planet in the solar system is Mercury.',
  ],
  ['How many days are there in a leap year?', 'A leap year has three hundred and sixty-six days.'],
  ['Can you tell me who wrote Hamlet?', 'William Shakespeare wrote Hamlet.'],
  [
    'I was wondering how far away the moon is.',
    'The moon is about two hundred and forty thousand miles away.',
  ],
  ['Name a fruit that is red.', 'A cherry is red.'],
  ['What is twelve plus seven?', 'Twelve plus seven is nineteen.'],
  ['So how do bees make honey?', 'Bees make honey from the nectar of flowers.'],
]

/**
 * Up to a third of a question's words may be misheard: of the clips the tests' own ears mishear at most
 * a fourth of one. The nearest question is taken; the two that are most alike (a red fruit, a yellow
 * one) differ in one word of six.
 */
const KNOWN_BELOW = 0.34

/** The answer to a question, as it was heard; null where it is none of them. Pure. */
export const recordedAnswer = (heard: string): string | null => {
  let best = { rate: KNOWN_BELOW, answer: null as string | null }
  for (const [question, answer] of ANSWERS) {
    const rate = wordErrorRate(question, heard)
    if (rate < best.rate) best = { rate, answer }
  }
  return best.answer
}
