import Conf from 'conf'
import { openStorage } from '../../electron/main/storage/open-storage.ts'
import { transcriptTurn } from './transcript-turn.ts'
import { turnLogRecord } from './turn-log-record.ts'

/**
 * Writes everything that a profile keeps, for as long as it lives, and says the number of each step that
 * was acknowledged: `node entry.mjs <profile> <first number>`. To be killed.
 */
const [folder = '', first = '0'] = process.argv.slice(2)
const storage = openStorage(folder, (options) => new Conf(options), Date.now())
const [told] = storage.startErrors
if (told !== undefined) throw new Error(`${told.code}: ${told.detail ?? ''}`)
const usage = storage.openJson('usage')
const keys = storage.openJson('keys')
for (let number = Number(first); ; number += 1) {
  const turn = { id: `turn-${number}`, text: `words ${number}`, startedAtMs: number }
  const stored = storage.transcripts.upsertTurn(transcriptTurn(turn))
  if (!stored.ok) throw new Error(stored.error.detail)
  const logged = storage.turnLog.append(turnLogRecord({ exchangeId: `exchange-${number}` }))
  if (!logged.ok) throw new Error(logged.error.detail)
  storage.settings.change({ overlayPositions: { display: { x: number, y: 0 } } })
  const { unsaved } = storage.settings
  if (unsaved !== null) throw new Error(unsaved.detail)
  usage.store = { '2026-03': { one: number } }
  keys.store = { one: { origin: 'https://api.example.com', secret: `sealed ${number}` } }
  process.stdout.write(`${number}\n`)
}
