import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'

/**
 * Removes a conversation and erases it turn by turn, and says so of each step: `node entry.mjs <database>
 * <conversation>`. To be killed.
 */
const [file = '', conversationId = ''] = process.argv.slice(2)
const { store } = LibsqlTranscriptStore.open(file, Date.now)
const removed = store.remove([conversationId])
if (!removed.ok) throw new Error(removed.error.detail)
process.stdout.write('removed\n')
for (let step = 1; ; step += 1) {
  const erased = store.eraseSome(1)
  if (!erased.ok) throw new Error(erased.error.detail)
  process.stdout.write(`${step}\n`)
  if (erased.value) break
}
