import { useTranslation } from 'react-i18next'
import type { LineRow } from './line-rows.ts'

/** What an engine of a line is called: this computer, or whose it is. */
export const useEngineName = () => {
  const { t } = useTranslation()
  return ({ provider, realtime }: Pick<LineRow, 'provider' | 'realtime'>): string => {
    if (provider === null) return t('engines.local')
    return realtime ? t('engines.realtime', { provider }) : provider
  }
}
