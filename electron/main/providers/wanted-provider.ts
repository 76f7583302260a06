import type { Settings } from '../../contracts/settings.ts'

/** Whether somebody chose to go by a provider and has none set up. */
export const lacksProvider = ({
  firstRun,
  providers,
}: Pick<Settings, 'firstRun' | 'providers'>): boolean =>
  firstRun.way === 'provider' && providers.length === 0
