import { succeed, type Result } from '../contracts/errors.ts'
import type { SettingsPatch } from '../contracts/settings.ts'
import type { FeedbackChange, TurnVerdict } from '../contracts/turn-feedback.ts'
import { changeFor } from '../core/turns/feedback.ts'
import type { Storage } from './storage/open-storage.ts'

/**
 * What a person says of a turn changes the setting that would have helped, on the way that every
 * change of a setting takes. A turn whose record is gone or cannot be read is judged without it.
 * @returns what was changed; the failure where it could not be saved, and then nothing is changed.
 */
export const applyFeedback = async (
  { exchangeId, verdict }: { readonly exchangeId: string; readonly verdict: TurnVerdict },
  parts: {
    readonly storage: {
      readonly turnLog: Pick<Storage['turnLog'], 'find'>
      readonly settings: Pick<Storage['settings'], 'get'>
    }
    readonly changeSettings: (patch: SettingsPatch) => Result<null>
  },
): Promise<Result<FeedbackChange>> => {
  const found = await parts.storage.turnLog.find(exchangeId)
  const record = found.ok ? found.value : null
  const { patch, change } = changeFor(verdict, record, parts.storage.settings.get())
  const changed = change.setting === 'none' ? succeed(null) : parts.changeSettings(patch)
  return changed.ok ? succeed(change) : changed
}
