// Makes the clips of tests/fixtures/questions that are not there yet: `npx tsx <this file>`.
// Needs the models, espeak-ng and flac. A clip is made once and committed: Piper draws its timing
// at random, and a test's figures shall not depend on the draw.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../child-process.ts'
import { audiblePart } from './play.ts'
import { loadQuestions, questionFiles } from './questions.ts'
import { speak } from './speak.ts'
import { readWave, writeWave } from './wave-file.ts'

const directory = await mkdtemp(join(tmpdir(), 'warbler-questions-'))
for (const question of await loadQuestions()) {
  const texts = question.parts ?? [question.text]
  for (const [index, file] of questionFiles(question).entries()) {
    if (existsSync(file)) continue
    const spoken = await readWave(await speak(texts[index] ?? '', { voice: question.voice }))
    const { start, end } = audiblePart(spoken.samples)
    const wave = join(directory, 'clip.wav')
    await writeWave(wave, { ...spoken, samples: spoken.samples.slice(start, end) })
    await runProgram('flac', ['--silent', '--best', '--force', '-o', file, wave])
    console.log(file)
  }
}
await rm(directory, { recursive: true })
