import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { WelcomeStores } from './welcome-stores.ts'

/** Fetches what is needed; what was told of an earlier try holds no more. */
export const fetchModels = (
  { models, actions }: Pick<WelcomeStores, 'models' | 'actions'>,
  { conversation: { attention } }: Pick<AppSnapshot, 'conversation'>,
): void => {
  if (attention?.code.startsWith('model.') === true || attention?.code === 'disk.full') {
    actions.dismissAttention()
  }
  models.command('download')
}
