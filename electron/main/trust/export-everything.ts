import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedFailure } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import { collected } from '../collected.ts'
import { writeJson } from '../../core/transcripts/export/json.ts'
import { storageError } from '../storage/storage-failure.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { summariesOf, wholeConversations } from '../transcripts/whole-conversations.ts'
import type { ZipFile } from './write-zip.ts'

/**
 * All that is kept of the person and is of use elsewhere: the transcript in its documented form, the
 * settings, usage, and the turn log. Keys and voices are sealed for this machine and stay; headers of
 * providers, which may hold keys, are left out. Main has room for everything else between two
 * conversations.
 * @param parts `note` says in the person's language what is in it and what is not.
 * @throws CodedFailure where something of it cannot be read: nobody is given less than all without a word.
 */
export const exportedFiles = async (parts: {
  readonly profile: string
  readonly store: TranscriptStore
  readonly settings: Settings
  readonly note: string
  readonly nowMs: number
}): Promise<readonly ZipFile[]> => {
  const { profile, store, settings, note, nowMs } = parts
  const conversations = wholeConversations(store, await summariesOf(store, 'all'))
  // Each of them is a whole conversation.
  const pieces = await collected(bytesOf(writeJson(conversations, nowMs)), 0)
  const providers = settings.providers.map((provider) => ({ ...provider, headers: {} }))
  const asItIs = ['turns.jsonl.old', 'turns.jsonl', 'usage.json'].filter((name) =>
    existsSync(join(profile, name)),
  )
  return [
    { name: 'README.txt', content: `${note}\n` },
    { name: 'transcript.json', content: Buffer.concat(pieces) },
    { name: 'settings.json', content: `${JSON.stringify({ ...settings, providers }, null, 2)}\n` },
    ...(await Promise.all(
      asItIs.map(async (name) => ({ name, content: await contentOf(join(profile, name)) })),
    )),
  ]
}

/** @throws CodedFailure that names the file: the person must not take it for the one that they chose. */
const contentOf = (file: string): Promise<Buffer> =>
  readFile(file).catch((thrown: unknown) => {
    throw new CodedFailure(storageError(thrown, file), { cause: thrown })
  })

const bytesOf = function* (pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece, 'utf8')
}
