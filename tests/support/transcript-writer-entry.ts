import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'
import { transcriptTurn } from './transcript-turn.ts'

/**
 * Writes turns for as long as it lives and says the number of each that the store acknowledged:
 * `node entry.mjs <database> <first number>`. To be killed.
 */
const [file = '', first = '0'] = process.argv.slice(2)
const { store } = LibsqlTranscriptStore.open(file, Date.now)
for (let number = Number(first); ; number += 1) {
  const stored = store.upsertTurn(
    transcriptTurn({ id: `turn-${number}`, text: `words ${number}`, startedAtMs: number }),
  )
  if (!stored.ok) throw new Error(stored.error.detail)
  process.stdout.write(`${number}\n`)
}
