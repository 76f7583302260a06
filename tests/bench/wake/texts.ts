/** What is said in the corpora of `npm run bench -- wake`. */

/** A phrase to call by, what sounds like it, and under which name its figures stand. */
export interface Call {
  readonly name: string
  readonly phrase: string
  readonly near: readonly string[]
}

export const WARBLER: Call = {
  name: 'warbler',
  phrase: 'Hey Warbler',
  near: [
    'Hey Marbler.',
    'A warbler sang.',
    'Hey, wobbler.',
    'Hey walrus!',
    'They were blurred.',
    'Hey Wally, come here.',
    'Hey warmer.',
    'The warbler is a bird.',
    'Hey Walter, how are you?',
    'Hey water bottle.',
    'Hey Warren, look.',
    'A wobbly table.',
    'Hey world.',
    'They warbled all day.',
    'Hey Marlboro.',
    "Hey, what's the matter?",
    'Play Wonderwall.',
    'Say warble again.',
    'Hay wagon.',
    'Hey Mabel!',
    'The war blurred everything.',
    "Hey, we're all here.",
    'Hey, bottler.',
    'Pay Wilbur later.',
    'Hey Warner.',
    'Hey burglar!',
    'Hey, wander over.',
    'Way warmer today.',
    'Hey Barbara!',
    'Grey warbler.',
    "Heyward's brother.",
    'Hey, wobble it.',
  ],
}

/** Unusual on purpose: whatever a person chooses shall be found. */
export const ZEPHYR: Call = {
  name: 'zephyr',
  phrase: 'Okay Zephyr',
  near: [
    'Okay Stephen.',
    'Okay, zipper.',
    'A zephyr blew.',
    'Okay Jeffrey.',
    'Oh, Zephyr.',
    'Okay Heather.',
    'Okay, deaf ears.',
    'Okay, sever it.',
    "They okay Zach's offer.",
    'Okay, clever.',
    'Okay Esther.',
    'Okay, seven.',
    'Oh say, ever.',
    'Okay Josephine.',
    'Okay, zero.',
    'The okay effort.',
  ],
}

/** Phrases that other detectors know, too (`rivals.ts`). */
export const JARVIS: Call = {
  name: 'jarvis',
  phrase: 'Hey Jarvis',
  near: [
    'Hey Travis.',
    'Hey Marvin.',
    'Hey Carlos.',
    'A jar is empty.',
    'They serve us.',
    'Hey Charlie.',
    'Hey Harvey.',
    'Hey service!',
  ],
}
export const NABU: Call = {
  name: 'nabu',
  phrase: 'Okay Nabu',
  near: [
    'Okay, now you.',
    'Okay, taboo.',
    'Okay Nancy.',
    'Okay, maybe.',
    'Okay, not you.',
    'OK, bamboo.',
    'Okay, menu.',
    'Okay, nobody.',
  ],
}

/** What a person asks in the same breath. */
export const QUESTIONS = [
  'what time is it?',
  'play some music.',
  'will it rain tomorrow?',
  'set a timer for ten minutes.',
  'who wrote Hamlet?',
  'turn off the lights.',
  'how far is the moon?',
] as const

/** Said by somebody else, right before the phrase. */
export const TALK_BEFORE = [
  'I told him that we should leave before the rain.',
  'So where did you put the keys?',
  'And then they sold the house after all.',
  "Well, that's what my sister says.",
] as const
