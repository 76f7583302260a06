import { createReadStream, createWriteStream } from 'node:fs'
import { cp, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CodedFailure } from '../../../contracts/errors.ts'
import type { ModelEntry } from '../../../contracts/models.ts'
import { diskFailure, linkOrCopy } from '../disk.ts'
import { campplusModel } from './campplus/campplus-network.ts'
import { kokoroAdditions } from './kokoro-voices.ts'
import { moonshineTokens } from './moonshine-tokens.ts'
import { piperAdditions } from './piper-voice.ts'

interface Preparation {
  readonly entry: ModelEntry
  /** The fetched files, their digests checked. */
  readonly fetchedFolder: string
  /** Empty; the outputs go here. */
  readonly readyFolder: string
  readonly signal: AbortSignal
}

/** Outputs that are fetched files under their own name. Linked, so that nothing is copied. */
const passThrough = async (preparation: Preparation): Promise<void> => {
  const { entry, fetchedFolder, readyFolder } = preparation
  for (const { name } of entry.outputs) {
    const file = entry.files.find((one) => one.name === name)
    if (file === undefined) continue
    const [from, to] = [join(fetchedFolder, name), join(readyFolder, name)]
    if (file.folder) await cp(from, to, { recursive: true })
    else await linkOrCopy(from, to)
  }
}

const prepareMoonshine = async ({ fetchedFolder, readyFolder }: Preparation): Promise<void> => {
  const tokenizer = await readFile(join(fetchedFolder, 'tokenizer.bin'))
  await writeFile(join(readyFolder, 'tokens.txt'), moonshineTokens(tokenizer))
}

const onnxFileOf = (entry: ModelEntry): string => {
  const file = entry.files.find(({ name }) => name.endsWith('.onnx'))
  if (file === undefined) throw new Error(`${entry.id} names no ONNX file`)
  return file.name
}

/** The published network with `metadata` behind it, as `model.onnx`. */
const writeModel = async (
  { fetchedFolder, readyFolder, signal }: Preparation,
  name: string,
  metadata: Uint8Array,
): Promise<void> => {
  const modelPath = join(readyFolder, 'model.onnx')
  const from = createReadStream(join(fetchedFolder, name))
  await pipeline(from, createWriteStream(modelPath), { signal })
  await writeFile(modelPath, metadata, { flag: 'a' })
}

const preparePiper = async (preparation: Preparation): Promise<void> => {
  const { entry, fetchedFolder, readyFolder } = preparation
  const name = onnxFileOf(entry)
  const voiceJson = await readFile(join(fetchedFolder, `${name}.json`), 'utf8')
  const { metadata, tokens } = piperAdditions(voiceJson)
  await writeFile(join(readyFolder, 'tokens.txt'), tokens)
  await writeModel(preparation, name, metadata)
}

const prepareKokoro = async (preparation: Preparation): Promise<void> => {
  const { entry, fetchedFolder, readyFolder } = preparation
  const configJson = await readFile(join(fetchedFolder, 'config.json'), 'utf8')
  const { size } = await stat(join(fetchedFolder, 'voices.bin'))
  const { metadata, tokens } = kokoroAdditions(configJson, size)
  await writeFile(join(readyFolder, 'tokens.txt'), tokens)
  await writeModel(preparation, onnxFileOf(entry), metadata)
}

const prepareCampplus = async ({
  entry,
  fetchedFolder,
  readyFolder,
}: Preparation): Promise<void> => {
  const file = entry.files.find(({ name }) => name.endsWith('.pt'))
  if (file === undefined) throw new Error(`${entry.id} names no checkpoint`)
  const checkpoint = await readFile(join(fetchedFolder, file.name))
  await writeFile(join(readyFolder, 'model.onnx'), campplusModel(checkpoint))
}

const runRecipe = async (preparation: Preparation): Promise<void> => {
  switch (preparation.entry.prepare) {
    case 'none':
      return
    case 'moonshine':
      return prepareMoonshine(preparation)
    case 'piper':
      return preparePiper(preparation)
    case 'kokoro':
      return prepareKokoro(preparation)
    case 'campplus':
      return prepareCampplus(preparation)
  }
}

/**
 * Makes what the engine loads out of what was fetched.
 * @throws CodedFailure `model.damaged` where the files are not what their recipe expects,
 * `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const prepareModel = async (preparation: Preparation): Promise<void> => {
  const { entry, readyFolder, signal } = preparation
  try {
    await passThrough(preparation)
    await runRecipe(preparation)
  } catch (thrown) {
    signal.throwIfAborted()
    const error = diskFailure(thrown, readyFolder)
    if (error instanceof CodedFailure) throw error
    const detail = `${entry.id}, recipe ${entry.prepare}: ${String(error)}`
    const params = { model: entry.name }
    throw new CodedFailure({ code: 'model.damaged', detail, params }, { cause: thrown })
  }
}
