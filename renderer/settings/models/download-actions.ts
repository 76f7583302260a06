import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'

export type DownloadAction = 'download' | 'downloadAgain' | 'pause' | 'resume' | 'cancel'

/** What can be done about the downloads now, the most likely first. */
export const downloadActions = ({
  models,
  busy,
  paused,
  complete,
}: ModelsSnapshot): readonly DownloadAction[] => {
  if (paused) return ['resume', 'cancel']
  if (busy) return ['pause', 'cancel']
  if (complete) return []
  const failed = models.some(({ required, state }) => required && state === 'failed')
  return [failed ? 'downloadAgain' : 'download']
}
