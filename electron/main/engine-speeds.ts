import { z } from 'zod'
import {
  engineSpeedsSchema,
  type EngineSpeed,
  type EngineSpeeds,
} from '../contracts/engine-speed.ts'
import type { JsonFile } from './storage/settings-store.ts'

const fileSchema = z.object({ cores: z.number(), speeds: engineSpeedsSchema })

/**
 * How fast engines were found to be here.
 *
 * Invariants:
 * 1. What was measured on another number of cores counts for nothing: a profile may have moved.
 * 2. What cannot be written is known all the same, for as long as this run lasts.
 */
export class EngineSpeedStore {
  readonly #file: JsonFile
  readonly #cores: number
  #speeds: EngineSpeeds

  constructor(file: JsonFile, cores: number) {
    this.#file = file
    this.#cores = cores
    const read = fileSchema.safeParse(file.store)
    this.#speeds = read.success && read.data.cores === cores ? read.data.speeds : {}
  }

  get all(): EngineSpeeds {
    return this.#speeds
  }

  set(model: string, speed: EngineSpeed): void {
    this.#speeds = { ...this.#speeds, [model]: speed }
    try {
      this.#file.store = { cores: this.#cores, speeds: this.#speeds }
    } catch {
      // It is measured again at the next start; nothing else hangs on it.
    }
  }
}
