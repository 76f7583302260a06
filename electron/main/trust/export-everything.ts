import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../contracts/settings.ts'
import { writeJson } from '../../core/transcripts/export/json.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { summariesOf, wholeConversations } from '../transcripts/whole-conversations.ts'
import type { ZipFile } from './write-zip.ts'

/**
 * All that is kept of the person and is of use elsewhere: the transcript in its documented form, the
 * settings, usage, and the turn log. Keys and voices are sealed for this machine and stay; headers of
 * providers, which may hold keys, are left out.
 * @param note says so, in the person's language.
 * @throws CodedFailure where the transcript cannot be read, and what the file system throws.
 */
export const exportedFiles = (parts: {
  readonly profile: string
  readonly store: TranscriptStore
  readonly settings: Settings
  readonly note: string
  readonly nowMs: number
}): readonly ZipFile[] => {
  const { profile, store, settings, note, nowMs } = parts
  const conversations = wholeConversations(store, summariesOf(store, 'all'))
  const providers = settings.providers.map((provider) => ({ ...provider, headers: {} }))
  const asItIs = ['turns.jsonl.old', 'turns.jsonl', 'usage.json']
  return [
    { name: 'README.txt', content: `${note}\n` },
    { name: 'transcript.json', content: [...writeJson(conversations, nowMs)].join('') },
    { name: 'settings.json', content: `${JSON.stringify({ ...settings, providers }, null, 2)}\n` },
    ...asItIs
      .filter((name) => existsSync(join(profile, name)))
      .map((name) => ({ name, content: readFileSync(join(profile, name)) })),
  ]
}
