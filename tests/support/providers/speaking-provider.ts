import { speak } from '../sound-lab/speak.ts'
import { transcribe } from '../sound-lab/transcribe.ts'
import { readWave } from '../sound-lab/wave-file.ts'
import type { ProviderScript } from './provider-script.ts'

/**
 * A provider that really hears and speaks, by the models of the sound lab, and answers by the words
 * that it recognised: the first rule that fits the newest message of the person.
 */
export const speakingScript = (rules: readonly (readonly [RegExp, string])[]): ProviderScript => ({
  transcribe: ({ samples, sampleRateHz }) => transcribe(samples, sampleRateHz),
  reply: ({ messages }) => {
    const asked = messages.findLast(({ role }) => role === 'user')?.text ?? ''
    return { text: rules.find(([words]) => words.test(asked))?.[1] ?? `I heard: ${asked}` }
  },
  speak: async ({ text }) => readWave(await speak(text, { voice: 'joe' })),
})
