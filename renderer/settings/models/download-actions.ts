import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'

export type DownloadAction = 'download' | 'downloadAgain' | 'pause' | 'resume' | 'cancel'

export const hasFailed = ({ models }: ModelsSnapshot): boolean =>
  models.some(({ required, state }) => required && state === 'failed')

/** What can be done about the downloads now, the most likely first. */
export const downloadActions = (models: ModelsSnapshot): readonly DownloadAction[] => {
  if (models.paused) return ['resume', 'cancel']
  if (models.busy) return ['pause', 'cancel']
  if (models.complete) return []
  return [hasFailed(models) ? 'downloadAgain' : 'download']
}
